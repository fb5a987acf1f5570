// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// Who speaks in a part of an example, as a byte of its shape.
struct Role: Hashable, Sendable {
  let byte: UInt8

  static let system = Role(byte: UInt8(ascii: "s"))
  static let user = Role(byte: UInt8(ascii: "u"))
  /// The `input` of an instruction, a passage, choices: not the same as the instruction itself.
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

  /// Whether the model says it, and is trained on it.
  var isSpokenByModel: Bool { self == .assistant || self == .thought || self == .call }

  /// The role of what the model says and is not trained on; any other role as it is.
  var untrained: Role { isSpokenByModel ? Role(byte: byte & ~0x20) : self }

  /// What it is to the model.
  var part: PartRole { PartRole(shapeByte: byte) }

  /// The role of a part that the user named.
  init(of part: PartRole) {
    switch part {
    case .system: self = .system
    case .given: self = .input
    case .asked: self = .user
    case .said: self = .assistant
    }
  }

  init(byte: UInt8) { self.byte = byte }
}

extension Role {
  /// The role that the string at `index` names, in any case, by the names of all common trainers.
  static func named(_ tape: JSONTape, at index: Int) -> Role {
    let number = table.number(of: tape, at: index)
    return number < 0 ? .other : names[number].1
  }

  /// The role that `name` means.
  static func named(_ name: some Sequence<UInt8>) -> Role {
    table.number(of: name).map { names[$0].1 } ?? .other
  }

  private static let table = NameTable(names.map(\.0))

  private static let names: [(String, Role)] = [
    ("user", .user), ("human", .user), ("prompter", .user), ("input", .user),
    ("instruction", .user), ("question", .user), ("customer", .user), ("client", .user),
    ("assistant", .assistant), ("gpt", .assistant), ("model", .assistant), ("bot", .assistant),
    ("ai", .assistant), ("chatbot", .assistant), ("chatgpt", .assistant), ("output", .assistant),
    ("response", .assistant), ("answer", .assistant), ("agent", .assistant), ("llm", .assistant),
    ("claude", .assistant), ("bard", .assistant), ("bing", .assistant), ("gpt4", .assistant),
    ("gpt-4", .assistant), ("system", .system), ("developer", .system),
    ("system_prompt", .system), ("tool", .tool), ("observation", .tool), ("function", .tool),
    ("tool_response", .tool), ("tool_result", .tool), ("tool_output", .tool), ("ipython", .tool),
    ("function_response", .tool), ("function_output", .tool), ("function_result", .tool),
    ("tool_results", .tool), ("tool_responses", .tool), ("environment", .tool),
    ("function_call", .call), ("tool_call", .call), ("tool_calls", .call), ("tool_use", .call),
    ("function_calls", .call), ("reasoning", .thought), ("thinking", .thought),
    ("thought", .thought), ("think", .thought), ("document", .input), ("documents", .input),
    ("context", .input), ("passage", .input), ("knowledge", .input),
  ]
}
