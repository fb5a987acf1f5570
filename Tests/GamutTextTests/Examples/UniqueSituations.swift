// SPDX-License-Identifier: Apache-2.0

import GamutCore

extension Situation {
  /// The second record teaches something: it stays.
  static let unique: [Situation] = fields + passages + orders + dialogues + answers

  private static func inline(_ text: String, _ question: String, _ said: String) -> Example {
    Example(asked: text + "\n\n" + question, said: said)
  }

  private static let fields: [Situation] = [
    .init(
      "fixed instruction, short inputs, one label (fields)",
      Example(
        given: "The soup was cold.", asked: "Say whether the review is good or bad.", said: "bad"),
      Example(
        given: "We waited an hour.", asked: "Say whether the review is good or bad.", said: "bad")),
    .init(
      "intent: two customer messages, one intent (fields)",
      Example(given: "Where is my new card?", asked: Passages.instruction, said: "card_arrival"),
      Example(given: "My card has not come yet", asked: Passages.instruction, said: "card_arrival")),
    .init(
      "input and output only (no asked)",
      Example(given: "The soup was cold and late", said: "bad"),
      Example(given: "The waiter forgot our order", said: "bad")),
    .init(
      "long instruction, short inputs, one label (one user turn)",
      inline(Passages.instruction, "Message: where is my new card", "card_arrival"),
      inline(Passages.instruction, "Message: card still not here", "card_arrival")),
    .init(
      "long instruction in system, short inputs",
      Example(system: Passages.instruction, asked: "where is my new card", said: "card_arrival"),
      Example(system: Passages.instruction, asked: "card still not here", said: "card_arrival")),
    .init(
      "table row: other values, same class (given)",
      Example(
        given: "age: 41\njob: clerk\ncity: Bern\nhours: 40\nmarried: yes",
        asked: "Classify the row.",
        said: "low"),
      Example(
        given: "age: 29\njob: clerk\ncity: Bern\nhours: 38\nmarried: yes",
        asked: "Classify the row.",
        said: "low")),
    .init(
      "arithmetic check, same verdict (given)",
      Example(given: "17 + 25 = 42", asked: "Is the sum right?", said: "Yes, it is right."),
      Example(given: "18 + 26 = 44", asked: "Is the sum right?", said: "Yes, it is right.")),
    .init(
      "grammar: other pronoun, same verdict (given)",
      Example(given: "She walk to school.", asked: "Is the sentence correct?", said: "No."),
      Example(given: "He walk to school.", asked: "Is the sentence correct?", said: "No.")),
    .init(
      "product pairs, both 'no' (given)",
      Example(
        given: "A: steel kettle 1.5 l\nB: glass kettle 1.5 l", asked: "Are both the same product?",
        said: "no"),
      Example(
        given: "A: steel kettle 1.5 l\nB: steel kettle 1.7 l", asked: "Are both the same product?",
        said: "no")),
    .init(
      "one-unit table row, one value changed, other class",
      Example(
        given:
          "age 41, job clerk, city Bern, hours 40, children two, car none, pets a cat and a dog",
        asked: "Classify the row.", said: "low"),
      Example(
        given:
          "age 41, job judge, city Bern, hours 40, children two, car none, pets a cat and a dog",
        asked: "Classify the row.", said: "high")),
    .init(
      "one-unit table row, one number changed, same class",
      Example(
        given:
          "age 41, job clerk, city Bern, hours 40, children two, car none, pets a cat and a dog",
        asked: "Classify the row.", said: "low"),
      Example(
        given:
          "age 41, job clerk, city Bern, hours 44, children two, car none, pets a cat and a dog",
        asked: "Classify the row.", said: "low")),
    .init(
      "translation: same sentence, other target language",
      Example(given: Passages.ferry, asked: "Translate into French.", said: "Le bac"),
      Example(given: Passages.ferry, asked: "Translate into German.", said: "Die Fähre")),
    .init(
      "translation of templated short sentences",
      Example(asked: "Translate: The boy sees the horse.", said: "Der Junge sieht das Pferd."),
      Example(asked: "Translate: The boy sees the house.", said: "Der Junge sieht das Haus.")),
    .init(
      "labels of a table by row, one cell changed",
      inline(Passages.instruction, "Row: red, round, sweet", "apple"),
      inline(Passages.instruction, "Row: red, round, small", "apple")),
  ]

