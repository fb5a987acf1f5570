// SPDX-License-Identifier: Apache-2.0

/// What the slots of the templates are filled with. All names are invented.
enum WordLists {
  /// A value for slots of `kind`.
  static func draw(_ kind: String, _ chance: inout Chance) -> String {
    switch kind {
    case "order": return "FH-\(chance.number(10_000...99_999))"
    case "amount": return "\(chance.number(8...289)).\(chance.pick(["00", "50", "90", "95", "99"]))"
    case "n": return "\(chance.number(2...14))"
    case "many": return "\(chance.number(3...40) * 10)"
    case "year": return "\(chance.number(2019...2024))"
    case "code": return "\(chance.number(100...999)) \(chance.number(100...999))"
    case "version":
      return "\(chance.number(4...7)).\(chance.number(0...12)).\(chance.number(0...9))"
    case "ending": return "\(chance.number(1000...9999))"
    case "date": return "\(chance.number(1...28)) \(chance.pick(months))"
    case "time":
      return "\(chance.number(6...22)):\(chance.pick(["05", "10", "20", "30", "40", "45"]))"
    default:
      guard let list = lists[kind] else { preconditionFailure("no slot is named \(kind)") }
      return chance.pick(list)
    }
  }

  private static let months = words(
    "January,February,March,April,May,June,July,August,September,October,November,December")

  private static func words(_ list: String) -> [String] {
    list.split(separator: ",").map(String.init)
  }

  private static let lists: [String: [String]] = [
    "item": words(
      """
      Ridgeline rain jacket,Harebell down vest,Tarn 2 tent,Moorland hiking boots,Cairn 45 backpack,\
      Larch fleece,Bramble trail shoes,Minnow dry bag,Kestrel headlamp,Sedge sleeping bag,\
      Burn camp stove,Heron trekking poles,Wren merino shirt,Birch work trousers,Pike fishing vest,\
      Juniper beanie,Lichen sleeping mat,Skua softshell,Rowan kids' boots,Plover travel towel,\
      Gannet duffel,Teasel gaiters,Marram hammock,Fell running shorts,Curlew water filter,\
      Hazel flannel shirt,Bracken poncho,Dipper sandals,Corrie climbing harness,Thistle gloves
      """),
    "garment": words(
      """
      Ridgeline rain jacket,Harebell down vest,Larch fleece,Wren merino shirt,Birch work trousers,\
      Skua softshell,Fell running shorts,Hazel flannel shirt,Bracken poncho,Thistle gloves
      """),
    "shoes": words("Moorland hiking boots,Bramble trail shoes,Dipper sandals,Rowan kids' boots"),
    "size": words("XS,S,M,L,XL,XXL,38,39,40,41,42,43,44,46"),
    "colour": words("moss green,slate,rust,navy,black,ochre,sand,charcoal,teal,plum"),
    "city": words(
      """
      Leeds,Cork,Bristol,Aberdeen,Utrecht,Ghent,Lyon,Graz,Bergen,Aarhus,Porto,Turin,Tartu,Kraków,\
      Gothenburg,Tampere,Brno,Seville,Zürich,Ljubljana,Swansea,Inverness,Galway,Rennes
      """),
    "carrier": words("PostNord,DPD,An Post,Royal Mail,GLS,Colissimo,the courier,Evri,bpost"),
    "day": words("Monday,Tuesday,Wednesday,Thursday,Friday,Saturday"),
    "name": words(
      """
      Aoife,Björn,Chidi,Daniela,Emre,Fatima,Greta,Hamish,Inés,Jakub,Katarzyna,Liam,Mirela,Nadia,\
      Oskar,Priya,Quentin,Rosa,Søren,Tomasz,Ulla,Viktor,Wanda,Xavier,Yusuf,Zoë
      """),
    "phone": words(
      """
      Pixel 7,Pixel 8a,Galaxy S22,Galaxy A54,iPhone 12,iPhone 13 mini,iPhone 15,Fairphone 5,\
      Xperia 10,Moto G84,OnePlus Nord,iPad Air,Galaxy Tab S9,iPhone SE
      """),
    "mail": words("Gmail,Outlook,ProtonMail,my work address,an old Yahoo account,iCloud,GMX"),
    "screen": words(
      """
      the basket,the checkout page,my saved lists,the size guide,the order history,product photos,\
      the store map,the loyalty card,search results,the notifications tab,the barcode scanner
      """),
    "occasion": words(
      """
      a birthday,my sister's wedding,a retirement party,Christmas,a house-warming,graduation,\
      our anniversary,Father's Day,a leaving do,a baby shower
      """),
    "trip": words(
      """
      a week in the Cairngorms,the West Highland Way,a ferry crossing to Iceland,a school trip,\
      a hut tour in Tyrol,the Camino,a cycling tour along the Danube,a fishing weekend,\
      a festival,our honeymoon in Norway,a night shift outdoors,three days on Dartmoor
      """),
    "fault": words(
      """
      the zip has come off its track,a seam has opened under the arm,the sole is peeling away,\
      a buckle snapped,the lining is flaking,one pole section cracked,the pump no longer holds air,\
      the strap tore out of the stitching,the waterproof coating is bubbling,an eyelet ripped out,\
      the battery cover will not close,the drawcord toggle broke,the valve hisses all night
      """),
    "firm": words(
      """
      a landscaping firm,a mountain rescue team,a scout group,a kindergarten,a construction company,\
      a cycling club,a research station,a brewery,a municipal parks department,an events agency,\
      a veterinary practice,a film crew,a ski school,a hotel
      """),
    "relative": words(
      """
      father,mother,husband,wife,aunt,brother,grandmother,uncle,partner,sister,grandfather
      """),
    "topic": words("refunds,passwords,deliveries,prices,health,legal questions,products,returns"),
    "tag": words("follow-up,vip,first-contact,escalated,weekend,macro,reopened,mobile,web"),
    "artikel": words(
      """
      die Regenjacke Ridgeline,das Zelt Tarn 2,der Rucksack Cairn 45,der Schlafsack Sedge,\
      die Stirnlampe Kestrel,die Daunenweste Harebell,der Kocher Burn,die Gamaschen Teasel,\
      das Merinohemd Wren,die Hängematte Marram
      """),
    "stadt": words("Graz,Zürich,Köln,Leipzig,Innsbruck,Bremen,Konstanz,Würzburg,Bozen,Lübeck"),
    "tag_de": words("Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag"),
    "articulo": words(
      """
      la chaqueta Ridgeline,la tienda Tarn 2,la mochila Cairn 45,el saco Sedge,el frontal Kestrel,\
      las botas Moorland,el hornillo Burn,los bastones Heron,la hamaca Marram,el forro Larch
      """),
    "ciudad": words("Sevilla,Bilbao,Granada,Valparaíso,Gijón,Oaxaca,Zaragoza,Málaga,Córdoba,Vigo"),
    "dia": words("lunes,martes,miércoles,jueves,viernes,sábado"),
    "shouhin": words(
      "レインジャケット,二人用テント,登山靴,リュックサック,寝袋,ヘッドランプ,ダウンベスト,ガスコンロ,手袋,水筒"),
    "toshi": words("札幌,仙台,長野,金沢,京都,神戸,広島,松山,福岡,那覇"),
    "youbi": words("月曜日,火曜日,水曜日,木曜日,金曜日,土曜日"),
  ]
}
