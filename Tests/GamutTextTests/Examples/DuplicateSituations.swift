// SPDX-License-Identifier: Apache-2.0

extension Situation {
  private static let question = "How do I make a starter for a sourdough bread at home?"
  private static let start = Example(asked: question, said: Passages.answer)
  private static let dialogue = Example(
    ("u", "Tell me what you know of the old paper mill at the weir."), ("a", Passages.mill),
    ("u", "And what of the ferry over the estuary, before the bridge?"), ("a", Passages.ferry))

  private static func changed(
    _ example: Example, _ part: Int, _ old: String, _ new: String
  ) -> Example {
    var example = example
    example.parts[part].text = example.parts[part].text.replacing(old, with: new)
    return example
  }

  /// The second record teaches nothing the first does not: it may go.
  static let duplicates: [Situation] = [
    .init(
      "same example, prompt in capitals", start,
      Example(asked: question.uppercased(), said: Passages.answer)),
    .init(
      "polite opening in a long answer", start,
      Example(asked: question, said: "Sure, here you go! " + Passages.answer)),
    .init(
      "closing sentence after a long answer", start,
      Example(asked: question, said: Passages.answer + " I hope this helps!")),
    .init(
      "polite opening in the question, long answer", start,
      Example(asked: "Hello, could you please tell me: " + question, said: Passages.answer)),
    .init(
      "typo in the question, long answer", start,
      Example(asked: question.replacing("starter", with: "startre"), said: Passages.answer)),
    .init(
      "one word of a long answer replaced", start, changed(start, 1, "warm", "cosy")),
    .init(
      "typo in the question, passage inline, short answer",
      Example(
        asked: Passages.mill + "\n\nWho founded the paper mill at the lower weir?",
        said: "Two brothers"),
      Example(
        asked: Passages.mill + "\n\nWho foundet the paper mill at the lower weir?",
        said: "Two brothers")),
    .init(
      "punctuation and spacing only", start,
      Example(
        asked: "How do I make a starter, for a sourdough bread, at home",
        said: Passages.answer.replacing(". ", with: " .  "))),
    .init(
      "passage with one typo, same question and answer",
      Example(
        given: Passages.mill, asked: "What does the building house now?",
        said: "A museum of printing"),
      Example(
        given: Passages.mill.replacing("council", with: "counsil"),
        asked: "What does the building house now?", said: "A museum of printing")),
    .init(
      "long document with one paragraph of ten changed",
      Example(
        given: document(nil), asked: "Sum up the document in two sentences.",
        said: Passages.answer),
      Example(
        given: document(4), asked: "Sum up the document in two sentences.",
        said: Passages.answer)),
    .init(
      "RAG: passages in another order, same answer, no citation",
      Example(
        given: [Passages.mill, Passages.ferry, Passages.answer].joined(separator: "\n"),
        asked: "Who bought the boat of the parish?", said: "A fisherman."),
      Example(
        given: [Passages.ferry, Passages.answer, Passages.mill].joined(separator: "\n"),
        asked: "Who bought the boat of the parish?", said: "A fisherman.")),
    .init(
      "date line in a long system prompt",
      Example(
        system: Passages.system + "\nToday is Monday.", asked: question, said: Passages.answer),
      Example(
        system: Passages.system + "\nToday is Friday.", asked: question, said: Passages.answer)),
    .init(
      "date line in a short system prompt",
      Example(system: "You are helpful.\nToday is Monday.", asked: question, said: Passages.answer),
      Example(system: "You are helpful.\nToday is Friday.", asked: question, said: Passages.answer)),
    .init(
      "default system prompt against none",
      Example(system: "You are a helpful assistant.", asked: question, said: Passages.answer), start
    ),
    .init(
      "dialogue with one word of a user turn changed", dialogue,
      changed(dialogue, 2, "estuary", "river")),
    .init(
      "dialogue with one word of an assistant turn changed", dialogue,
      changed(dialogue, 1, "visitors", "guests")),
    .init(
      "code answer, a comment line added",
      Example(asked: "Write a class that counts the words of a file.", said: code),
      Example(
        asked: "Write a class that counts the words of a file.",
        said: code.replacing("  def add", with: "  # adds what one line holds\n  def add"))),
    .init(
      "tool call: question with a please, same call",
      Example(
        ("s", Passages.tool),
        ("u", "Will it rain in Bern tomorrow afternoon, or can we walk home?"),
        ("c", #"get_weather {"city": "Bern", "day": "tomorrow"}"#)),
      Example(
        ("s", Passages.tool),
        ("u", "Will it rain in Bern tomorrow afternoon, or can we walk home, please?"),
        ("c", #"get_weather {"city": "Bern", "day": "tomorrow"}"#))),
    .init(
      "Chinese: one sign more in the question, long answer",
      Example(asked: "请介绍一下城南的古桥。", said: Passages.chinese),
      Example(asked: "请你介绍一下城南的古桥。", said: Passages.chinese)),
    .init(
      "Thai: one mark lost, long answer",
      Example(asked: "ช่วยเล่าเรื่องวัดบนเนินเขา", said: Passages.thai),
      Example(asked: "ช่วยเล่าเรื่องวัดบนเนินเขา", said: Passages.thai.replacing("ใกล้", with: "ใกล"))),
  ]

  private static func document(_ place: Int?) -> String {
    (0..<10).map { number in
      number == place
        ? "This paragraph was written anew by the second editor of the book."
        : Passages.mill.split(separator: " ").dropFirst(number * 6).prefix(40)
          .map { "\($0)\(["a", "e", "i", "o", "u", "y", "x", "q", "j", "z"][number])" }
          .joined(separator: " ")
    }.joined(separator: "\n\n")
  }

  private static let code = """
    class Counter:
      def __init__(self, path):
        self.path = path
        self.counts = {}

      def add(self, line):
        for word in line.split():
          word = word.strip('.,').lower()
          self.counts[word] = self.counts.get(word, 0) + 1

      def run(self):
        with open(self.path) as lines:
          for line in lines:
            self.add(line)
        return sorted(self.counts.items(), key=lambda pair: -pair[1])
    """
}
