// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Who speaks in a part of an example, as a byte of its shape.
struct Role: Hashable, Sendable {
  let byte: UInt8

  static let system = Role(byte: UInt8(ascii: "s"))
  static let user = Role(byte: UInt8(ascii: "u"))
  /// The `input` of an instruction: not the same as the instruction itself.
  static let input = Role(byte: UInt8(ascii: "i"))
  static let assistant = Role(byte: UInt8(ascii: "a"))
  /// What a model thinks before it speaks.
  static let thought = Role(byte: UInt8(ascii: "h"))
  /// A call of a tool by the model.
  static let call = Role(byte: UInt8(ascii: "c"))
  /// What a tool answers.
  static let tool = Role(byte: UInt8(ascii: "t"))
  /// A text without sides.
  static let text = Role(byte: UInt8(ascii: "x"))
  /// A role that is none of these; its name follows in the shape.
  static let other = Role(byte: UInt8(ascii: "o"))

  /// Whether the model says it.
  var isSpokenByModel: Bool { self == .assistant || self == .thought || self == .call }

  /// The role that `tape`'s string at `index` names, by the names of all common trainers.
  static func named(_ tape: JSONTape, at index: Int) -> Role {
    for (name, role) in names where name.matches(tape, key: index) { return role }
    return .other
  }

  private static let names: [(FieldName, Role)] = [
    ("user", .user), ("assistant", .assistant), ("human", .user), ("gpt", .assistant),
    ("system", .system), ("tool", .tool), ("function_call", .call), ("observation", .tool),
    ("tool_call", .call), ("function", .tool), ("tool_response", .tool), ("developer", .system),
    ("model", .assistant), ("bot", .assistant), ("chatgpt", .assistant), ("ipython", .tool),
    ("prompter", .user), ("input", .user), ("output", .assistant),
  ]
}
