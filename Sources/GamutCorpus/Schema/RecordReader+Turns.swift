// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

extension RecordReader {
  /// Adds the turns of a conversation: a list of messages, one message, or either as a JSON string; or
  /// a list of strings, of which the user says the first and every other one.
  ///
  /// - Parameters:
  ///   - isContext: whether all turns are for the model to read; else those it says, and is trained
  ///     on, are its response.
  ///   - contextCount: how many turns at the start are for the model to read in any case.
  mutating func appendTurns(
    _ tape: JSONTape, at value: Int, name: String, isContext: Bool, contextCount: Int = 0
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string:
      let inner = try nested.parse(tape, at: value, name: name)
      guard inner.tag(at: JSONTape.rootValue) != .string else {
        throw .wrongType(name, inner, at: JSONTape.rootValue, expected: "a list of messages")
      }
      try appendTurns(
        inner, at: JSONTape.rootValue, name: name, isContext: isContext,
        contextCount: contextCount)
    case .object: try appendTurn(tape, at: value, name: name, isContext: isContext)
    case .array:
      var i = value + 1
      var number = 0
      while tape.tag(at: i) != .arrayEnd {
        let isContext = isContext || number < contextCount
        if tape.tag(at: i) == .string {
          // The questions of a benchmark are a list without answers.
          let isAsked = number % 2 == 0 || name == "turns"
          let answer: Role = isContext ? Role.assistant.untrained : .assistant
          append(tape, at: i, role: isAsked ? .user : answer)
        } else {
          guard tape.tag(at: i) == .object else {
            throw .wrongType("\(name)[\(number)]", tape, at: i, expected: "a message")
          }
          do throws(RecordFault) {
            try appendTurn(tape, at: i, name: "", isContext: isContext)
          } catch {
            // The name is made only where it is needed: most turns are right.
            throw error.below("\(name)[\(number)]")
          }
        }
        i = tape.index(after: i)
        number += 1
      }
    default: throw .wrongType(name, tape, at: value, expected: "a list of messages")
    }
  }

  private mutating func appendTurn(
    _ tape: JSONTape, at turn: Int, name: String, isContext: Bool
  ) throws(RecordFault) {
    turnKeys.find(TurnKey.table, in: tape, object: turn)
    guard let roleIndex = key(.role) ?? key(.from) ?? key(.speaker) else {
      if key(.human) ?? key(.user) ?? key(.assistant) ?? key(.gpt) ?? key(.bot) != nil {
        return try appendPair(tape, isContext: isContext)
      }
      throw .missing("role", in: tape, at: turn)
    }
    guard tape.tag(at: roleIndex) == .string else {
      throw .wrongType("role", tape, at: roleIndex, expected: "a string")
    }
    let named = Role.named(tape, at: roleIndex)
    let roleName = named == .other ? tape.bytes(at: roleIndex) : []
    let isLearned = named.isSpokenByModel && !isContext && isTrained(tape)
    let role = isLearned ? named : named.untrained
    // What the turn has is looked up before its content is read, which may hold turns of its own.
    let calls =
      key(.toolCalls) ?? key(.toolCallsCamel) ?? key(.functionCall)
      ?? key(.functionCallCamel)
    let responses = key(.toolResponses) ?? key(.toolResponse)
    let thought = named.isSpokenByModel ? thoughtPlace(tape) : nil
    let refusal = key(.refusal)
    let content = key(.content) ?? key(.value) ?? key(.text) ?? key(.parts) ?? key(.message)
    let hasContentKey = content != nil || hasContentName
    appendTurnFields(tape, role: named)
    if let thought {
      appendThoughts(
        tape, at: thought, role: isLearned ? .thought : Role.thought.untrained)
    }
    if let content {
      try appendContent(tape, at: content, role: role, roleName: roleName, name: "content")
    } else if !hasContentKey && calls == nil && thought == nil && refusal == nil && responses == nil
    {
      throw .missing(key(.role) != nil ? "content" : "value", in: tape, at: turn)
    }
    if let refusal, tape.tag(at: refusal) == .string {
      append(tape, at: refusal, role: role, name: roleName)
    }
    if let calls { try appendCalls(tape, at: calls, isLearned: isLearned) }
    if let responses { try appendResult(tape, at: responses) }
  }

  /// What the turn's model thinks: the first of the names of one thing that is no mere mark.
  private func thoughtPlace(_ tape: JSONTape) -> Int? {
    for name in TurnKey.thoughts {
      if let place = key(name), tape.tag(at: place) != .yes, tape.tag(at: place) != .no {
        return place
      }
    }
    return nil
  }

  /// Whether the turn has a place for content that is null.
  private var hasContentName: Bool {
    [TurnKey.content, .value, .text, .parts, .message].contains { turnKeys[$0.rawValue] == -2 }
  }

  /// A turn of the form {human, assistant}.
  private mutating func appendPair(_ tape: JSONTape, isContext: Bool) throws(RecordFault) {
    let isLearned = !isContext && isTrained(tape)
    let answer: Role = isLearned ? .assistant : Role.assistant.untrained
    let parts: [(Int?, Role)] = [
      (key(.system), .system), (key(.human) ?? key(.user), .user),
      (key(.assistant) ?? key(.gpt) ?? key(.bot), answer),
    ]
    appendTurnFields(tape, role: .user)
    for (value, role) in parts {
      guard let value else { continue }
      try appendContent(tape, at: value, role: role, roleName: [], name: "content")
    }
  }

  /// Whether the turn is not marked as one to leave out of training.
  private func isTrained(_ tape: JSONTape) -> Bool {
    if let weight = key(.weight) ?? key(.lossWeight), tape.number(at: weight) == 0 {
      return false
    }
    if let train = key(.train) ?? key(.training), tape.tag(at: train) == .no { return false }
    return true
  }

  /// Adds what a turn has beside its text: media, weights between 0 and 1, masks, the tool's name.
  private mutating func appendTurnFields(_ tape: JSONTape, role: Role) {
    for media in TurnKey.media {
      guard let value = key(media), !tape.isAbsent(at: value) else { continue }
      appendTurnField(media.text, .media, tape, at: value, without: KnownField.hints)
    }
    if let weight = key(.weight) ?? key(.lossWeight), let number = tape.number(at: weight),
      number != 0, number != 1
    {
      appendTurnField("weight", .other, tape, at: weight, without: nil)
    }
    if let detail = key(.trainDetail), !tape.isAbsent(at: detail) {
      appendTurnField("train_detail", .other, tape, at: detail, without: nil)
    }
    if role == .tool, let name = key(.name), !tape.isAbsent(at: name) {
      appendTurnField("tool_name", .other, tape, at: name, without: nil)
    }
  }

  /// Adds the value at `index` as a field of the record, with the count of parts before it: where it
  /// stands among the texts.
  mutating func appendTurnField(
    _ name: String, _ group: KnownField.Group, _ tape: JSONTape, at index: Int,
    without hints: NameTable?
  ) {
    if rules.ignores(name) { return }
    let count = writer.partCount
    writer.fields.append(name.utf8, .value, group) { bytes in
      bytes.append(contentsOf: "[\(count),".utf8)
      CanonicalJSON.append(tape, at: index, without: hints, to: &bytes)
      bytes.append(UInt8(ascii: "]"))
    }
  }

  /// A string, null, or a list of parts.
  mutating func appendContent(
    _ tape: JSONTape, at value: Int, role: Role, roleName: [UInt8], name: String
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string where role.untrained == Role.call.untrained:
      appendCallText(tape, at: value, isLearned: role.isSpokenByModel)
    case .string where role.untrained == Role.thought.untrained:
      appendThoughts(tape, at: value, role: role)
    case .string: append(tape, at: value, role: role, name: roleName)
    case .null: return
    case .array:
      var i = value + 1
      while tape.tag(at: i) != .arrayEnd {
        try appendPart(tape, at: i, role: role, roleName: roleName, name: name)
        i = tape.index(after: i)
      }
    case .object where role.untrained == Role.call.untrained:
      appendCall(tape, at: value, isLearned: role.isSpokenByModel)
    case .object where role == .tool || role == .input: appendJSON(tape, at: value, role: role)
    case .object: try appendPart(tape, at: value, role: role, roleName: roleName, name: name)
    case let tag where tag.isPlain && (role.untrained == Role.assistant.untrained || role == .tool):
      appendJSON(tape, at: value, role: role)
    default: throw .wrongType(name, tape, at: value, expected: "a string or a list of parts")
    }
  }

  /// One part of a content.
  private mutating func appendPart(
    _ tape: JSONTape, at index: Int, role: Role, roleName: [UInt8], name: String
  ) throws(RecordFault) {
    let isModel = role.untrained != role || role.byte < UInt8(ascii: "a")
    switch try ContentPart.read(tape, at: index, name: name, &partKeys) {
    case .text(let place): append(tape, at: place, role: role, name: roleName)
    case .thought(let place):
      guard isModel else { return appendLeaves(tape, at: place, role: role) }
      appendThoughts(
        tape, at: place, role: role.isSpokenByModel ? .thought : Role.thought.untrained)
    case .call(let place): appendCall(tape, at: place, isLearned: role.isSpokenByModel)
    case .result(let place): try appendResult(tape, at: place)
    case .media(let kind):
      appendTurnField(kind, .media, tape, at: index, without: KnownField.hints)
    case .nothing: return
    }
  }

  /// What a tool answered: a string, a list of parts, or a value.
  private mutating func appendResult(_ tape: JSONTape, at value: Int) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string: append(tape, at: value, role: .tool)
    case .null: return
    case .array where tape.tag(at: value + 1) == .object && isPart(tape, at: value + 1):
      var i = value + 1
      while tape.tag(at: i) != .arrayEnd {
        try appendPart(tape, at: i, role: .tool, roleName: [], name: "content")
        i = tape.index(after: i)
      }
    default: appendJSON(tape, at: value, role: .tool)
    }
  }

  private func isPart(_ tape: JSONTape, at index: Int) -> Bool {
    tape.member("type", of: index) ?? tape.member("text", of: index) != nil
  }

  /// What the model thinks: a string, or an object or a list that holds some.
  mutating func appendThoughts(_ tape: JSONTape, at value: Int, role: Role) {
    if rules.ignoresThoughts { return }
    switch tape.tag(at: value) {
    case .string: append(tape, at: value, role: role)
    case .array:
      for element in tape.elements(of: value) { appendThoughts(tape, at: element, role: role) }
    case .object:
      for name in ["text", "summary", "content", "thinking", "reasoningText", "data"] as [FieldName]
      {
        guard let inner = tape.member(name, of: value), tape.tag(at: inner) != .null else {
          continue
        }
        return appendThoughts(tape, at: inner, role: role)
      }
    default: return
    }
  }

  private func key(_ key: TurnKey) -> Int? { turnKeys.place(key.rawValue) }
}
