// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Finds the schema of a record by the fields it has: names in any case, null is absent.
struct SchemaDetector {
  /// How many readable records are looked at.
  static let sampleSize = 1_000

  private var members = FoundMembers()
  private let nested: NestedParser

  /// Makes a detector that parses with `nested` what is stored as a string.
  init(nested: NestedParser) { self.nested = nested }

  /// Whether the record holds token numbers (rule 1).
  mutating func isTokenised(_ tape: JSONTape) -> Bool {
    members.find(SchemaNames.table, in: tape, object: JSONTape.rootValue)
    return has("input_ids")
  }

  /// The schema of the record on `tape`, by the first rule that fits; nil if none does.
  mutating func schema(of tape: JSONTape) -> Schema? {
    let root = JSONTape.rootValue
    if tape.tag(at: root) == .array {
      return Schema(name: "list of turns", fields: [SchemaField("the record", .ownTurns)])
    }
    members.find(SchemaNames.table, in: tape, object: root)
    let turns = SchemaNames.turns.first { name in
      place(name).map { isTurnList(tape, at: $0) } ?? false
    }
    let preference = SchemaNames.preferences.first { has($0.chosen) && has($0.rejected) }
    // 2, and of 4 the form whose prompt is a conversation.
    if let turns {
      guard let preference else {
        return Schema(
          name: turns, fields: Self.beside + [SchemaField(turns, .turns)])
      }
      return Schema(
        name: "\(turns) + \(preference.chosen) + \(preference.rejected)",
        fields: Self.beside + [
          SchemaField(turns, .contextTurns), SchemaField(preference.chosen, .chosen),
          .optional(preference.rejected, .rejected),
        ])
    }
    if let request = SchemaNames.requests.first(where: { holdsTurns(tape, $0) }) {
      return Schema(
        name: request, fields: [SchemaField(request, .inner(isContext: false))])
    }
    // 3
    if has("preferred_output"), holdsTurns(tape, "input") {
      return Schema(
        name: "input.messages + preferred_output",
        fields: [
          SchemaField("input", .inner(isContext: true)),
          SchemaField("preferred_output", .chosen),
          .optional("non_preferred_output", .rejected),
        ])
    }
    // 4
    if let preference {
      return Schema(
        name: "\(preference.chosen) + \(preference.rejected)",
        fields: Self.beside + [
          .optional("history", .history), .optional("prompt", .prompt(.user)),
          .optional("question", .prompt(.user)), .optional("instruction", .prompt(.user)),
          .optional("input", .prompt(.input)), SchemaField(preference.chosen, .chosen),
          .optional(preference.rejected, .rejected),
        ])
    }
    if has("prompt"), let answers = place("answers"), isRanked(tape, at: answers) {
      return Schema(
        name: "prompt + ranked answers",
        fields: Self.beside + [
          SchemaField("prompt", .prompt(.user)), SchemaField("answers", .ranked),
        ])
    }
    // 7
    if has("segments") {
      return Schema(name: "segments", fields: [SchemaField("segments", .segments)])
    }
    // 5, 6, 8 and 9
    for pair in SchemaNames.pairs where has(pair.asked) {
      if let said = pair.said.first(where: has) { return Self.schema(of: pair, said: said) }
    }
    // 10
    if has("prompt") {
      return Schema(
        name: "prompt", fields: Self.beside + [SchemaField("prompt", .prompt(.user))])
    }
    // 11
    for name in ["text", "content"] where has(name) {
      return Schema(name: name, fields: [SchemaField(name, .text)])
    }
    return nil
  }

  private static func schema(of pair: SchemaNames.Pair, said: String) -> Schema {
    var fields = systems
    // `history` is of LLaMA-Factory and ms-swift; elsewhere it may be anything.
    if pair.asked == "instruction" || pair.asked == "query" {
      fields.append(.optional("history", .history))
    }
    let asked = SchemaField(pair.asked, .prompt(pair.isGiven ? .input : .user))
    let given = (SchemaNames.materials).filter { $0 != pair.asked && $0 != said }.map {
      SchemaField.optional($0, .prompt(.input))
    }
    switch pair.asked {
    case "question":
      fields += given + [asked, .optional("input", .prompt(.input))]
      fields += SchemaNames.choices.map { .optional($0, .prompt(.input)) }
    case "instruction":
      fields += [asked, .optional("input", .prompt(.input))] + given
      fields += ["question", "query"].map { .optional($0, .prompt(.user)) }
    case "input": fields += given + [asked]
    default: fields += given + [asked, .optional("input", .prompt(.input))]
    }
    fields += SchemaNames.thoughts.map { .optional($0, .thought) }
    fields.append(SchemaField(said, .response))
    if pair.asked == "instruction" {
      fields += ["reflection", "corrected"].map { .optional($0, .response) }
    }
    return Schema(name: "\(pair.asked) + \(said)", fields: fields)
  }

  /// System prompts beside the other fields.
  private static let systems = SchemaNames.systems.map {
    SchemaField.optional($0, .prompt(.system))
  }

  /// What may stand beside turns.
  private static let beside =
    systems + SchemaNames.materials.map { .optional($0, .prompt(.input)) }
}

extension SchemaDetector {
  private func place(_ name: String) -> Int? {
    SchemaNames.numbers[name].flatMap { members.place($0) }
  }

  private func has(_ name: String) -> Bool { place(name) != nil }

  private func holdsTurns(_ tape: JSONTape, _ name: String) -> Bool {
    guard let object = place(name), tape.tag(at: object) == .object else { return false }
    var inner = FoundMembers()
    inner.find(RequestKey.table, in: tape, object: object)
    return inner.place(RequestKey.messages.rawValue) ?? inner.place(RequestKey.contents.rawValue)
      != nil
  }

  private func isRanked(_ tape: JSONTape, at index: Int) -> Bool {
    let elements = tape.elements(of: index)
    return !elements.isEmpty
      && elements.allSatisfy { tape.member("answer", of: $0) != nil }
  }

  /// Whether the value is a list of objects or of strings, or a string that holds one.
  private func isTurnList(_ tape: JSONTape, at index: Int) -> Bool {
    switch tape.tag(at: index) {
    case .array:
      let elements = tape.elements(of: index)
      return elements.allSatisfy { tape.tag(at: $0) == .object }
        || elements.allSatisfy { tape.tag(at: $0) == .string }
    case .object: return tape.member("role", of: index) != nil
    case .string where tape.isJSONContainer(at: index):
      do throws(RecordFault) {
        let inner = try nested.parse(tape, at: index, name: "")
        // A list as a string as a string is none: one parser serves one level.
        return inner.tag(at: JSONTape.rootValue) == .array
          && isTurnList(inner, at: JSONTape.rootValue)
      } catch { return false }  // a string like any other
    default: return false
    }
  }
}

/// Parses JSON that is stored as a string within a record.
struct NestedParser {
  let parser: JSONParser
  let mode: JSONMode

  /// Parses the string at `index`.
  func parse(_ tape: JSONTape, at index: Int, name: String) throws(RecordFault) -> JSONTape {
    do throws(JSONSyntaxError) {
      var inner = try tape.withString(at: index) { text throws(JSONSyntaxError) in
        try parser.parse(text, padding: 0, mode: mode)
      }
      inner.isNested = true
      return inner
    } catch {
      throw RecordFault(
        code: .wrongType, field: name,
        detail: "\(OneLine.quoted(name)) is a string that is not JSON (\(error.detail)), "
          + "expected a list of messages")
    }
  }
}
