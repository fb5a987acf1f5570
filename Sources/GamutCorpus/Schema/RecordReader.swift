// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Reads records one after the other: parses each, finds its texts and writes them into columns.
struct RecordReader {
  let plan: ReadPlan
  var writer: PartWriter
  private(set) var numbers: [Double] = []
  private(set) var sources = SourceColumn()
  /// One for records, one for JSON that is stored as a string within a record.
  let parsers: ParserPair
  private var tapes: RecordTapes
  private let form: Form
  private let paths: [SelectedPath]
  private var slots: [Int] = []
  var turnSlots: [Int] = []

  /// Makes a reader that has `parsers` for itself.
  init(plan: ReadPlan, parsers: ParserPair) {
    self.plan = plan
    self.parsers = parsers
    tapes = RecordTapes(parsers: parsers, mode: plan.options.mode)
    writer = PartWriter(selections: plan.selections)
    form = Form(plan.schema)
    paths = plan.selections.enumerated().flatMap { column, selection in
      guard case .paths(let paths) = selection else { return [SelectedPath]() }
      return paths.enumerated().map { SelectedPath(path: $1, column: column, number: $0) }
    }
  }

  /// Reads the record at `range` of `source`; its texts become an entry of every column, also when it
  /// is rejected.
  mutating func read(_ range: Range<Int>, of source: SourceFile) throws(RecordFault) {
    do throws(RecordFault) {
      try appendParts(of: try tape(of: range, in: source))
      writer.endRecord()
    } catch {
      reject()
      throw error
    }
  }

  /// Makes an entry for a record that cannot even be parsed.
  mutating func reject() {
    writer.endRejectedRecord()
    if plan.numberField != nil { numbers.append(.nan) }
    if plan.sourceField != nil { sources.append([UInt8]().span) }
  }

  /// Adds the parts of the record on `tape` to the columns, and its number.
  mutating func appendParts(of tape: JSONTape) throws(RecordFault) {
    for i in paths.indices { try append(paths[i], tape) }
    switch form {
    case .none: break
    case .one(let schema): try append(schema, tape)
    case .mixed: try appendMixed(tape)
    }
    if let field = plan.numberField { numbers.append(number(of: field, tape)) }
    if let field = plan.sourceField { appendSource(field, tape) }
  }

  /// Adds the string or the number at `field` as the record's source.
  private mutating func appendSource(_ field: FieldPath, _ tape: JSONTape) {
    guard let place = tape.place(of: field) else { return sources.append([UInt8]().span) }
    if tape.tag(at: place) == .string {
      tape.withString(at: place) { sources.append($0) }
    } else {
      sources.append(Array((tape.numberText(at: place) ?? "").utf8).span)
    }
  }

  private mutating func appendMixed(_ tape: JSONTape) throws(RecordFault) {
    guard let schema = SchemaDetector.schema(of: tape, by: self) else {
      let names = OneLine.list(tape.memberNames(of: JSONTape.rootValue))
      throw RecordFault(
        code: .unknownSchema, detail: "no text known in the fields \(names)")
    }
    try append(CompiledSchema(schema), tape)
  }

  /// The tape of a record, which must be an object.
  mutating func tape(
    of range: Range<Int>, in source: SourceFile
  ) throws(RecordFault) -> JSONTape {
    let tape = try tapes.tape(of: range, in: source)
    guard tape.tag(at: JSONTape.rootValue) == .object else { throw .notAnObject(tape) }
    return tape
  }

