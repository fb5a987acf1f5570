// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

extension RecordReader {
  /// Earlier turns of the form [[question, answer], …].
  mutating func appendHistory(
    _ tape: JSONTape, at value: Int, name: String
  ) throws(RecordFault) {
    guard tape.tag(at: value) == .array else {
      throw .wrongType(name, tape, at: value, expected: "a list of [question, answer]")
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
        case .string:
          append(
            tape, at: i, role: isQuestion ? .user : .assistant,
            sides: isQuestion ? .prompt : .response)
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
      append(
        tape, at: text, role: isLearned ? .assistant : .user,
        sides: isLearned ? .response : .prompt)
      i = tape.index(after: i)
      number += 1
    }
  }
}
