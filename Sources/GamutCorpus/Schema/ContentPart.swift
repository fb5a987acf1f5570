// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// What an element of a content list says.
enum ContentPart {
  /// The string at this place of the tape.
  case text(Int)
  /// What the model thinks: the value at this place.
  case thought(Int)
  /// A call of a tool: the object at this place.
  case call(Int)
  /// What a tool answered: the value at this place.
  case result(Int)
  /// An image, a sound, a file: the whole element, and its kind.
  case media(String)
  /// Nothing: a hint, an empty part.
  case nothing

  /// Reads the element at `index`: a string, an object with `type` and its payload, as OpenAI,
  /// Anthropic and LLaMA-Factory write it, or an object whose one member tells its kind, as Bedrock
  /// and Gemini do.
  static func read(
    _ tape: JSONTape, at index: Int, name: String, _ members: inout FoundMembers
  ) throws(RecordFault) -> ContentPart {
    if tape.tag(at: index) == .string { return .text(index) }
    if tape.tag(at: index) == .null { return .nothing }
    guard tape.tag(at: index) == .object else {
      throw .wrongType(name, tape, at: index, expected: "strings or objects as parts")
    }
    members.find(PartKey.table, in: tape, object: index)
    func place(_ key: PartKey) -> Int? { members.place(key.rawValue) }
    if let type = place(.type), tape.tag(at: type) == .string {
      switch kinds[orNil: types.number(of: tape, at: type)]?.1 {
      case .text: return try text(tape, [.text, .value, .content, .refusal], name, members)
      case .thought:
        return
          (place(.thinking) ?? place(.reasoning) ?? place(.value) ?? place(.text)
          ?? place(.summary)).map { .thought($0) } ?? .nothing
      case .call: return .call(index)
      case .result:
        return
          (place(.content) ?? place(.output) ?? place(.value) ?? place(.text)
          ?? place(.response)).map { .result($0) } ?? .nothing
      case .hint: return .nothing
      case nil: return .media(tape.text(at: type))
      }
    }
    if let text = place(.text), tape.tag(at: text) == .string {
      if let isThought = place(.thought), tape.tag(at: isThought) == .yes { return .thought(text) }
      return .text(text)
    }
    if let call = place(.functionCall) ?? place(.functionCallSnake) ?? place(.toolUse) {
      return .call(call)
    }
    if let result = place(.functionResponse) ?? place(.functionResponseSnake)
      ?? place(.toolResult)
    {
      return .result(
        tape.member("response", of: result) ?? tape.member("content", of: result) ?? result)
    }
    if let thought = place(.reasoningContent) { return .thought(thought) }
    if place(.cachePoint) != nil { return .nothing }
    if place(.value) ?? place(.content) != nil {
      return try text(tape, [.value, .content], name, members)
    }
    let names = tape.memberNames(of: index)
    return names.isEmpty ? .nothing : .media(names[0])
  }

  private static func text(
    _ tape: JSONTape, _ keys: [PartKey], _ field: String, _ members: FoundMembers
  ) throws(RecordFault) -> ContentPart {
    for key in keys {
      guard let value = members.place(key.rawValue) else { continue }
      guard tape.tag(at: value) == .string else {
        throw .wrongType("\(field).\(key.rawText)", tape, at: value, expected: "a string")
      }
      return .text(value)
    }
    // Without any of the names a part of text has none.
    return .nothing
  }

  private enum Kind { case text, thought, call, result, hint }

  private static let types = NameTable(kinds.map(\.0))

  private static let kinds: [(String, Kind)] = [
    ("text", .text), ("input_text", .text), ("output_text", .text), ("refusal", .text), ("", .text),
    ("summary_text", .thought), ("reasoning", .thought), ("thinking", .thought),
    ("reasoning_text", .thought), ("reasoning.text", .thought), ("reasoning.summary", .thought),
    ("tool_call", .call), ("tool_use", .call), ("function_call", .call), ("custom", .call),
    ("server_tool_use", .call), ("custom_tool_call", .call), ("mcp_tool_use", .call),
    ("tool_result", .result), ("function_call_output", .result), ("tool_response", .result),
    ("function_response", .result), ("custom_tool_call_output", .result),
    ("mcp_tool_result", .result), ("web_search_tool_result", .result), ("cache_point", .hint),
  ]
}

/// The members of a content part that mean something.
enum PartKey: Int, CaseIterable {
  case type, text, value, content, thinking, reasoning, summary, refusal, output, response, thought
  case functionCall, functionCallSnake, functionResponse, functionResponseSnake
  case toolUse, toolResult, reasoningContent, cachePoint

  static let table = NameTable(allCases.map(\.rawText))

  var rawText: String {
    switch self {
    case .functionCallSnake: "function_call"
    case .functionResponseSnake: "function_response"
    default: "\(self)"
    }
  }
}

extension Array {
  /// The element at `index`; nil for a negative index.
  fileprivate subscript(orNil index: Int) -> Element? { index < 0 ? nil : self[index] }
}
