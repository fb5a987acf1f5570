// SPDX-License-Identifier: Apache-2.0

import GamutCore
internal import GamutJSON

/// Why a record cannot be read, before its place is known.
struct RecordFault: Error {
  let code: CorpusError.Code
  var field: String?
  let detail: String
  var remedy: Remedy?
}

extension RecordFault {
  /// A field that is not in the object at `object`; the message lists those that are.
  static func missing(_ name: String, in tape: JSONTape, at object: Int) -> RecordFault {
    let names = OneLine.list(tape.memberNames(of: object))
    if tape.member(FieldName(name), of: object) != nil {
      return RecordFault(
        code: .missingField, field: name,
        detail: "\(OneLine.quoted(name)) is null; the fields are \(names)")
    }
    return RecordFault(
      code: .missingField, field: name,
      detail: "no \(OneLine.quoted(name)); the fields are \(names)")
  }

  /// A value of the wrong type.
  static func wrongType(_ name: String, _ tape: JSONTape, at index: Int, expected: String)
    -> RecordFault
  {
    RecordFault(
      code: .wrongType, field: name,
      detail: "\(OneLine.quoted(name)) is \(tape.tag(at: index).name), expected \(expected)")
  }

  /// A record that is not an object.
  static func notAnObject(_ tape: JSONTape) -> RecordFault {
    RecordFault(
      code: .wrongType,
      detail: "the record is \(tape.tag(at: JSONTape.rootValue).name), expected an object")
  }

  /// A text that is not JSON.
  static func syntax(_ error: JSONSyntaxError) -> RecordFault {
    let code: CorpusError.Code =
      switch error.kind {
      case .invalidUTF8: .invalidUTF8
      case .tooDeep: .tooDeep
      case .malformed, .endsEarly: .invalidJSON
      }
    return RecordFault(
      code: code, detail: "\(error.detail), at byte \(error.offset) of the record")
  }

  /// A record of so many bytes that it is not a record.
  static func tooLarge(_ byteCount: Int) -> RecordFault {
    RecordFault(
      code: .recordTooLarge,
      detail: "it has \(byteCount) bytes, expected at most \(RecordTapes.byteLimit)")
  }

  /// The same fault, found inside of `place`.
  func below(_ place: String) -> RecordFault {
    RecordFault(
      code: code, field: field.map { "\(place).\($0)" } ?? place,
      detail: "in \(OneLine.quoted(place)): \(detail)",
      remedy: remedy)
  }
}
