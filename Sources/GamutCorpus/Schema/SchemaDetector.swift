// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Finds the schema of a record by the fields it has.
enum SchemaDetector {
  /// How many readable records are looked at.
  static let sampleSize = 1_000

  /// Whether the record holds token numbers (rule 1).
  static func isTokenised(_ tape: JSONTape) -> Bool {
    tape.member("input_ids", of: JSONTape.rootValue) != nil
  }

  /// The schema of the object of `tape`, by the first rule that fits; nil if none does.
  static func schema(of tape: JSONTape, by reader: RecordReader) -> Schema? {
    let root = JSONTape.rootValue
    func has(_ name: FieldName) -> Bool { tape.member(name, of: root) != nil }

    let turns = turnNames.first { name in
      tape.member(name, of: root).map { isTurnList(tape, at: $0, by: reader) } ?? false
    }
    let chosen = preferenceNames.first { has($0.chosen) && has($0.rejected) }?.chosen
    // 2, and of 4 the form whose prompt is a conversation.
    if let turns {
      if let chosen { return preference(chosen, after: turns) }
      return Schema(
        name: turns.text, fields: system + [SchemaField(name: turns, content: .turns)])
    }
    // 3
    if let input = tape.member("input", of: root), tape.member("messages", of: input) != nil,
      has("preferred_output")
    {
      return Schema(
        name: "input.messages + preferred_output",
        fields: [
          SchemaField(name: "input", content: .innerMessages),
          SchemaField(name: "preferred_output", content: .response),
        ])
    }
    // 4
    if let chosen {
      return Schema(
        name: "\(chosen.text) + rejected",
        fields: system + [
          .optional("prompt", .user), .optional("question", .user),
          .optional("instruction", .user), .optional("input", .input),
          SchemaField(name: chosen, content: .response),
        ])
    }
    // 5
    if has("prompt"), has("completions"), has("labels") {
      return pair("prompt", "completions")
    }
    // 6
    if has("prompt"), has("completion") { return pair("prompt", "completion") }
    // 7
    if has("segments") {
      return Schema(
        name: "segments", fields: [SchemaField(name: "segments", content: .segments)])
    }
    // 8
    if has("instruction") {
      for response in ["output", "response"] as [FieldName] where has(response) {
        return Schema(
          name: "instruction + \(response.text)",
          fields: system + [
            SchemaField(name: "history", content: .history, isRequired: false),
            SchemaField(name: "instruction", content: .prompt(.user)),
            .optional("input", .input),
            SchemaField(name: response, content: .response),
          ])
      }
    }
    // 9
    for (prompt, response) in pairNames where has(prompt) && has(response) {
      return pair(prompt, response)
    }
    // 10
    if has("prompt") {
      return Schema(
        name: "prompt", fields: system + [SchemaField(name: "prompt", content: .prompt(.user))])
    }
    // 11
    for name in ["text", "content"] as [FieldName] where has(name) {
      return Schema(name: name.text, fields: [SchemaField(name: name, content: .text)])
    }
    return nil
  }

  private static let turnNames: [FieldName] = ["messages", "conversations", "conversation"]

  private static let preferenceNames: [(chosen: FieldName, rejected: FieldName)] = [
    ("chosen", "rejected"), ("chosen_response", "rejected_response"),
    ("chosen_messages", "rejected_messages"),
  ]

  private static let pairNames: [(FieldName, FieldName)] = [
    ("question", "answer"), ("prompt", "response"), ("prompt", "generation"),
    ("query", "response"), ("inputs", "targets"),
  ]

  /// A system prompt beside the other fields.
  private static let system: [SchemaField] = [
    .optional("system", .system), .optional("system_prompt", .system),
  ]

  private static func pair(_ prompt: FieldName, _ response: FieldName) -> Schema {
    // `history` is ms-swift's, beside `query`; elsewhere it may be anything.
    let history = SchemaField(name: "history", content: .history, isRequired: false)
    return Schema(
      name: "\(prompt.text) + \(response.text)",
      fields: system + (prompt == "query" ? [history] : []) + [
        SchemaField(name: prompt, content: .prompt(.user)),
        SchemaField(name: response, content: .response),
      ])
  }

  private static func preference(_ chosen: FieldName, after turns: FieldName) -> Schema {
    Schema(
      name: "\(turns.text) + \(chosen.text) + rejected",
      fields: system + [
        SchemaField(name: turns, content: .contextTurns),
        SchemaField(name: chosen, content: .response),
      ])
  }

  /// Whether the value is a list of objects, or a string that holds one.
  private static func isTurnList(_ tape: JSONTape, at index: Int, by reader: RecordReader) -> Bool {
    switch tape.tag(at: index) {
    case .array: return tape.elements(of: index).allSatisfy { tape.tag(at: $0) == .object }
    case .string where tape.isJSONContainer(at: index):
      do throws(RecordFault) {
        let inner = try reader.parseNested(tape, at: index, name: "")
        // A list as a string as a string is none: one parser serves one level.
        return inner.tag(at: JSONTape.rootValue) == .array
          && isTurnList(inner, at: JSONTape.rootValue, by: reader)
      } catch { return false }  // a string like any other
    default: return false
    }
  }
}
