// SPDX-License-Identifier: Apache-2.0

extension Topic {
  static let german = Topic(
    "german", phrases: .german,
    """
    P [Meine Bestellung|Mein Paket] {order} [sollte am|war für] {tag_de} [kommen|angekündigt] und [ist nicht da|fehlt noch immer].
    P Laut {carrier} wurde {order} [zugestellt|in {stadt} abgegeben], aber [niemand hat etwas bekommen|der Nachbar weiß von nichts].
    P [Seit {n} Tagen|Schon {n} Tage] steht die Sendung {order} [in {stadt}|im Lager].
    P Ich habe mich bei der Adresse vertan, {order} soll [nach {stadt}|in die Packstation].
    D Ich brauche {artikel} [für den Urlaub|zum Geburtstag] am {tag_de}.
    D [Angerufen habe ich schon|Beim Händler war ich schon], [ohne Erfolg|vergeblich].
    D Bezahlt sind {amount} Euro, [sofort|per Überweisung].
    A [Wann kommt es an|Wo bleibt das Paket]?
    A [Können Sie|Könnten Sie bitte] [nachforschen|beim Zusteller nachfragen]?
    A Schicken Sie [sonst|notfalls] Ersatz?
    L Die Sendung {order} [hängt|liegt] seit {tag_de} im Verteilzentrum {stadt}.
    L [Die Adresse ist geändert|Ich habe umgeleitet]: {order} geht jetzt nach {stadt}.
    L {carrier} hat [einen Zustellversuch vermerkt|die Zustellung ohne Unterschrift gebucht].
    S Ich habe einen Nachforschungsauftrag gestellt, die Antwort kommt in {n} Tagen.
    S [Bleibt sie verschwunden|Taucht sie nicht auf], senden wir {artikel} kostenlos [noch einmal|neu].
    S Den Stand sehen Sie [in der App|über den Link in der Versandmail].
    S Den Expresszuschlag von {amount} Euro [erstatten wir|buchen wir zurück].
    S Bitte schauen Sie auch [im Hausflur|in der Filiale am Bahnhof] nach.
    """,
    """
    P {artikel} [passt nicht|gefällt mir nicht|ist beschädigt], [wie gebe ich das zurück|ich möchte umtauschen].
    P Auf die Erstattung für {order} warte ich [seit {n} Wochen|schon lange].
    P Der Rücksendeschein für {order} [ist weg|ließ sich nicht drucken].
    D Die Etiketten sind [noch dran|ab], getragen [wurde nichts|einmal].
    D Zurückgeschickt habe ich es [am {tag_de}|aus {stadt}].
    D Gezahlt habe ich {amount} Euro [mit Karte|mit Gutschein].
    A Was [kostet|dauert] das?
    A Geht das auch [in der Filiale|im Laden in {stadt}]?
    A [Bitte prüfen Sie das|Wann kommt das Geld]?
    L Sie haben 60 Tage Zeit, [auch ohne Karton|ohne Angabe von Gründen].
    L Ihre Rücksendung ist [am {tag_de} eingegangen|verbucht], die {amount} Euro [sind unterwegs|folgen].
    L Einen neuen Schein [schicke ich Ihnen|finden Sie unter Bestellungen].
    S Zeigen Sie den QR-Code am Schalter, gedruckt wird dort.
    S Die Bank braucht [drei bis fünf|bis zu sieben] Werktage.
    S [Legen Sie die Nummer {order} bei|Bitte {order} außen notieren].
    S Im Laden in {stadt} geht es [sofort|ohne Termin].
    """)

