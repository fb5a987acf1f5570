// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// Reads records one after the other: parses each, finds its texts and writes them into columns.
struct RecordReader {
  let plan: ReadPlan
  var writer: PartWriter
  private(set) var numbers = NumberColumn()
  private(set) var sources = SourceColumn()
  private(set) var keys = TextBatch()
  /// How often each role stood in the records that nobody knows.
  var unknownRoles: [[UInt8]: Int] = [:]
  /// One for records, one for JSON that is stored as a string within a record.
  let parsers: ParserPair
  private var tapes: RecordTapes
  let nested: NestedParser
  let rules: CountingRules
  private let form: Form
  private let paths: [SelectedPath]
  private var compiled: [String: CompiledSchema] = [:]
  private var detector: SchemaDetector
  var members = FoundMembers()
  var turnKeys = FoundMembers()
  var partKeys = FoundMembers()
  /// For calls of tools, which may stand as strings within strings; made when one does.
  var callParser: JSONParser?

  /// Makes a reader that has `parsers` for itself.
  init(plan: ReadPlan, parsers: ParserPair) {
    self.plan = plan
    self.parsers = parsers
    tapes = RecordTapes(parsers: parsers, mode: plan.options.mode)
    nested = NestedParser(parser: parsers.nested, mode: plan.options.mode)
    writer = PartWriter(selections: plan.selections)
    rules = plan.rules
    form = plan.form
    detector = SchemaDetector(nested: nested)
    paths = plan.selections.enumerated().flatMap { column, selection in
      guard case .paths(let paths) = selection else { return [SelectedPath]() }
      return paths.enumerated().map {
        SelectedPath(path: $1, target: .column(column, number: $0))
      }
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
    if plan.keyField != nil {
      keys.discardText()
      keys.endText()
    }
  }

  /// Adds the parts of the record on `tape` to the columns, and its number.
  mutating func appendParts(of tape: JSONTape) throws(RecordFault) {
    for i in paths.indices { try append(paths[i], tape) }
    switch form {
    case .none(let compared): appendFields(compared, tape)
    case .one(let schema): try append(schema, tape)
    case .mixed(let known): try append(try schema(of: tape, among: known), tape)
    }
    if let field = plan.numberField { numbers.append(tape, at: tape.place(of: field)) }
    if let field = plan.sourceField { appendSource(field, tape) }
    if let field = plan.keyField {
      appendKey(tape, at: tape.place(of: field))
      keys.endText()
    }
  }

  /// The names of the fields of a record that are its text or count beside it.
  mutating func countedNames(of tape: JSONTape) throws(RecordFault) -> NameTable {
    switch form {
    case .none:
      return NameTable(paths.map(\.path.firstName) + plan.options.compared)
    case .one(let schema): return schema.table
    case .mixed(let known): return try self.schema(of: tape, among: known).table
    }
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

  /// Adds the string or the number at `place` to the key being written.
  private mutating func appendKey(_ tape: JSONTape, at place: Int?) {
    guard let place else { return }
    if tape.tag(at: place) == .string {
      tape.withString(at: place) { keys.appendToText($0) }
    } else {
      keys.appendToText(Array((tape.numberText(at: place) ?? "").utf8).span)
    }
  }

  /// The schema of a record in a mixture; those of one name are laid out once.
  private mutating func schema(
    of tape: JSONTape, among known: [Schema]
  ) throws(RecordFault) -> CompiledSchema {
    guard let schema = detector.schema(of: tape) else {
      let names = OneLine.list(tape.memberNames(of: JSONTape.rootValue))
      throw RecordFault(
        code: .unknownSchema, detail: "no text known in the fields \(names)")
    }
    if let found = compiled[schema.name] { return found }
    let made = CompiledSchema(
      known.first { $0.name == schema.name } ?? schema, counting: rules)
    compiled[schema.name] = made
    return made
  }

  /// The tape of a record, which must be an object or a list of turns.
  mutating func tape(
    of range: Range<Int>, in source: SourceFile
  ) throws(RecordFault) -> JSONTape {
    let tape = try tapes.tape(of: range, in: source)
    let root = JSONTape.rootValue
    guard
      tape.tag(at: root) == .object
        || (tape.tag(at: root) == .array && tape.tag(at: root + 1) == .object)
    else { throw .notAnObject(tape) }
    return tape
  }
}
