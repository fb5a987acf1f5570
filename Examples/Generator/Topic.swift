// SPDX-License-Identifier: Apache-2.0

/// A thing people write about: several issues, each with its sentences.
///
/// A line of an issue starts with what it is: `P` the problem, `D` a detail, `A` what is asked, `L`
/// the first sentence of the answer, `S` a further one.
struct Topic {
  let name: String
  let phrases: Phrases
  private let issues: [[Character: [String]]]

  init(_ name: String, phrases: Phrases = .english, _ issues: String...) {
    self.name = name
    self.phrases = phrases
    self.issues = issues.map { issue in
      let lines = issue.split(separator: "\n")
      return Dictionary(grouping: lines) { $0.first ?? " " }
        .mapValues { $0.map { String($0.dropFirst(2)) } }
    }
  }

  /// Those of the training set, each with how many records are drawn for it before duplicates,
  /// paraphrases and conflicts are planted, and how many of the traffic's.
  static let all: [(topic: Topic, training: Int, traffic: Int)] = [
    (shipping, 230, 90), (returns, 165, 70), (billing, 150, 60), (password, 190, 25),
    (app, 85, 45), (giftCards, 70, 25), (membership, 60, 25), (sizing, 55, 30), (care, 50, 25),
    (warranty, 22, 75), (stores, 45, 25), (german, 45, 30), (spanish, 40, 25), (japanese, 35, 20),
    (dataDeletion, 0, 35), (bereavement, 0, 25), (bulk, 0, 50),
  ]
}

/// What a person asked and what the assistant said.
struct Exchange {
  var prompt: String
  var answer: String
  var isRefusal = false

  /// Whether the answer ends in white space.
  var hasStrayWhitespace: Bool { answer.last?.isWhitespace == true }
}

extension Topic {
  /// A new message of this topic; with `refusing`, the assistant declines.
  func exchange(refusing: Bool, _ chance: inout Chance) -> Exchange {
    var slots = Slots()
    let issue = chance.pick(issues)
    let prompt = prompt(of: issue, &slots, &chance)
    let answer =
      refusing ? refusal(&slots, &chance) : answer(of: issue, &slots, &chance)
    return Exchange(prompt: prompt, answer: answer, isRefusal: refusing)
  }

  /// A new question of this topic.
  func prompt(_ chance: inout Chance) -> String {
    var slots = Slots()
    return prompt(of: chance.pick(issues), &slots, &chance)
  }

  private func prompt(
    of issue: [Character: [String]], _ slots: inout Slots, _ chance: inout Chance
  ) -> String {
    var middle = chance.happens(75) ? [chance.pick(issue["D"] ?? [])] : []
    if chance.happens(35) { middle.append(chance.pick(issue["D"] ?? [])) }
    if middle.count == 2, middle[0] == middle[1] { middle.removeLast() }
    var sentences = [chance.pick(issue["P"] ?? [])] + middle
    if chance.happens(25) { chance.shuffle(&sentences) }
    if chance.happens(75) { sentences.append(chance.pick(issue["A"] ?? [])) }
    if chance.happens(55) { sentences.insert(chance.pick(phrases.greetings), at: 0) }
    if chance.happens(30) { sentences.append(chance.pick(phrases.signatures)) }
    return typed(join(sentences, by: phrases.space, &slots, &chance), &chance)
  }

  private func answer(
    of issue: [Character: [String]], _ slots: inout Slots, _ chance: inout Chance
  ) -> String {
    var steps = issue["S"] ?? []
    chance.shuffle(&steps)
    steps = Array(steps.prefix(chance.number(2...4)))
    let lead = chance.pick(issue["L"] ?? [])
    let opening = chance.happens(75) ? [chance.pick(phrases.openings)] : []
    let closing = chance.happens(65) ? [chance.pick(phrases.closings)] : []
    guard steps.count > 2, chance.happens(30) else {
      return join(opening + [lead] + steps + closing, by: phrases.space, &slots, &chance)
    }
    let list = steps.enumerated().map { "\($0 + 1). \($1)" }
    return join(opening + [lead], by: phrases.space, &slots, &chance) + "\n"
      + join(list + closing, by: "\n", &slots, &chance)
  }

  private func refusal(_ slots: inout Slots, _ chance: inout Chance) -> String {
    var sentences = phrases.refusals.map { chance.pick($0) }
    // One sentence in three refusals is enough of them.
    if chance.happens(33) { sentences.remove(at: chance.number(1...2)) }
    if chance.happens(40) { sentences.insert(chance.pick(phrases.openings), at: 0) }
    return join(sentences, by: phrases.space, &slots, &chance)
  }

  private func join(
    _ sentences: [String], by separator: String, _ slots: inout Slots, _ chance: inout Chance
  ) -> String {
    sentences.map { sentence in
      let text = Template.expand(sentence, &slots, &chance)
      return text.prefix(1).uppercased() + text.dropFirst()
    }.joined(separator: separator)
  }

  /// The habits of people who type: no capitals, no full stop, two letters swapped.
  private func typed(_ text: String, _ chance: inout Chance) -> String {
    var letters = Array(text)
    if chance.happens(12) { letters = Array(text.lowercased()) }
    if chance.happens(15), letters.last == "." { letters.removeLast() }
    if chance.happens(10), letters.count > 30 {
      let place = chance.number(10...letters.count - 10)
      if letters[place].isLetter, letters[place + 1].isLetter {
        letters.swapAt(place, place + 1)
      }
    }
    return String(letters)
  }
}