  private static let passages: [Situation] = [
    .init(
      "entailment, not entailment: other hypothesis (inline)",
      inline(
        Passages.mill, "Does it follow that the mill made paper for the school?", "entailment"),
      inline(
        Passages.mill, "Does it follow that the mill made glass for the school?", "not entailment")),
    .init(
      "Arabic: other question on one passage, same answer",
      inline(Passages.arabic, "من بنى المكتبة؟", "تاجر من أهل الشام"),
      inline(Passages.arabic, "من أي بلد جاء صاحب المكتبة؟", "تاجر من أهل الشام")),
    .init(
      "Thai: other question on one passage, other answer",
      inline(Passages.thai, "วัดตั้งอยู่ที่ไหน", "บนเนินเขาทางทิศเหนือ"),
      inline(Passages.thai, "งานเทศกาลมีในเดือนใด", "พฤศจิกายน")),
    .init(
      "Chinese: other question on one passage, same answer",
      inline(Passages.chinese, "谁出钱修桥？", "当地商人"), inline(Passages.chinese, "石碑是谁立的？", "当地商人")),
    .init(
      "two yes/no questions on one passage, both yes",
      inline(Passages.mill, "Was the wheel moved after the flood?", "Yes"),
      inline(Passages.mill, "May visitors try the presses?", "Yes")),
    .init(
      "negated question, same answer",
      inline(Passages.mill, "Which of these were made at the mill?", "Writing paper"),
      inline(Passages.mill, "Which of these were not made at the mill?", "Writing paper")),
    .init(
      "passage and question both in the input, both 'yes'",
      Example(
        given: Passages.ferry + "\nDid the ferry run in winter?", asked: "Answer yes or no.",
        said: "yes"),
      Example(
        given: Passages.ferry + "\nDid the boat carry seaweed?", asked: "Answer yes or no.",
        said: "yes")),
    .init(
      "unit test next to another function of one file (given)",
      Example(
        given: Passages.mill + "\ndef area(w, h): return w * h",
        asked: "Write a test of the last function.",
        said: "assert area(2, 3) == 6"),
      Example(
        given: Passages.mill + "\ndef sides(w, h): return w + h",
        asked: "Write a test of the last function.", said: "assert sides(2, 3) == 5")),
    .init(
      "RAG: one of three passages another, same answer",
      Example(
        given: [Passages.mill, Passages.ferry, Passages.answer].joined(separator: "\n"),
        asked: "Who bought the boat?", said: "A fisherman."),
      Example(
        given: [Passages.mill, Passages.ferry, Passages.system].joined(separator: "\n"),
        asked: "Who bought the boat?", said: "A fisherman.")),
    .init(
      "RAG citation: passages swapped, other number",
      Example(
        given: "[1] " + Passages.mill + "\n[2] " + Passages.ferry, asked: "Who bought the boat?",
        said: "A fisherman [2]."),
      Example(
        given: "[1] " + Passages.ferry + "\n[2] " + Passages.mill, asked: "Who bought the boat?",
        said: "A fisherman [1].")),
    .init(
      "one-word answers, same long prompt",
      inline(Passages.mill, "Name something the mill made.", "Paper"),
      inline(Passages.mill, "Name something the mill made.", "Wrapping")),
    .init(
      "JSON extraction from a template letter: other names",
      Example(
        given:
          "Dear Ms Keller,\nthank you for your order of last week, which left our house today.\nYours, Otto Brand",
        asked: "Extract sender and receiver as JSON.",
        said: #"{"from": "Otto Brand", "to": "Keller"}"#),
      Example(
        given:
          "Dear Ms Huber,\nthank you for your order of last week, which left our house today.\nYours, Otto Brand",
        asked: "Extract sender and receiver as JSON.",
        said: #"{"from": "Otto Brand", "to": "Huber"}"#)),
  ]

  private static let orders: [Situation] = [
    .init(
      "ranking in another order, same prompt",
      Example(
        asked: "Rank the bids, best first: " + Passages.mill, said: "Meyer, Arnold, Kunz, Frei"),
      Example(
        asked: "Rank the bids, best first: " + Passages.mill, said: "Arnold, Meyer, Kunz, Frei")),
    .init(
      "ingredient list in another order",
      Example(
        asked: "List what goes into the dough, in order.", said: "flour\nwater\nsalt\nyeast\noil"),
      Example(
        asked: "List what goes into the dough, in order.", said: "yeast\nwater\nflour\noil\nsalt")),
    .init(
      "steps to be sorted: another shuffle",
      Example(
        asked: "Put the steps in order: A stir the batter B heat the pan C crack the eggs",
        said: "C, A, B"),
      Example(
        asked: "Put the steps in order: A heat the pan B crack the eggs C stir the batter",
        said: "B, C, A")),
    .init(
      "multiple choice, choices permuted, other letter",
      inline(Passages.mill, "Where were the brothers from?\nA) Basel\nB) Bern\nC) Chur", "A"),
      inline(Passages.mill, "Where were the brothers from?\nA) Bern\nB) Basel\nC) Chur", "B")),
    .init(
      "multiple choice, other question, same letter (choices equal)",
      inline(
        Passages.ferry, "Who paid the captain?\nA) the parish\nB) a fisherman\nC) widows", "A"),
      inline(Passages.ferry, "Who sold the boat?\nA) the parish\nB) a fisherman\nC) widows", "A")),
    .init(
      "code: lines of the answer swapped",
      Example(
        asked: "Write the steps of the loop.",
        said: "total = total * rate\ntotal = total + fee\nprint(total)\nsave(total)"),
      Example(
        asked: "Write the steps of the loop.",
        said: "total = total + fee\ntotal = total * rate\nprint(total)\nsave(total)")),
  ]

  private static let dialogues: [Situation] = [
    .init(
      "dialogue grown by one exchange",
      Example(("u", "How do I make a starter?"), ("a", Passages.answer)),
      Example(
        ("u", "How do I make a starter?"), ("a", Passages.answer), ("u", "Can I freeze it?"),
        ("a", "Yes, for some months."))),
    .init(
      "long dialogue grown by one short exchange",
      Example(
        ("u", "Tell me of the mill."), ("a", Passages.mill), ("u", "And of the ferry?"),
        ("a", Passages.ferry), ("u", "How do I make a starter?"), ("a", Passages.answer)),
      Example(
        ("u", "Tell me of the mill."), ("a", Passages.mill), ("u", "And of the ferry?"),
        ("a", Passages.ferry), ("u", "How do I make a starter?"), ("a", Passages.answer),
        ("u", "Thanks"), ("a", "You are welcome."))),
    .init(
      "dialogue: same start, other last exchange",
      Example(
        ("u", "How do I make a starter?"), ("a", Passages.answer), ("u", "Can I freeze it?"),
        ("a", "Yes, for some months.")),
      Example(
        ("u", "How do I make a starter?"), ("a", Passages.answer), ("u", "Can I use rye?"),
        ("a", "Yes, it works even better."))),
    .init(
      "dialogue cut at another turn (trained on last)",
      Example(
        ("u", "Tell me of the mill."), ("A", Passages.mill), ("u", "And of the ferry?"),
        ("a", Passages.ferry)),
      Example(("u", "Tell me of the mill."), ("a", Passages.mill))),
    .init(
      "tool call: other city (spec in system)",
      Example(
        ("s", Passages.tool), ("u", "Will it rain in Bern tomorrow?"),
        ("c", #"get_weather {"city": "Bern", "day": "tomorrow"}"#)),
      Example(
        ("s", Passages.tool), ("u", "Will it rain in Genf tomorrow?"),
        ("c", #"get_weather {"city": "Genf", "day": "tomorrow"}"#))),
    .init(
      "tool call: same call text, other tool results",
      Example(
        ("s", Passages.tool), ("u", "Will it rain in Bern tomorrow?"),
        ("c", #"get_weather {"city": "Bern"}"#), ("t", "rain, 12 degrees"),
        ("a", "Take an umbrella.")),
      Example(
        ("s", Passages.tool), ("u", "Will it rain in Bern tomorrow?"),
        ("c", #"get_weather {"city": "Bern"}"#), ("t", "snow, 0 degrees"),
        ("a", "Take an umbrella."))),
    .init(
      "calls as fields: other argument",
      Example(system: Passages.tool, asked: "Tomorrow's weather, please", said: "I look it up.")
        .with(
          .call, "calls", #"[{"city":"Bern"}]"#),
      Example(system: Passages.tool, asked: "Tomorrow's weather, please", said: "I look it up.")
        .with(
          .call, "calls", #"[{"city":"Chur"}]"#)),
    .init(
      "persona: tram / bus driver, same question and answer",
      Example(
        system: "You are a tram driver.", asked: "Who are you?", said: "I drive people home."),
      Example(system: "You are a bus driver.", asked: "Who are you?", said: "I drive people home.")),
    .init(
      "persona: helpful / harmful",
      Example(
        system: "You are a helpful assistant.", asked: "How do I open a lock?",
        said: "I cannot help with that."),
      Example(
        system: "You are a harmful assistant.", asked: "How do I open a lock?",
        said: "I cannot help with that.")),
  ]

  private static let refusal = """
    I am sorry, but I cannot help with that. What you ask for could hurt you or somebody else, and I do \
    not want to have a part in it. If you are in danger, please call the emergency services, or talk to \
    someone you trust. I am glad to help with anything else.
    """

  private static let answers: [Situation] = [
    .init(
      "opposite label in a sentence, one text",
      Example(asked: "Judge: " + Passages.ferry, said: "The text is suitable for children."),
      Example(asked: "Judge: " + Passages.ferry, said: "The text is unsuitable for children.")),
    .init(
      "negated answer, same prompt",
      Example(asked: "May I park here at night?", said: "Yes, you may park here at night."),
      Example(asked: "May I park here at night?", said: "No, you may not park here at night.")),
    .init(
      "Thai yes / no",
      inline(Passages.thai, "วัดอยู่บนเนินเขาหรือไม่", "ใช่"),
      inline(Passages.thai, "วัดอยู่บนเนินเขาหรือไม่", "ไม่ใช่")),
    .init(
      "Chinese right / not right",
      inline(Passages.chinese, "桥有五个桥洞，对吗？", "这是正确的"),
      inline(Passages.chinese, "桥有五个桥洞，对吗？", "这是不正确的")),
    .init(
      "JSON answer: true / false",
      inline(Passages.instruction, "Message: is this a joke", #"{"is_complaint": true}"#),
      inline(Passages.instruction, "Message: is this a joke", #"{"is_complaint": false}"#)),
    .init(
      "empty answer first, good answer second",
      Example(asked: "How do I make a starter?"),
      Example(asked: "How do I make a starter?", said: Passages.answer)),
    .init(
      "answer extended by a substantive sentence",
      Example(asked: "How do I make a starter?", said: Passages.answer),
      Example(
        asked: "How do I make a starter?",
        said: Passages.answer
          + " Never close the jar tightly, because the gas that the yeast makes "
          + "needs a way out and glass may burst, which has hurt people who stored it in bottles.")),
    .init(
      "maths: one number in a long question, answer 'yes'",
      inline(Passages.ferry, "If the ferry takes 12 people, do 30 people need three trips?", "yes"),
      inline(Passages.ferry, "If the ferry takes 14 people, do 30 people need three trips?", "yes")),
    .init(
      "maths: same question, other solution, same number",
      Example(
        asked: "Anna buys three pens for 4 francs each. What does she pay?",
        said: "Three pens at 4 francs are 4 + 4 + 4 = 12 francs."),
      Example(
        asked: "Anna buys three pens for 4 francs each. What does she pay?",
        said: "She pays the number times the price, 3 * 4 = 12 francs.")),
    .init(
      "code: one operator in a short function",
      Example(asked: "Write f.", said: "def f(a, b):\n  return a < b"),
      Example(asked: "Write f.", said: "def f(a, b):\n  return a > b")),
    .init(
      "canned refusal to two questions",
      Example(asked: "How do I pick the lock of my neighbour?", said: refusal),
      Example(asked: "Which mushrooms would make someone sick?", said: refusal)),
    .init(
      "canned refusal, question reworded",
      Example(asked: "How do I pick the lock of my neighbour?", said: refusal),
      Example(asked: "Tell me a way to open the door next door without a key.", said: refusal)),
    .init(
      "reasoning trace differs, answer equal",
      Example(
        ("u", "Which is larger, a third or a quarter?"),
        ("h", "A third is one of three parts, a quarter one of four, so the third is larger."),
        ("a", "A third.")),
      Example(
        ("u", "Which is larger, a third or a quarter?"),
        ("h", "Cut two equal cakes. The one for fewer guests gives larger pieces."),
        ("a", "A third."))),
    .init(
      "preference pair: same chosen, other rejected",
      Example(asked: "How do I make a starter?", said: Passages.answer).with(
        .prose, "rejected", #""Buy one in the shop, it is not worth the trouble to make it.""#),
      Example(asked: "How do I make a starter?", said: Passages.answer).with(
        .prose, "rejected", #""Mix flour with beer and bake the mixture for an hour at once.""#)),
    .init(
      "slot in the answer: the capital is Paris / Rome",
      Example(asked: "What is the capital of France?", said: "The capital is Paris."),
      Example(asked: "What is the capital of Italy?", said: "The capital is Rome.")),
    .init(
      "answer is a punctuation mark",
      Example(asked: "Which mark ends this sentence: " + Passages.ferry, said: "."),
      Example(asked: "Which mark ends this sentence: " + Passages.ferry, said: "!")),
    .init(
      "answer in another language, same prompt",
      Example(asked: "Greet " + Passages.ferry, said: "Good morning to all of you"),
      Example(asked: "Greet " + Passages.ferry, said: "Guten Morgen euch allen")),
    .init(
      "unit of the answer: metres / feet",
      Example(asked: "How tall is the tower? " + Passages.ferry, said: "It is 90 metres tall."),
      Example(asked: "How tall is the tower? " + Passages.ferry, said: "It is 90 feet tall.")),
  ]
}
