// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutJSON
import GamutReport
import GamutUnicode

/// What one pass over some records has shown, made into a document.
struct InspectedSource {
  let source: RecordSource
  let texts: InspectedTexts
  let fields: FieldTally
  let failure: CorpusError?
  let workers: Int

  private var schema: SchemaChoice? { source.plan.schema }
  private var corpus: Corpus { source.corpus }

  /// The document, for a look by `options`.
  func document(of options: InspectionPlan.Options) -> InspectionDocument {
    let readable = source.readable
    var document = InspectionDocument(
      version: Version.number,
      options: [JSONMember("text", .string(options.selection.name))] + options.reading.members
        + options.tokens.members,
      files: files, rows: rows)
    document.recordSchema = recordSchema
    document.fields = fields.fields.map { field in
      InspectionDocument.Field(
        name: field.name, use: schema.map { Self.use($0.use(of: field.name)) } ?? .unknown,
        records: field.recordCount)
    }
    document.sampledRecords = fields.recordCount
    document.parts = PartRole.allCases.compactMap { role in
      let count = texts.roles[Int(role.rawValue)].bytes.values.count
      return count > 0 ? InspectionDocument.Part(role: role, records: count) : nil
    }
    document.turns = turns
    document.lengths = lengths
    if LanguageCounter.problem == nil { document.languages = languages }
    document.scripts = texts.scripts.scripts.map {
      InspectionDocument.Script(
        name: $0.name, code: $0.code, letters: $0.letterCount, records: $0.textCount)
    }
    document.setProblems(problems(of: readable.count))
    document.preview = preview(of: readable)
    return document
  }

  private static func use(_ use: SchemaChoice.FieldUse) -> InspectionDocument.Field.Use {
    switch use {
    case .text(let meaning): .text(meaning)
    case .counted: .counted
    case .unused: .unused
    }
  }

  private var recordSchema: InspectionDocument.RecordSchema? {
    guard let schema else { return nil }
    let names = Set(fields.fields.map { $0.name.lowercased() })
    return InspectionDocument.RecordSchema(
      names: schema.schemas.map(\.name), description: schema.description,
      holdsDocuments: texts.responseless.count == source.readable.count && schema.holdsDocuments,
      // What stands within turns or deeper has no line among the fields.
      innerCounted: schema.countedFields.filter { !names.contains($0.lowercased()) },
      unknownRoles: schema.unknownRoles.map {
        InspectionDocument.UnknownRole(name: $0.name, turns: $0.count)
      })
  }

  private var files: [InspectionDocument.File] {
    var rejected = [Int](repeating: 0, count: corpus.files.count)
    for rejection in source.columns.rejections {
      rejected[source.columns.file(of: rejection.index)] += 1
    }
    return corpus.files.indices.map { i in
      let file = corpus.files[i]
      return InspectionDocument.File(
        name: file.path, format: file.formatTitle, packing: file.packing?.name,
        bytes: file.byteCount, packedBytes: file.packing?.byteCount,
        records: source.columns.fileCounts[i], rejected: rejected[i])
    }
  }

  private var rows: InspectionDocument.Rows {
    InspectionDocument.Rows(
      read: source.count, rejected: source.columns.rejections.count,
      empty: texts.textless.count, emptyPrompt: texts.promptless.count,
      emptyResponse: texts.responseless.count)
  }
}

extension InspectedSource {
  /// How many turns records have; nil where each is one exchange, as instructions are.
  private var turns: InspectionDocument.LengthSummary? {
    let summary = summaries(of: [texts.turns])[0]
    guard let summary, let schema else { return nil }
    let holdsTurns = schema.holdsTurns(in: fields.fields.map(\.name))
    return holdsTurns || summary.longest > 2 ? summary : nil
  }

  private var lengths: [InspectionDocument.TextLengths] {
    let kinds: [(PartRole?, InspectedTexts.Lengths)] =
      PartRole.allCases.map { ($0, texts.roles[Int($0.rawValue)]) } + [(nil, texts.whole)]
    let columns = kinds.flatMap { [$0.1.words, $0.1.bytes] }
    let summaries = summaries(of: columns)
    return kinds.enumerated().compactMap { i, kind in
      guard let bytes = summaries[2 * i + 1] else { return nil }
      // A text of punctuation alone has bytes and no words.
      return InspectionDocument.TextLengths(
        role: kind.0, records: kind.1.bytes.values.count, words: summaries[2 * i], bytes: bytes)
    }
  }

  private func summaries(of columns: [LengthColumn]) -> [InspectionDocument.LengthSummary?] {
    Parallel.mapChunks(of: columns.count, chunkSize: 1, workers: workers) { range in
      let column = columns[range.lowerBound]
      guard let longest = column.longest, let median = column.percentile(50),
        let high = column.percentile(95)
      else { return nil }
      return InspectionDocument.LengthSummary(
        records: column.values.count, median: median, high: high, longest: Int(longest.value),
        place: Place(source.place(of: RecordIndex(longest.record))))
    }
  }
}

