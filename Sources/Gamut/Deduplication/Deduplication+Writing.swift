// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutJSON
import GamutReport

extension Deduplication {
  /// Writes the records of the output, each byte for byte as it came, in input order: lines as
  /// lines, elements of an array as an array, rows of a CSV file behind its header; rows of columns
  /// cell by cell, in a file of the same kind.
  ///
  /// A file whose name ends in `.jsonl` or `.ndjson`, or in `.json` where the records are no JSON, takes
  /// records of any form as JSON. Where spans are cut, their bytes are left out.
  ///
  /// - Returns: how many bytes were written.
  /// - Throws: `conflict` where the name of the file promises another form, or the inputs have several.
  @discardableResult
  public func writeKept(to file: inout OutputFile) throws(OutputError) -> Int {
    try writeKept(of: source.corpus.files.indices, to: &file)
  }

  /// Writes those of the records of the output that stand in the inputs at the places `inputs`.
  @discardableResult
  public func writeKept(
    of inputs: Range<Int>, to file: inout OutputFile
  ) throws(OutputError) -> Int {
    let before = file.byteCount
    switch try source.corpus.outputForm(of: inputs, to: file.path) {
    case nil: break
    case .copied(let form) where form.isTable: try writeTable(of: inputs, to: &file)
    case .copied(let form): try copy(source.columns.records(ofFiles: inputs), in: form, to: &file)
    case .converted(let form): try convert(source.columns.records(ofFiles: inputs), to: form, &file)
    }
    return file.byteCount - before
  }

  private func copy(
    _ records: Range<Int>, in form: RecordForm, to file: inout OutputFile
  ) throws(OutputError) {
    try file.write(form.header)
    let between = Array(form.between.utf8)
    var stretch: SourceRange?
    var isAnyWritten = false
    for index in records where isKept[index] {
      let record = source.source(of: RecordIndex(index))
      let isWhole = cuts[RecordIndex(index)].isEmpty
      if isWhole, let open = stretch, let joined = joined(open, record, by: between) {
        stretch = joined
        continue
      }
      if let open = stretch { try write(open, to: &file) }
      try file.write(isAnyWritten ? form.between : form.beforeFirst)
      isAnyWritten = true
      stretch = isWhole ? record : nil
      if !isWhole { try writeRecord(RecordIndex(index), to: &file) }
    }
    if let stretch { try write(stretch, to: &file) }
    if isAnyWritten { try file.write(form.afterLast) }
    try file.write(form.footer)
  }

  /// Records that are laid out as JSON at a time.
  private static let convertedCount = 1_024

  private func convert(
    _ records: Range<Int>, to form: RecordForm, _ file: inout OutputFile
  ) throws(OutputError) {
    guard cuts.byteCount == 0 else {
      throw OutputError(
        code: .conflict, path: file.path,
        detail: "records that something is cut out of leave as they came; expected a name of the "
          + "form of the input")
    }
    let kept = records.filter { isKept[$0] }
    var texts = TextBatch()
    try file.write(form.header)
    for start in stride(from: 0, to: kept.count, by: Self.convertedCount) {
      let part = kept[start..<min(kept.count, start + Self.convertedCount)]
      texts.removeAll()
      source.corpus.appendCompactJSON(
        of: part.map { source.source(of: RecordIndex($0)) }, to: &texts)
      for i in 0..<texts.count {
        try file.write(start + i > 0 ? form.between : form.beforeFirst)
        try texts.withText(i) { text throws(OutputError) in try file.write(text) }
      }
    }
    if !kept.isEmpty { try file.write(form.afterLast) }
    try file.write(form.footer)
  }

  private func writeTable(
    of inputs: Range<Int>, to file: inout OutputFile
  ) throws(OutputError) {
    var failure: OutputError?
    let path = file.path
    let first = source.columns.records(ofFiles: inputs).lowerBound
    do throws(CorpusError) {
      try source.corpus.writeTable(of: inputs) {
        isKept[first + $0]
      } write: { bytes in
        do throws(OutputError) { try file.write(bytes) } catch {
          failure = error
          return false
        }
        return true
      }
    } catch {
      throw failure ?? OutputError(code: .conflict, path: path, detail: "\(error)")
    }
  }

  /// Both records as one stretch of their file, if between them stands there what the output needs;
  /// then they are written in one go.
  private func joined(
    _ first: SourceRange, _ second: SourceRange, by between: [UInt8]
  ) -> SourceRange? {
    let end = first.start + first.byteCount
    guard first.file == second.file, end + between.count == second.start else { return nil }
    // Neighbours have a separator between them: where one byte stands there, it is that.
    guard between.count == 1 || stands(between, at: end, of: first.file) else { return nil }
    return SourceRange(
      file: first.file, start: first.start,
      byteCount: first.byteCount + between.count + second.byteCount)
  }

