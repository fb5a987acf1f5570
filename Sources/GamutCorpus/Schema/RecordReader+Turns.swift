// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

extension RecordReader {
  /// Adds the turns of a conversation: a list of messages, one message, or either as a JSON string.
  ///
  /// - Parameter isContext: whether all turns are for the model to read; else those it says, and is
  ///   trained on, are its response.
  mutating func appendTurns(
    _ tape: JSONTape, at value: Int, name: String, isContext: Bool
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string:
      let inner = try parseNested(tape, at: value, name: name)
      guard inner.tag(at: JSONTape.rootValue) != .string else {
        throw .wrongType(name, inner, at: JSONTape.rootValue, expected: "a list of messages")
      }
      try appendTurns(inner, at: JSONTape.rootValue, name: name, isContext: isContext)
    case .object: try appendTurn(tape, at: value, name: name, isContext: isContext)
    case .array:
      var i = value + 1
      var number = 0
      while tape.tag(at: i) != .arrayEnd {
        guard tape.tag(at: i) == .object else {
          throw .wrongType("\(name)[\(number)]", tape, at: i, expected: "a message")
        }
        do throws(RecordFault) {
          try appendTurn(tape, at: i, name: "", isContext: isContext)
        } catch {
          // The name is made only where it is needed: most turns are right.
          throw error.below("\(name)[\(number)]")
        }
        i = tape.index(after: i)
        number += 1
      }
    default: throw .wrongType(name, tape, at: value, expected: "a list of messages")
    }
  }

  /// Parses the string at `index` as JSON.
  func parseNested(
    _ tape: JSONTape, at index: Int, name: String
  ) throws(RecordFault) -> JSONTape {
    do throws(JSONSyntaxError) {
      var inner = try tape.withString(at: index) { text throws(JSONSyntaxError) in
        try parsers.nested.parse(text, padding: 0, mode: plan.options.mode)
      }
      inner.isNested = true
      return inner
    } catch {
      throw RecordFault(
        code: .wrongType, field: name,
        detail: "\(OneLine.quoted(name)) is a string that is no JSON (\(error.detail)), "
          + "expected a list of messages")
    }
  }

  private mutating func appendTurn(
    _ tape: JSONTape, at turn: Int, name: String, isContext: Bool
  ) throws(RecordFault) {
    TurnKey.table.find(in: tape, object: turn, into: &turnSlots)
    let roleIndex = slot(.role) ?? slot(.from)
    guard let roleIndex else {
      if slot(.human) ?? slot(.assistant) != nil {
        return try appendPair(tape, isContext: isContext)
      }
      throw .missing("role", in: tape, at: turn)
    }
    guard tape.tag(at: roleIndex) == .string else {
      throw .wrongType("role", tape, at: roleIndex, expected: "a string")
    }
    let role = Role.named(tape, at: roleIndex)
    let roleName = role == .other ? tape.bytes(at: roleIndex) : []
    let isLearned = role.isSpokenByModel && !isContext && isTrained(tape)
    let sides: Sides = isLearned ? .response : .prompt
    let calls = slot(.toolCalls) ?? slot(.functionCall)
    let thought = slot(.reasoning) ?? slot(.thinking)
    let refusal = slot(.refusal)
    if role.isSpokenByModel, let thought, tape.tag(at: thought) == .string {
      append(tape, at: thought, role: .thought, sides: sides)
    }
    if let content = slot(.content) ?? slot(.value) {
      try appendContent(tape, at: content, role: role, roleName: roleName, sides: sides)
    } else if calls == nil && thought == nil && refusal == nil {
      throw .missing(slot(.role) != nil ? "content" : "value", in: tape, at: turn)
    }
    if let refusal, tape.tag(at: refusal) == .string {
      append(tape, at: refusal, role: role, sides: sides)
    }
    if let calls { try appendCalls(tape, at: calls, sides: sides) }
  }

  /// A turn of the form {human, assistant}.
  private mutating func appendPair(_ tape: JSONTape, isContext: Bool) throws(RecordFault) {
    let sides: Sides = isContext || !isTrained(tape) ? .prompt : .response
    let parts: [(TurnKey, Role, Sides)] = [
      (.system, .system, .prompt), (.human, .user, .prompt), (.assistant, .assistant, sides),
    ]
    for (key, role, sides) in parts {
      guard let value = slot(key) else { continue }
      try appendContent(tape, at: value, role: role, roleName: [], sides: sides, name: key.text)
    }
  }

  /// Whether the turn is not marked as one to leave out of training.
  private func isTrained(_ tape: JSONTape) -> Bool {
    if let weight = slot(.weight) ?? slot(.lossWeight), tape.number(at: weight) == 0 {
      return false
    }
    if let train = slot(.train), tape.tag(at: train) == .no { return false }
    return true
  }

  /// A string, null, or a list of parts of which the texts count.
  private mutating func appendContent(
    _ tape: JSONTape, at value: Int, role: Role, roleName: [UInt8], sides: Sides,
    name: String = "content"
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string: append(tape, at: value, role: role, name: roleName, sides: sides)
    case .null: return
    case .array:
      var i = value + 1
      while tape.tag(at: i) != .arrayEnd {
        let part = try ContentPart.read(tape, at: i, role: role, name: name)
        switch part {
        case .text(let index, let role):
          append(tape, at: index, role: role, name: roleName, sides: sides)
        case .json(let index, let role): appendJSON(tape, at: index, role: role, sides: sides)
        case .nothing: break
        }
        i = tape.index(after: i)
      }
    case .object where role == .call || role == .tool:
      appendJSON(tape, at: value, role: role, sides: sides)
    default: throw .wrongType(name, tape, at: value, expected: "a string or a list of parts")
    }
  }

  /// Calls of tools: a list of them or one, each {function: {name, arguments}} or {name, arguments}.
  private mutating func appendCalls(
    _ tape: JSONTape, at value: Int, sides: Sides
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .null: return
    case .string: append(tape, at: value, role: .call, sides: sides)
    case .object: appendCall(tape, at: value, sides: sides)
    case .array:
      var i = value + 1
      while tape.tag(at: i) != .arrayEnd {
        guard tape.tag(at: i) == .object else {
          throw .wrongType("tool_calls", tape, at: i, expected: "a list of objects")
        }
        appendCall(tape, at: i, sides: sides)
        i = tape.index(after: i)
      }
    default: throw .wrongType("tool_calls", tape, at: value, expected: "a list of objects")
    }
  }

  private mutating func appendCall(_ tape: JSONTape, at value: Int, sides: Sides) {
    let call = tape.member("function", of: value) ?? value
    if let name = tape.member("name", of: call), tape.tag(at: name) == .string {
      append(tape, at: name, role: .call, sides: sides)
    }
    guard let arguments = tape.member("arguments", of: call) ?? tape.member("input", of: call)
    else { return }
    if tape.tag(at: arguments) == .string {
      append(tape, at: arguments, role: .call, sides: sides)
    } else if tape.tag(at: arguments) != .null {
      appendJSON(tape, at: arguments, role: .call, sides: sides)
    }
  }

  /// The value at `index` as compact JSON.
  mutating func appendJSON(_ tape: JSONTape, at index: Int, role: Role, sides: Sides) {
    var bytes: [UInt8] = []
    JSONText.append(tape, at: index, to: &bytes)
    writer.append(bytes.span, role: role, sides: sides)
  }

  private func slot(_ key: TurnKey) -> Int? {
    let index = turnSlots[key.rawValue]
    return index < 0 ? nil : index
  }
}

/// The fields of a turn that mean something.
private enum TurnKey: Int, CaseIterable {
  case role, from, content, value, toolCalls, functionCall, reasoning, thinking, refusal
  case weight, lossWeight, train, human, assistant, system

  static let table = KeyTable(allCases.map { FieldName($0.text) })

  var text: String {
    switch self {
    case .role: "role"
    case .from: "from"
    case .content: "content"
    case .value: "value"
    case .toolCalls: "tool_calls"
    case .functionCall: "function_call"
    case .reasoning: "reasoning_content"
    case .thinking: "thinking"
    case .refusal: "refusal"
    case .weight: "weight"
    case .lossWeight: "loss_weight"
    case .train: "train"
    case .human: "human"
    case .assistant: "assistant"
    case .system: "system"
    }
  }
}