extension InspectedSource {
  /// What is wrong or odd, what was met first leading: that nobody can tell what the records are, then
  /// by the first record of each kind.
  private func problems(of readableCount: Int) -> [InspectionDocument.Problem] {
    var problems: [(record: Int, problem: InspectionDocument.Problem)] = []
    for rejection in source.columns.rejections {
      let error = rejection.error
      if let i = problems.firstIndex(where: {
        $0.problem.kind == error.code.name && $0.problem.field == error.field
      }) {
        problems[i].problem.count += 1
      } else {
        problems.append((Int(rejection.index), InspectionDocument.Problem(error)))
      }
    }
    func add(_ absence: InspectedTexts.Absence, _ kind: String, _ detail: String) {
      guard let first = absence.first else { return }
      let place = source.place(of: RecordIndex(first))
      problems.append(
        (
          first,
          InspectionDocument.Problem(
            kind: kind, detail: detail, place: Place(place), line: place.line,
            count: absence.count)
        ))
    }
    add(texts.textless, "empty record", "it holds no text at all")
    // What is there in no record is what the set is, and no fault of any of them; and where only
    // empty records lack it, that is told.
    func isTold(_ absence: InspectedTexts.Absence) -> Bool {
      absence.count < readableCount && absence.count > texts.textless.count
    }
    if isTold(texts.promptless) {
      add(texts.promptless, "empty prompt", "nothing is given or asked")
    }
    if isTold(texts.responseless) {
      add(texts.responseless, "empty response", "nothing is said")
    }
    var list = problems.sorted { ($0.record, $0.problem.kind) < ($1.record, $1.problem.kind) }
      .map(\.problem)
    // Where no record can be read, the first of them is what ends the search for a schema.
    if let failure, !list.contains(where: { $0.kind == failure.code.name }) {
      list.insert(InspectionDocument.Problem(failure), at: 0)
    }
    for role in schema?.unknownRoles ?? [] {
      list.append(
        InspectionDocument.Problem(
          kind: "unknown role",
          detail: "\(OneLine.quoted(role.name)) is not a role that trainers know; its turns are "
            + "taken as asked", place: nil, count: role.count))
    }
    for file in corpus.files where file.formatTitle == nil {
      list.append(
        InspectionDocument.Problem(
          kind: "no records", detail: "there is nothing but white space",
          place: Place(file: file.path, position: .line(1)), count: 1))
    }
    return list
  }
}

extension InspectionDocument.Problem {
  /// What `error` says.
  fileprivate init(_ error: CorpusError) {
    let position: Place.Position? = error.row.map { .row($0) } ?? error.line.map { .line($0) }
    self.init(
      kind: error.code.name, detail: error.detail, field: error.field, remedy: error.remedy,
      place: position.map { Place(file: error.path ?? "", position: $0) }, line: error.line,
      count: 1)
  }
}

extension InspectedSource {
  /// The languages of each role that occurs; of texts without roles, of all.
  private var languages: [InspectionDocument.RoleLanguages] {
    let roles: [(PartRole?, Int)] =
      schema == nil ? [(nil, 0)] : PartRole.allCases.map { ($0, Int($0.rawValue)) }
    return roles.map { role, place in
      let counted = texts.languages[place]
      return InspectionDocument.RoleLanguages(
        role: role,
        languages: counted.languages.map {
          InspectionDocument.Language(code: $0.code, name: $0.name, records: $0.textCount)
        }, undetermined: counted.undeterminedCount)
    }.filter { $0.records > 0 }
  }

  /// The first, the middle and the last of the records that can be read.
  private func preview(of readable: [RecordIndex]) -> [InspectionDocument.PreviewedRecord] {
    guard let first = readable.first, let last = readable.last else { return [] }
    var chosen: [RecordIndex] = []
    for record in [first, readable[(readable.count - 1) / 2], last] where chosen.last != record {
      chosen.append(record)
    }
    return chosen.map { record in
      InspectionDocument.PreviewedRecord(
        place: Place(source.place(of: record)), index: record, parts: parts(of: record))
    }
  }

  private func parts(of record: RecordIndex) -> [InspectionDocument.PreviewedPart] {
    guard let selection = source.plan.selections.first else {
      let members = corpus.members(of: source.source(of: record))
      if !members.isEmpty {
        return members.map { InspectionDocument.PreviewedPart(label: $0.name, text: $0.text) }
      }
      var texts = TextBatch()
      corpus.appendCompactJSON(of: [source.source(of: record)], to: &texts)
      return [InspectionDocument.PreviewedPart(label: "record", text: texts.string(0))]
    }
    let column = source.columns(of: [record])[0]
    let hasRoles = schema != nil
    return column.parts(of: 0, hasNames: hasRoles).map { part in
      let text = String(decoding: column.texts.bytes[part.range], as: UTF8.self)
      let label =
        switch selection {
        case .paths(let paths): paths[Int(part.roleByte)].text
        case .view: Self.label(of: part)
        }
      return InspectionDocument.PreviewedPart(label: label, text: text)
    }
  }

  /// The role of a part, and what it is beside that.
  private static func label(of part: PartShape.Part) -> String {
    switch part.roleByte {
    case UInt8(ascii: "h"): "said (thought)"
    case UInt8(ascii: "c"): "said (call)"
    case UInt8(ascii: "t"): "given (tool)"
    case UInt8(ascii: "A"), UInt8(ascii: "H"), UInt8(ascii: "C"): "given (answer)"
    case UInt8(ascii: "o"): "asked (other)"
    case UInt8(ascii: "x"): "document"
    default: "\(part.role)"
    }
  }
}
