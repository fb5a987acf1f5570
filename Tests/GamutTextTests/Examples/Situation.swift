// SPDX-License-Identifier: Apache-2.0

/// A pair of records as it meets in real sets, and what someone who trains wants for the second one.
struct Situation: CustomStringConvertible, Sendable {
  enum Wanted: Sendable { case keep, go }

  let name: String
  let first: Example
  let second: Example

  init(_ name: String, _ first: Example, _ second: Example) {
    self.name = name
    self.first = first
    self.second = second
  }

  var description: String { name }
}

/// Texts that several situations are made of.
enum Passages {
  static let mill = """
    The paper mill at the lower weir was founded by two brothers from Basel, who had learned the trade \
    in Holland. It made writing paper for the council and the school, and later the brown paper in \
    which the grocers of the valley wrapped their sugar. After the great flood the wheel was moved to \
    the upper weir, where it turned until the railway came. The building now houses a museum of \
    printing, with four presses that visitors may try, and a small library of local history.
    """
  static let ferry = """
    The ferry over the estuary ran twice a day in summer and once a day in winter, unless the ice was \
    too thick. Its captain was paid by the parish and was not allowed to take money from widows, \
    priests or children. When the bridge was opened the parish sold the boat to a fisherman, who used \
    it to carry seaweed to the farms on the other shore until it sank in an autumn storm.
    """
  static let instruction = """
    You are given a message that a customer wrote to the support desk of a bank. Read the message \
    carefully and decide which of the known intents describes best what the customer wants. Answer with \
    the name of the intent alone, in lower case, with underscores between its words, without any \
    explanation, greeting or punctuation. If several intents fit, choose the one that would have to be \
    dealt with first. Do not invent intents that are not in the list. The list holds card_arrival, \
    card_linking, lost_card, exchange_rate, top_up_failed, pending_transfer, and terminate_account. \
    Messages may hold spelling mistakes and words of other languages; do not mind them.
    """
  static let answer = """
    A sourdough starter is a mixture of flour and water in which wild yeast and bacteria live. To make \
    one, stir equal parts of both in a clean jar and leave it in a warm corner of the kitchen. Each day \
    throw half of it away and feed what is left with fresh flour and water. After a week or so it will \
    rise and fall in a steady rhythm and smell pleasantly sour, and then it is ready to bake with.
    """
  static let system = """
    You are the assistant of a public library. You help readers to find books, explain the rules of the \
    reading rooms, and tell when the branches are open. You answer in the language of the question, \
    politely and briefly. You never give legal or medical advice, and you never tell one reader what \
    another reader has borrowed. If you do not know something, say so and name the desk that knows.
    """
  static let tool = """
    You can call these functions. get_weather: the weather of a city on a day; its arguments are city, \
    a string, and day, a string such as today or tomorrow. get_route: the way between two places by \
    train, bus or car; its arguments are from, to and mode, all of them strings. Call a function where \
    it helps and answer the user with what it gave, in one sentence.
    """
  static let thai = """
    วัดแห่งนี้สร้างขึ้นในรัชสมัยของพระเจ้าอยู่หัวองค์ก่อน ตั้งอยู่บนเนินเขาทางทิศเหนือของเมือง ภายในมีพระพุทธรูปเก่าแก่และภาพเขียนบนผนัง \
    ซึ่งเล่าเรื่องการเดินทางของพ่อค้าในสมัยโบราณ ทุกปีจะมีงานเทศกาลในเดือนพฤศจิกายน ผู้คนจากหมู่บ้านใกล้เคียงมาร่วมงานกันมากมาย
    """
  static let chinese = """
    这座古桥建于明朝末年，横跨城南的小河，共有五个桥洞。桥面用青石铺成，两侧的栏杆上刻着狮子和莲花。\
    相传当年修桥的石匠来自北方，他把家乡的花纹也刻在了桥头。后来桥被洪水冲坏，当地商人出钱把它重新修好，并在桥边立了一块石碑。
    """
  static let arabic = """
    تقع المكتبة القديمة في وسط المدينة قرب السوق الكبير، وقد بناها تاجر من أهل الشام قبل قرون عديدة. تضم المكتبة آلاف \
    المخطوطات في الطب والفلك والشعر، وفيها قاعة واسعة للقراءة تطل على حديقة صغيرة. أعيد ترميمها بعد الحريق الذي أصاب السوق.
    """
}
