// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport

extension Deduplication {
  /// Writes the records of the output, each byte for byte as it came, in input order: lines as
  /// lines, elements of an array as an array.
  ///
  /// - Returns: how many bytes were written.
  @discardableResult
  public func writeKept(to file: inout OutputFile) throws(OutputError) -> Int {
    let before = file.byteCount
    let isArray = source.corpus.container == .array
    if isArray { try file.write("[") }
    var separator = isArray ? "\n" : ""
    for index in isKept.indices where isKept[index] {
      try file.write(separator)
      let place = source.source(of: RecordIndex(index))
      try source.corpus.withSource(of: place) { bytes throws(OutputError) in
        try file.write(bytes)
      }
      if isArray { separator = ",\n" } else { try file.write("\n") }
    }
    if isArray { try file.write("\n]\n") }
    return file.byteCount - before
  }

  /// Writes one line per removed record: where it stood, why it went, which record stays in its
  /// place, and the record itself as compact JSON.
  public func writeRemoved(to file: inout OutputFile) throws(OutputError) {
    var line = JSONWriter()
    var record = TextBatch()
    for removal in removals {
      line.beginObject()
      line.place(Place(source.place(of: removal.record)), index: removal.record)
      line.member("cause", removal.cause.rawValue)
      line.member("similarity", removal.similarity)
      line.name("kept")
      line.beginObject()
      let keeper = place(of: removal.keeper)
      line.place(keeper.place, index: keeper.index)
      if removal.keeper.isReference { line.member("against", true) }
      line.endObject()
      record.removeAll()
      source.corpus.appendCompactJSON(of: [source.source(of: removal.record)], to: &record)
      line.name("record")
      record.withText(0) { line.raw($0) }
      line.endObject()
      line.endLine()
      try file.write(line.bytes.span)
      line.removeAll()
    }
  }

  /// Writes one line per record that could not be read: where it stands, why, and its bytes.
  public func writeRejected(to file: inout OutputFile) throws(OutputError) {
    var line = JSONWriter()
    for rejection in source.columns.rejections {
      line.beginObject()
      line.place(Place(source.place(of: rejection.index)), index: rejection.index)
      line.member("reason", "\(rejection.error.code.name): \(rejection.error.detail)")
      line.name("record")
      source.corpus.withSource(of: source.source(of: rejection.index)) { line.string($0) }
      line.endObject()
      line.endLine()
      try file.write(line.bytes.span)
      line.removeAll()
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
    var line = JSONWriter()
    for row in rows.sorted(by: { $0.index < $1.index }) {
      line.beginObject()
      line.member("index", row.index)
      line.member("group", row.group)
      line.member("keeper", row.keeper)
      line.member("similarity", row.similarity)
      line.endObject()
      line.endLine()
      try file.write(line.bytes.span)
      line.removeAll()
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
