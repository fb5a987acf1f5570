// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// What was seen in the first records.
struct SchemaSample {
  private let options: ReadPlan.Options
  private var reader: RecordReader
  private var detector: SchemaDetector
  private var found: [Found] = []
  private var fields: [String] = []
  private var isSeen: Set<String> = []
  /// The records that could be read.
  private var records: [(file: SourceFile, range: Range<Int>)] = []
  private var firstError: CorpusError?

  /// A schema, where its first record stands, and how often a string of each field begins as the
  /// texts of each chat template do.
  fileprivate struct Found {
    let schema: Schema
    let file: SourceFile
    let range: Range<Int>
    var stringCounts: [Int]
    var templateCounts: [[Int]]
  }

  init(options: ReadPlan.Options, parsers: ParserPair) {
    self.options = options
    reader = RecordReader(plan: ReadPlan(selections: [], options: options), parsers: parsers)
    detector = SchemaDetector(nested: reader.nested)
  }

  var isFull: Bool { records.count >= SchemaDetector.sampleSize }

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
    if options.parts.isEmpty, detector.isTokenised(tape) {
      throw RecordFault(
        code: .tokenised, field: "input_ids",
        detail: "the record has \"input_ids\", which are numbers of tokens; expected the text from "
          + "before tokenisation", remedy: .nameTextField)
    }
    records.append((source, range))
    for name in tape.memberNames(of: JSONTape.rootValue) where isSeen.insert(name).inserted {
      fields.append(name)
    }
    guard options.parts.isEmpty, let schema = detector.schema(of: tape) else { return }
    let place =
      found.firstIndex { $0.schema == schema }
      ?? {
        found.append(
          Found(
            schema: schema, file: source, range: range,
            stringCounts: schema.fields.map { _ in 0 },
            templateCounts: schema.fields.map { _ in ChatTemplate.all.map { _ in 0 } }))
        return found.count - 1
      }()
    for (i, field) in schema.fields.enumerated() where field.mayBeTemplated {
      var members = FoundMembers()
      members.find(NameTable([field.name]), in: tape, object: JSONTape.rootValue)
      guard let value = members.place(0), tape.tag(at: value) == .string else { continue }
      found[place].stringCounts[i] += 1
      tape.withString(at: value) { text in
        for (k, template) in TemplateReader.all.enumerated() where template.matches(text) {
          found[place].templateCounts[i][k] += 1
        }
      }
    }
  }
}

extension SchemaSample {
  /// What the records are.
  ///
  /// - Parameter named: the fields that order the records, name their sources, and are their keys.
  func choice(
    corpus: Corpus, named: [FieldPath?], parsers: ParserPair
  ) throws(CorpusError) -> SchemaChoice {
    if records.isEmpty {
      if let firstError { throw firstError }
      throw corpus.isEmptyError
    }
    let choice = try foundChoice()
    try requireCompared()
    var survey = FieldSurvey(choice, named: named, options: options, parsers: parsers)
    for record in records { survey.add(record.range, of: record.file) }
    return survey.completed(choice, seen: Set(isSeen.map { $0.lowercased() }))
  }

  /// The schemas of the records, or what the user says they are.
  private func foundChoice() throws(CorpusError) -> SchemaChoice {
    if !options.parts.isEmpty {
      let fields = options.parts.map { SchemaField($0.path.firstName, .path($0)) }
      return SchemaChoice([Schema(name: "parts", fields: fields)], mixing: .refused)
    }
    guard !found.isEmpty else {
      // Places are found late: the first line asked for counts those of the whole file.
      let firstPlace = records.first.map { $0.file.place(of: $0.range) }
      throw CorpusError(
        .unknownSchema, path: firstPlace?.path, line: firstPlace?.line, row: firstPlace?.row,
        detail: "the fields are \(OneLine.list(fields))", remedy: .nameFields)
    }
    if options.mixing == .allowed {
      return SchemaChoice(found.map(\.templated), mixing: .allowed)
    }
    let complete = found.filter { candidate in
      !found.contains { candidate.schema.isIncomplete(of: $0.schema) }
    }
    let first = complete[0]
    if let other = complete.dropFirst().first {
      let place = other.file.place(of: other.range)
      let firstPlace = first.file.place(of: first.range)
      throw CorpusError(
        .mixedSchemas, path: place.path, line: place.line, row: place.row,
        detail: "this record is \(OneLine.quoted(other.schema.name)), but "
          + "\(firstPlace.path)\(firstPlace.line.map { ":\($0)" } ?? "") is \(OneLine.quoted(first.schema.name)); "
          + "expected one schema", remedy: .allowMixedSchemas)
    }
    return SchemaChoice([first.templated], mixing: .refused)
  }

  /// A field to compare that no record has is a mistake, and would remove what it should keep.
  private func requireCompared() throws(CorpusError) {
    for name in options.compared {
      let first = name.split(separator: ".").first.map(String.init) ?? name
      if isSeen.contains(first) || isSeen.contains(name) { continue }
      throw CorpusError(
        .missingField, path: records.first?.file.path, field: name,
        detail: "no record has \(OneLine.quoted(name)), which is to be compared; the fields are "
          + "\(OneLine.list(fields))")
    }
  }
}

extension SchemaSample.Found {
  /// The schema, with the templates of its fields.
  fileprivate var templated: Schema {
    var schema = schema
    for i in schema.fields.indices {
      guard let template = ChatTemplate.found(templateCounts[i], of: stringCounts[i]) else {
        continue
      }
      schema.fields[i].template = ChatTemplate.all.firstIndex(of: template)
    }
    return schema
  }
}

extension Schema {
  /// Whether a record of this schema may be one of `other` that lacks a field.
  fileprivate func isIncomplete(of other: Schema) -> Bool {
    let own = Set(requiredFields)
    if own.isStrictSubset(of: other.requiredFields) { return other.isPreference || !isPreference }
    // A preference pair without the answer that it is preferred to.
    return other.isPreference && !isPreference && own.isSubset(of: other.fields.map(\.name))
  }

  private var isPreference: Bool { fields.contains { $0.content == .rejected } }
}