  static let spanish = Topic(
    "spanish", phrases: .spanish,
    """
    P Mi pedido {order} [tenía que llegar|debía estar aquí] el {dia} y [no hay noticias|sigue sin aparecer].
    P [No puedo entrar|No consigo entrar] en mi cuenta, [olvidé la contraseña|el enlace caducó].
    P {carrier} dice que entregó {order} en {ciudad}, pero [no lo tengo|aquí no hay nadie con ese nombre].
    P Quiero [devolver|cambiar] {articulo}, [me queda pequeño|no es lo que esperaba|vino con un defecto].
    P Me [cobraron|han cobrado] {amount} euros dos veces [por {order}|el {dia}].
    P ¿Cómo [uso|canjeo] la tarjeta regalo de {amount} euros?
    D Vivo en {ciudad} y [salgo de viaje|lo necesito] el {dia}.
    D Ya miré [el correo no deseado|con los vecinos] y nada.
    D Pagué con [tarjeta|transferencia] hace {n} días.
    D Es un regalo [de cumpleaños|para mi madre].
    A ¿[Pueden ayudarme|Qué puedo hacer]?
    A ¿Cuándo [lo recibiré|se resuelve]?
    A [Por favor, revísenlo|Necesito una respuesta hoy].
    L [Lo hemos mirado|Acabo de mirarlo]: {order} [está parado en {ciudad}|salió el {dia}].
    L Le [envío|mando] un enlace nuevo, [válido treinta minutos|que caduca en media hora].
    L [Puede devolverlo|Tiene sesenta días para devolverlo] desde Pedidos, [sin coste|con el código QR].
    L El segundo cargo es [una reserva|un error nuestro] y [desaparece solo|lo devolvemos hoy].
    S Si el {dia} no hay cambios, mandamos {articulo} otra vez.
    S El banco tarda [de tres a cinco|unos {n}] días en mostrar los {amount} euros.
    S [Guarde el recibo|No tire la caja] hasta que todo esté cerrado.
    S En la tienda de {ciudad} [también lo aceptan|se lo cambian al momento].
    S Puede seguirlo [en la aplicación|con el enlace del correo], [se actualiza cada hora|sin contraseña].
    S El importe vuelve a [la misma tarjeta|su cuenta], referencia {code}.
    """)

  static let japanese = Topic(
    "japanese", phrases: .japanese,
    """
    P 注文番号{order}の{shouhin}が[まだ届きません|予定日を過ぎても来ません]。
    P {shouhin}を[返品したいです|交換してもらえますか]。[サイズが合いませんでした|色が写真と違いました]。
    P パスワードを[忘れてしまい|何度入れても]、ログインできません。
    P {youbi}に届いた{shouhin}に[傷がありました|穴が開いていました]。
    P {amount}ユーロが[二回引き落とされています|二重に請求されました]。
    P {toshi}へ[引っ越しました|転勤になりました]。{order}の届け先を変えられますか。
    P ギフトカードの[番号が読めません|残高を教えてください]。
    D 追跡では{toshi}で止まったままです。
    D {youbi}から[山に行く予定です|旅行に出ます]。
    D [妻への贈り物|父の誕生日の品]なので急いでいます。
    D 迷惑メールも[確認しました|見ましたが何もありません]。
    D 支払いは[カード|振り込み]で、{n}日前に済ませました。
    A [どうすればいいですか|手続きを教えてください]。
    A [いつごろになりますか|何日かかりますか]。
    A [ご確認ください|調べていただけますか]。
    L {order}は{youbi}に{toshi}の営業所へ[着いています|入りました]。
    L 到着から六十日以内なら[返品できます|無料でお返しいただけます]。
    L 再設定のメールを[ただ今お送りしました|もう一度送りました]。有効なのは三十分です。
    L [新しい{shouhin}を無料でお送りします|代わりの品を{youbi}に発送します]。
    L 二件目は[仮の請求|重複]ですので、{n}日で[自動的に消えます|取り消されます]。
    S 配送会社に調査を[依頼しました|頼みました]。
    S 返金には銀行で{n}日ほどかかります。
    S {toshi}の店舗でも[お受けできます|交換できます]。
    S 箱は[捨てずに|そのまま]保管してください。
    S 写真を二枚[添えていただけると|送っていただければ]早く進みます。
    S アプリの「注文」から{order}を選び、「配送」を開いてください。
    """)
}
