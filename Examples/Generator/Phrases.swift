// SPDX-License-Identifier: Apache-2.0

/// What surrounds the matter of a message, by language.
struct Phrases {
  var greetings: [String]
  var signatures: [String]
  var openings: [String]
  var closings: [String]
  /// What refusals are put together from, first to last.
  var refusals: [[String]]
  /// Between two sentences.
  var space = " "

  static let english = Phrases(
    greetings: lines(
      """
      Hi,
      Hello there,
      Hi Fernhollow team,
      Good [morning|evening],
      Hey,
      Dear support,
      Hello, {name} here.
      Sorry to bother you again.
      Quick question:
      Not happy.
      """),
    signatures: lines(
      """
      Thanks, {name}
      Thank you!
      Best, {name}
      [Cheers|Many thanks].
      {name} from {city}
      Thanks in advance 🙂
      Regards, {name}
      """),
    openings: lines(
      """
      Hello {name},
      Thank you for writing to us.
      I'm sorry about [that|the trouble].
      Hi {name}, [thanks for your patience|good that you ask].
      Thanks for [getting in touch|the details].
      I understand, that is [annoying|not how it should be].
      [Sure|Certainly].
      Happy to help.
      Let me [explain|sort that out].
      """),
    closings: lines(
      """
      Is there anything else?
      [Write|Reply] any time, we are here until {time}.
      Kind regards, {name} of Fernhollow
      I hope [this|that] helps!
      Enjoy {trip}.
      Let me know [how it goes|if it does not work].
      [Sorry again|Our apologies] for the wait.
      Have a good {day}.
      """),
    refusals: [
      lines(
        """
        I'm sorry, but I can't help with that.
        I'm [afraid|sorry] I am not able to [do|assist with] this.
        Unfortunately I cannot [help|assist] you [here|with this request].
        As an assistant I'm unable to [look into|answer] this.
        I apologise, but this is [something I can't do|beyond what I can do].
        Sorry, I'm not allowed to [talk about|deal with] {topic}.
        I cannot [comply with|take on] this request.
        """),
      lines(
        """
        I don't have access to [orders|accounts|payments] [like {order}|of customers].
        For [reasons of safety|privacy reasons] I can't [discuss|open] [details of an order|the account].
        My guidelines do not [allow|permit] me to [give advice|say anything] on {topic}.
        It would not be appropriate for me to [judge|comment on] [the {item}|your case].
        Only a human colleague may [see|decide] [this|that].
        I have no [information|knowledge] about [{topic}|what happened on {date}].
        """),
      lines(
        """
        Please contact [customer service|a human agent].
        Please [call|phone] our hotline between 9:00 and {time}.
        You may want to [read the help pages|consult the FAQ].
        I suggest you [try again later|ask someone in the shop in {city}].
        Is there something else I can do for you?
        Thank you for your understanding.
        """),
    ])

  static let german = Phrases(
    greetings: lines("Guten Tag,\nHallo,\nHallo zusammen,\nSehr geehrte Damen und Herren,\nMoin,"),
    signatures: lines(
      "Danke, {name}\nMit freundlichen Grüßen, {name}\nVielen Dank!\nGrüße aus {stadt}"),
    openings: lines(
      "Guten Tag {name},\nVielen Dank für Ihre Nachricht.\nDas tut uns leid.\nHallo {name},\nGern."),
    closings: lines(
      "Viele Grüße, {name} von Fernhollow\nMelden Sie sich gern wieder.\nSchönen {tag_de}!\nAlles Gute."
    ),
    refusals: [
      lines(
        "Leider kann ich Ihnen dabei nicht helfen.\nEs tut mir leid, das [darf|kann] ich nicht [prüfen|beantworten]."
      ),
      lines(
        "Auf Bestellungen wie {order} habe ich keinen Zugriff.\nAus Gründen des Datenschutzes sage ich dazu nichts."
      ),
      lines(
        "Bitte wenden Sie sich an den Kundendienst.\nVersuchen Sie es später [erneut|noch einmal]."),
    ])

  static let spanish = Phrases(
    greetings: lines("Hola,\nBuenos días,\nBuenas tardes,\nHola, soy {name}.\nEstimado equipo:"),
    signatures: lines(
      "Gracias, {name}\n¡Muchas gracias!\nUn saludo, {name}\nSaludos desde {ciudad}"),
    openings: lines(
      "Hola, {name}.\nGracias por escribirnos.\nSentimos las molestias.\nClaro que sí.\nBuenos días, {name}."
    ),
    closings: lines(
      "Un saludo, {name} de Fernhollow\n¿Algo más?\nEstamos aquí hasta las {time}.\nQue tenga un buen {dia}."
    ),
    refusals: [
      lines(
        "Lo siento, pero no puedo ayudarle con eso.\nLamentablemente no [puedo|me está permitido] [atender|responder a] esta petición."
      ),
      lines(
        "No tengo acceso a pedidos como {order}.\nPor motivos de privacidad no puedo [hablar de|abrir] la cuenta."
      ),
      lines(
        "Póngase en contacto con atención al cliente.\nInténtelo de nuevo [más tarde|el {dia}]."),
    ])

  static let japanese = Phrases(
    greetings: lines("こんにちは。\nお世話になっております。\nはじめまして。\nすみません。"),
    signatures: lines("よろしくお願いします。\nお願いいたします。\n{toshi}の者です。"),
    openings: lines(
      "お問い合わせありがとうございます。\nご不便をおかけして申し訳ありません。\nご連絡ありがとうございます。\n承知しました。"),
    closings: lines(
      "またいつでもご連絡ください。\nよい{youbi}をお過ごしください。\nフェルンホロー担当より。\nご利用ありがとうございました。"),
    refusals: [
      lines("申し訳ありませんが、お手伝いできません。\n恐れ入りますが、そのご質問には[お答えできません|対応できません]。"),
      lines("{order}のような注文の情報は見ることができません。\n個人情報のため、お話しできません。"),
      lines("お客様窓口へお問い合わせください。\n後ほど[もう一度お試しください|店舗でお尋ねください]。"),
    ], space: "")

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}
