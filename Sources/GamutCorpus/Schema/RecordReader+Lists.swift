// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

extension RecordReader {
  /// Earlier turns of the form [[question, answer], …].
  mutating func appendHistory(
    _ tape: JSONTape, at value: Int, name: String
  ) throws(RecordFault) {
    guard tape.tag(at: value) == .array else {
      throw .wrongType(name, tape, at: value, expected: "a list of [question, answer]")
    }
    if tape.tag(at: value + 1) == .object {
      return try appendTurns(tape, at: value, name: name, isContext: false)
    }
    var pair = value + 1
    var number = 0
    while tape.tag(at: pair) != .arrayEnd {
      guard tape.tag(at: pair) == .array else {
        throw .wrongType(
          "\(name)[\(number)]", tape, at: pair, expected: "a list of a question and its answer")
      }
      var i = pair + 1
      var isQuestion = true
      while tape.tag(at: i) != .arrayEnd {
        switch tape.tag(at: i) {
        case .string: append(tape, at: i, role: isQuestion ? .user : .assistant)
        case .null: break
        default: throw .wrongType("\(name)[\(number)]", tape, at: i, expected: "strings")
        }
        isQuestion.toggle()
        i = tape.index(after: i)
      }
      pair = tape.index(after: pair)
      number += 1
    }
  }

  /// A text in pieces, each {label, text}: those with a true label are learned.
  mutating func appendSegments(
    _ tape: JSONTape, at value: Int, name: String
  ) throws(RecordFault) {
    guard tape.tag(at: value) == .array else {
      throw .wrongType(name, tape, at: value, expected: "a list of segments")
    }
    var i = value + 1
    var number = 0
    while tape.tag(at: i) != .arrayEnd {
      let place = "\(name)[\(number)]"
      guard tape.tag(at: i) == .object else {
        throw .wrongType(place, tape, at: i, expected: "a segment")
      }
      guard let text = tape.member("text", of: i) else {
        throw RecordFault.missing("text", in: tape, at: i).below(place)
      }
      guard tape.tag(at: text) == .string else {
        throw .wrongType("\(place).text", tape, at: text, expected: "a string")
      }
      let isLearned = tape.member("label", of: i).map { tape.tag(at: $0) == .yes } ?? false
      append(tape, at: text, role: isLearned ? .assistant : .user)
      i = tape.index(after: i)
      number += 1
    }
  }

  /// A request of a batch file, or an object of that form: turns, a system prompt, tools.
  mutating func appendRequest(
    _ tape: JSONTape, at value: Int, name: String, isContext: Bool
  ) throws(RecordFault) {
    guard tape.tag(at: value) == .object else {
      throw .wrongType(name, tape, at: value, expected: "an object with \"messages\"")
    }
    var keys = FoundMembers()
    keys.find(RequestKey.table, in: tape, object: value)
    for key in [RequestKey.system, .systemInstruction, .systemInstructionSnake] {
      guard let system = keys.place(key.rawValue) else { continue }
      try appendFlexible(
        tape, at: system, name: "\(name).\(key.text)", role: .system, isContext: true)
    }
    guard
      let turns = keys.place(RequestKey.messages.rawValue)
        ?? keys.place(RequestKey.contents.rawValue)
    else { throw .missing("\(name).messages", in: tape, at: value) }
    try appendTurns(tape, at: turns, name: "\(name).messages", isContext: isContext)
    let tools: [RequestKey] = [
      .tools, .functions, .toolConfig, .toolConfigSnake, .toolChoice, .responseFormat,
    ]
    for key in tools {
      guard let tool = keys.place(key.rawValue), !tape.isAbsent(at: tool), !rules.ignores(key.text)
      else { continue }
      writer.fields.append(key.text.utf8, .value, .tools) {
        CanonicalJSON.append(tape, at: tool, without: KnownField.hints, to: &$0)
      }
    }
  }

  /// Answers with ranks: the best one is learned, the first of those with the least rank; the others
  /// are what it is preferred to.
  mutating func appendRanked(
    _ tape: JSONTape, at value: Int, name: String
  ) throws(RecordFault) {
    let answers = tape.elements(of: value)
    var best: (rank: Double, place: Int)?
    for place in answers {
      let rank = tape.member("rank", of: place).flatMap { tape.number(at: $0) } ?? .infinity
      if rank < best?.rank ?? .infinity || best == nil { best = (rank, place) }
    }
    guard let best, let answer = tape.member("answer", of: best.place) else {
      throw .wrongType(name, tape, at: value, expected: "a list of answers with ranks")
    }
    try appendFlexible(
      tape, at: answer, name: "\(name).answer", role: .assistant, isContext: false)
    if rules.ignores(name) { return }
    var number = 0
    for place in answers where place != best.place {
      guard let other = tape.member("answer", of: place) else { continue }
      // The number keeps their order, which is a ranking.
      writer.fields.append("\(name).\(number)".utf8, .prose, .other) {
        CanonicalJSON.append(tape, at: other, without: nil, to: &$0)
      }
      number += 1
    }
  }
}
