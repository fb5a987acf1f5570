// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

extension Corpus {
  /// Finds what the records are, from the first 1,000 that can be read.
  ///
  /// The rules are tried in a fixed order and the first that fits a record is its schema. A record
  /// whose fields are only some of those another schema needs counts as an incomplete record of that
  /// one, to be rejected when it is read, and not as a mixture.
  ///
  /// - Throws: `tokenised`; `unknownSchema` with the fields found; `mixedSchemas` unless allowed, with
  ///   the place of the first record that differs; `noRecords`; under `.stop`, the error of a record
  ///   of the sample that is no JSON object.
  public func detectSchema(options: ReadPlan.Options) throws(CorpusError) -> SchemaChoice {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var sample = SchemaSample(options: options, parsers: pair)
    for index in 0..<chunkCount where !sample.isFull {
      let chunk = chunk(index)
      let source = files[chunk.file]
      try chunk.forEachRecord(of: source) { range, arrayFault throws(CorpusError) in
        if !sample.isFull { try sample.add(range, of: source, arrayFault: arrayFault) }
      }
    }
    return try sample.choice(corpus: self)
  }

  /// A plan for `selections`; the schema is detected if one of them is a view.
  ///
  /// - Throws: as `detectSchema(options:)`; `noRecords` whatever is selected.
  public func plan(
    selections: [Selection], numberField: FieldPath? = nil, sourceField: FieldPath? = nil,
    options: ReadPlan.Options = ReadPlan.Options()
  ) throws(CorpusError) -> ReadPlan {
    guard chunkCount > 0 else { throw isEmptyError }
    var choice: SchemaChoice?
    if selections.contains(where: \.needsSchema) { choice = try detectSchema(options: options) }
    return ReadPlan(
      selections: selections, schema: choice, numberField: numberField, sourceField: sourceField,
      options: options)
  }
}

extension Corpus {
  /// That there is no record to look at.
  fileprivate var isEmptyError: CorpusError {
    CorpusError(
      .noRecords, path: files.count == 1 ? files[0].path : nil,
      detail: "\(form?.emptiness ?? LinesFormat.form.emptiness), expected at least one record")
  }
}

/// What was seen in the first records.
private struct SchemaSample {
  private let options: ReadPlan.Options
  private var reader: RecordReader
  private var found: [(schema: Schema, file: SourceFile, range: Range<Int>)] = []
  private var fields: [String] = []
  private var isSeen: Set<String> = []
  private var readableCount = 0
  private var firstError: CorpusError?
  private var first: (file: SourceFile, range: Range<Int>)?

  init(options: ReadPlan.Options, parsers: ParserPair) {
    self.options = options
    reader = RecordReader(plan: ReadPlan(selections: [], options: options), parsers: parsers)
  }

  var isFull: Bool { readableCount >= SchemaDetector.sampleSize }

  mutating func add(
    _ range: Range<Int>, of source: SourceFile, arrayFault: String?
  ) throws(CorpusError) {
    do throws(RecordFault) {
      if let arrayFault { throw RecordFault(code: .brokenArray, detail: arrayFault) }
      try look(at: reader.tape(of: range, in: source), range, source)
    } catch {
      let error = source.error(error.withHint(for: range, in: source), at: range)
      if options.onError == .stop || error.code == .tokenised { throw error }
      if firstError == nil { firstError = error }
    }
  }

  private mutating func look(
    at tape: JSONTape, _ range: Range<Int>, _ source: SourceFile
  ) throws(RecordFault) {
    readableCount += 1
    if SchemaDetector.isTokenised(tape) {
      throw RecordFault(
        code: .tokenised, field: "input_ids",
        detail: "the record has \"input_ids\", which are numbers of tokens; expected the text from "
          + "before tokenisation (or name a text field with --text)")
    }
    if first == nil { first = (source, range) }
    for name in tape.memberNames(of: JSONTape.rootValue) where isSeen.insert(name).inserted {
      fields.append(name)
    }
    guard let schema = SchemaDetector.schema(of: tape, by: reader) else { return }
    if !found.contains(where: { $0.schema == schema }) {
      found.append((schema, source, range))
    }
  }

  func choice(corpus: Corpus) throws(CorpusError) -> SchemaChoice {
    if readableCount == 0 {
      if let firstError { throw firstError }
      throw corpus.isEmptyError
    }
    guard !found.isEmpty else {
      // Places are found late: the first line asked for counts those of the whole file.
      let firstPlace = first.map { $0.file.place(of: $0.range) }
      throw CorpusError(
        .unknownSchema, path: firstPlace?.path, line: firstPlace?.line, row: firstPlace?.row,
        detail: "the fields are \(OneLine.list(fields)); name those that hold the text with --text")
    }
    if options.mixing == .allowed {
      return SchemaChoice(
        schemas: found.map(\.schema), mixing: .allowed,
        description: found.map { $0.schema.mapping(seen: isSeen) }.joined(separator: " | "))
    }
    let complete = found.filter { candidate in
      !found.contains { other in
        Set(candidate.schema.requiredFields).isStrictSubset(of: other.schema.requiredFields)
      }
    }
    let first = complete[0]
    if let other = complete.dropFirst().first {
      let place = other.file.place(of: other.range)
      let firstPlace = first.file.place(of: first.range)
      throw CorpusError(
        .mixedSchemas, path: place.path, line: place.line, row: place.row,
        detail: "this record is \(OneLine.quoted(other.schema.name)), but "
          + "\(firstPlace.path)\(firstPlace.line.map { ":\($0)" } ?? "") is \(OneLine.quoted(first.schema.name)); "
          + "expected one schema (--allow-mixed reads each record by its own)")
    }
    return SchemaChoice(
      schemas: [first.schema], mixing: .refused,
      description: first.schema.mapping(seen: isSeen))
  }
}