  private func stands(_ expected: [UInt8], at start: Int, of file: Int) -> Bool {
    let range = SourceRange(file: file, start: start, byteCount: expected.count)
    return source.corpus.withSource(of: range) { bytes in
      expected.indices.allSatisfy { bytes[$0] == expected[$0] }
    }
  }

  private func write(_ range: SourceRange, to file: inout OutputFile) throws(OutputError) {
    try source.corpus.withSource(of: range) { bytes throws(OutputError) in try file.write(bytes) }
  }

  /// Writes the bytes of one record without what is cut out of it.
  private func writeRecord(_ record: RecordIndex, to file: inout OutputFile) throws(OutputError) {
    try source.corpus.withSource(of: source.source(of: record)) { bytes throws(OutputError) in
      var start = 0
      for cut in cuts[record] {
        try file.write(bytes.extracting(start..<cut.lowerBound))
        start = cut.upperBound
      }
      try file.write(bytes.extracting(start..<bytes.count))
    }
  }

  /// How many bytes `writeKept(to:)` writes; of rows of columns, and of records that become JSON, their
  /// share of the input, since nobody knows before what they become.
  public var outputByteCount: Int {
    var bytes = -cuts.byteCount
    let files = source.corpus.files
    // In one file there is one thing around all records, in a file for each input one around each.
    let outputs =
      source.corpus.form == nil
      ? files.indices.map { $0..<$0 + 1 } : [files.indices]
    for inputs in outputs {
      var count = 0
      for index in source.columns.records(ofFiles: inputs) where isKept[index] {
        count += 1
        bytes += Int(source.columns.byteCounts[index])
      }
      bytes += files[inputs].lazy.compactMap(\.form).first?.byteCount(around: count) ?? 0
    }
    return bytes
  }

  /// Writes one line per removed record: where it stood, why it went, which record stays in its
  /// place, and the record itself as compact JSON.
  public func writeRemoved(to file: inout OutputFile) throws(OutputError) {
    var lines = JSONLines()
    var record = TextBatch()
    for removal in removals {
      record.removeAll()
      source.corpus.appendCompactJSON(of: [source.source(of: removal.record)], to: &record)
      let line = lines.object { line in
        line.place(Place(source.place(of: removal.record)), index: removal.record)
        line.member("cause", removal.cause.rawValue)
        line.member("similarity", removal.similarity)
        if let containment = removal.containment { line.member("containment", containment) }
        line.object("kept") { kept in
          let keeper = place(of: removal.keeper)
          kept.place(keeper.place, index: keeper.index)
          if removal.keeper.isReference { kept.member("against", true) }
        }
        line.name("record")
        record.withText(0) { line.raw($0) }
      }
      try file.write(line.span)
    }
  }

  /// Writes one line per record that could not be read: where it stands, why, and its bytes.
  public func writeRejected(to file: inout OutputFile) throws(OutputError) {
    var lines = JSONLines()
    for rejection in source.columns.rejections {
      let line = lines.object { line in
        line.place(Place(source.place(of: rejection.index)), index: rejection.index)
        line.member("reason", "\(rejection.error.code.name): \(rejection.error.detail)")
        line.name("record")
        source.corpus.withSource(of: source.source(of: rejection.index)) { line.string($0) }
      }
      try file.write(line.span)
    }
  }

  /// Writes one line per record of a group of two or more, keepers included, by record; groups are
  /// numbered by their keepers. A keeper of another set has no line, only its `keeper` number.
  public func writeClusters(to file: inout OutputFile) throws(OutputError) {
    var rows: [(index: RecordIndex, group: Int, keeper: RecordIndex, similarity: Double)] = []
    for (number, group) in groups.enumerated() {
      let keeper = place(of: group.keeper).index
      if !group.keeper.isReference { rows.append((keeper, number, keeper, 1)) }
      for member in group.members {
        rows.append((member.record, number, keeper, member.similarity))
      }
    }
    var lines = JSONLines()
    for row in rows.sorted(by: { $0.index < $1.index }) {
      let line = lines.object { line in
        line.member("index", row.index)
        line.member("group", row.group)
        line.member("keeper", row.keeper)
        line.member("similarity", row.similarity)
      }
      try file.write(line.span)
    }
  }
}

extension JSONWriter {
  /// Where a record stands: `file`, `line` or `row`, `index`.
  mutating func place(_ place: Place, index: RecordIndex) {
    member("file", place.file)
    switch place.position {
    case .line(let line): member("line", line)
    case .row(let row): member("row", row)
    }
    member("index", index)
  }
}
