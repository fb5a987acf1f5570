// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// How a preferred answer and the one it is preferred to are written.
struct PreferredTalk {
  /// Whether the preferred one is a whole conversation, so that a prompt beside it would repeat its
  /// first turns.
  var isWhole = false
  /// How many turns both begin with: their prompt.
  var commonCount = 0
  /// The turns of both, where they are strings in a chat template.
  var chosen: [TemplateReader.Turn] = []
  var rejected: [TemplateReader.Turn] = []
}

extension RecordReader {
  /// Looks at the preferred answer of a record and at the field behind it.
  func preferredTalk(_ schema: CompiledSchema, _ tape: JSONTape) -> PreferredTalk {
    var talk = PreferredTalk()
    guard let chosen = members.place(schema.chosen) else { return talk }
    let rejected = members.place(schema.chosen + 1)
    let hasRejected =
      schema.contents.indices.contains(schema.chosen + 1)
      && schema.contents[schema.chosen + 1] == .rejected
    switch tape.tag(at: chosen) {
    case .string:
      guard let template = schema.fields[schema.chosen].template else { return talk }
      talk.chosen = turns(of: tape, at: chosen, template)
      talk.isWhole = !talk.chosen.isEmpty
      guard hasRejected, let rejected, tape.tag(at: rejected) == .string else { break }
      talk.rejected = turns(of: tape, at: rejected, template)
      talk.commonCount = tape.withString(at: chosen) { chosenText in
        tape.withString(at: rejected) { rejectedText in
          zip(talk.chosen, talk.rejected).prefix {
            $0.role == $1.role && areEqual($0, chosenText, $1, rejectedText)
          }.count
        }
      }
      talk.commonCount = Self.bounded(talk.commonCount, talk.chosen.map(\.role))
    case .array where tape.tag(at: chosen + 1) == .object:
      let turns = tape.elements(of: chosen)
      let roles = turns.map { role(of: $0, tape) }
      talk.isWhole = roles.first.map { !$0.isSpokenByModel } ?? false
      guard hasRejected, let rejected else { break }
      let common = zip(turns, tape.elements(of: rejected)).prefix {
        isEqual(tape, $0, $1)
      }.count
      talk.commonCount = Self.bounded(common, roles)
    default: break
    }
    return talk
  }

  /// Adds the preferred answer; what it begins with like the other one is the prompt.
  mutating func appendChosen(
    _ field: SchemaField, _ tape: JSONTape, at value: Int, _ talk: PreferredTalk
  ) throws(RecordFault) {
    if !talk.chosen.isEmpty {
      let origin = tape.origin(at: value)
      tape.withString(at: value) { text in
        for (i, turn) in talk.chosen.enumerated() {
          append(turn, of: text, isContext: i < talk.commonCount, origin)
        }
      }
    } else if tape.tag(at: value) == .array, tape.tag(at: value + 1) == .object {
      try appendTurns(
        tape, at: value, name: field.name, isContext: false, contextCount: talk.commonCount)
    } else {
      try appendFlexible(
        tape, at: value, name: field.name, role: .assistant, isContext: false)
    }
  }

  /// Adds the answer that another is preferred to as a field, without the prompt that it may begin
  /// with: two long talks that end differently are not alike because they begin alike.
  mutating func appendRejected(
    _ field: SchemaField, _ tape: JSONTape, at value: Int, _ talk: PreferredTalk
  ) {
    writer.fields.append(field.name.utf8, .prose, .other) { bytes in
      if !talk.rejected.isEmpty {
        guard talk.commonCount < talk.rejected.count else {
          bytes += "\"\"".utf8
          return
        }
        let start = talk.rejected[talk.commonCount].range.lowerBound
        tape.withString(at: value) { text in
          CanonicalJSON.appendString(text.extracting(start..<text.count), to: &bytes)
        }
        return
      }
      guard tape.tag(at: value) == .array, tape.tag(at: value + 1) == .object else {
        return Self.appendTurnText(tape, at: value, to: &bytes)
      }
      let rest = tape.elements(of: value).dropFirst(talk.commonCount)
      if rest.count == 1 { return Self.appendTurnText(tape, at: rest[rest.startIndex], to: &bytes) }
      bytes.append(UInt8(ascii: "["))
      for (i, turn) in rest.enumerated() {
        if i > 0 { bytes.append(UInt8(ascii: ",")) }
        CanonicalJSON.append(tape, at: turn, without: KnownField.hints, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
  }

  /// Adds the text of a turn that is nothing but one, or else the whole value.
  private static func appendTurnText(_ tape: JSONTape, at value: Int, to bytes: inout [UInt8]) {
    var place = value
    if tape.tag(at: value) == .object {
      var keys = FoundMembers()
      keys.find(TurnKey.table, in: tape, object: value)
      let content = keys.place(TurnKey.content.rawValue) ?? keys.place(TurnKey.value.rawValue)
      if let content, keys.numbers.count == 2, tape.tag(at: content) == .string {
        place = content
      }
    }
    CanonicalJSON.append(tape, at: place, without: KnownField.hints, to: &bytes)
  }

  /// A talk of which everything is common is learned from its last answer on.
  private static func bounded(_ commonCount: Int, _ roles: [Role]) -> Int {
    guard commonCount == roles.count else { return commonCount }
    return roles.lastIndex(where: \.isSpokenByModel) ?? 0
  }

  private func turns(
    of tape: JSONTape, at value: Int, _ template: Int
  ) -> [TemplateReader.Turn] {
    tape.withString(at: value) { TemplateReader.all[template].turns(of: $0) }
  }

  private func areEqual(
    _ a: TemplateReader.Turn, _ aText: Span<UInt8>, _ b: TemplateReader.Turn, _ bText: Span<UInt8>
  ) -> Bool {
    guard a.range.count == b.range.count else { return false }
    for i in 0..<a.range.count
    where aText[a.range.lowerBound + i] != bText[b.range.lowerBound + i] { return false }
    return true
  }

  private func role(of turn: Int, _ tape: JSONTape) -> Role {
    guard let role = tape.member("role", of: turn) ?? tape.member("from", of: turn),
      tape.tag(at: role) == .string
    else { return .other }
    return Role.named(tape, at: role)
  }

  private func isEqual(_ tape: JSONTape, _ a: Int, _ b: Int) -> Bool {
    var (left, right): ([UInt8], [UInt8]) = ([], [])
    CanonicalJSON.append(tape, at: a, without: KnownField.hints, to: &left)
    CanonicalJSON.append(tape, at: b, without: KnownField.hints, to: &right)
    return left == right
  }
}