  private mutating func append(_ schema: CompiledSchema, _ tape: JSONTape) throws(RecordFault) {
    schema.keys.find(in: tape, object: JSONTape.rootValue, into: &slots)
    let holdsPrompt = responseHoldsPrompt(schema, tape)
    for i in schema.contents.indices {
      let value = slots[i]
      guard value >= 0 else {
        guard schema.isOptional[i] else {
          throw .missing(schema.fields[i].name.text, in: tape, at: JSONTape.rootValue)
        }
        continue
      }
      let content = schema.contents[i]
      if holdsPrompt, content == .prompt(.user) || content == .prompt(.input) { continue }
      // Strings are most of what there is, and need nothing of the field that must be retained.
      switch (tape.tag(at: value), content) {
      case (.string, .prompt(let role)): append(tape, at: value, role: role, sides: .prompt)
      case (.string, .response): append(tape, at: value, role: .assistant, sides: .response)
      case (.string, .text): append(tape, at: value, role: .text, sides: .prompt)
      case (.null, _) where schema.isOptional[i]: break
      default: try append(schema.fields[i], tape, at: value)
      }
    }
  }

  /// Whether the response is a whole conversation, so that a `prompt` beside it would repeat its
  /// first turns.
  private func responseHoldsPrompt(_ schema: CompiledSchema, _ tape: JSONTape) -> Bool {
    for i in schema.contents.indices where schema.contents[i] == .response {
      let value = slots[i]
      guard value >= 0, tape.tag(at: value) == .array, tape.tag(at: value + 1) == .object else {
        continue
      }
      guard let role = tape.member("role", of: value + 1) ?? tape.member("from", of: value + 1),
        tape.tag(at: role) == .string
      else { continue }
      if !Role.named(tape, at: role).isSpokenByModel { return true }
    }
    return false
  }

  private mutating func append(
    _ field: SchemaField, _ tape: JSONTape, at value: Int
  ) throws(RecordFault) {
    let name = field.name.text
    switch field.content {
    case .prompt(let role):
      try appendFlexible(tape, at: value, name: name, role: role, isContext: true)
    case .response:
      try appendFlexible(tape, at: value, name: name, role: .assistant, isContext: false)
    case .text: throw .wrongType(name, tape, at: value, expected: "a string")
    case .turns: try appendTurns(tape, at: value, name: name, isContext: false)
    case .contextTurns: try appendTurns(tape, at: value, name: name, isContext: true)
    case .history: try appendHistory(tape, at: value, name: name)
    case .segments: try appendSegments(tape, at: value, name: name)
    case .innerMessages:
      guard tape.tag(at: value) == .object else {
        throw .wrongType(name, tape, at: value, expected: "an object with \"messages\"")
      }
      guard let messages = tape.member("messages", of: value) else {
        throw .missing("\(name).messages", in: tape, at: value)
      }
      try appendTurns(tape, at: messages, name: "\(name).messages", isContext: true)
    }
  }

  /// A string, a turn, or a list of strings or turns.
  private mutating func appendFlexible(
    _ tape: JSONTape, at value: Int, name: String, role: Role, isContext: Bool
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string: append(tape, at: value, role: role, sides: isContext ? .prompt : .response)
    case .object: try appendTurns(tape, at: value, name: name, isContext: isContext)
    case .array where tape.tag(at: value + 1) == .object:
      try appendTurns(tape, at: value, name: name, isContext: isContext)
    case .array:
      var i = value + 1
      var number = 0
      while tape.tag(at: i) != .arrayEnd {
        guard tape.tag(at: i) == .string else {
          throw .wrongType("\(name)[\(number)]", tape, at: i, expected: "a string")
        }
        append(tape, at: i, role: role, sides: isContext ? .prompt : .response)
        i = tape.index(after: i)
        number += 1
      }
    default: throw .wrongType(name, tape, at: value, expected: "a string or a list of messages")
    }
  }

  /// Adds the string at `index` as a part.
  mutating func append(
    _ tape: JSONTape, at index: Int, role: Role, name: [UInt8] = [], sides: Sides
  ) {
    // A call of a tool without some of its text is no call: it has no place to be cut at.
    let origin = role == .call ? nil : tape.origin(at: index)
    tape.withString(at: index) {
      writer.append($0, role: role, name: name, sides: sides, origin: origin)
    }
  }
}
