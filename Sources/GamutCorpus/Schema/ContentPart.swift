// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// What an element of a content list says.
enum ContentPart {
  /// The string at this place of the tape.
  case text(Int, Role)
  /// The value at this place, as JSON.
  case json(Int, Role)
  /// Nothing that is text: an image, a sound.
  case nothing

  /// Reads the element at `index`: a string, or an object with `type` and its payload, as OpenAI,
  /// Anthropic and LLaMA-Factory write it.
  static func read(
    _ tape: JSONTape, at index: Int, role: Role, name: String
  ) throws(RecordFault) -> ContentPart {
    if tape.tag(at: index) == .string { return .text(index, role) }
    if tape.tag(at: index) == .null { return .nothing }
    guard tape.tag(at: index) == .object else {
      throw .wrongType(name, tape, at: index, expected: "strings or objects as parts")
    }
    var type = ""
    if let value = tape.member("type", of: index), tape.tag(at: value) == .string {
      type = tape.text(at: value)
    }
    let spoken = role.isSpokenByModel
    switch type {
    case "", "text", "input_text", "output_text":
      return try payload(tape, index, ["text", "value", "content"], role, name)
    case "reasoning", "thinking":
      return try payload(
        tape, index, ["value", "thinking", "reasoning", "text"], spoken ? .thought : role, name)
    case "tool_call", "tool_use", "function_call":
      return try payload(tape, index, ["value", "input", "arguments"], spoken ? .call : role, name)
    case "tool_result": return try payload(tape, index, ["content", "value"], .tool, name)
    default: return .nothing
    }
  }

  private static func payload(
    _ tape: JSONTape, _ object: Int, _ names: [FieldName], _ role: Role, _ field: String
  ) throws(RecordFault) -> ContentPart {
    for name in names {
      guard let value = tape.member(name, of: object) else { continue }
      switch tape.tag(at: value) {
      case .string: return .text(value, role)
      case .null: return .nothing
      case .object where role == .call: return .json(value, role)
      case .array where role == .tool: return .json(value, role)
      default: throw .wrongType("\(field).\(name.text)", tape, at: value, expected: "a string")
      }
    }
    // Without any of the names an untyped part is no text (an image, say).
    return .nothing
  }
}
