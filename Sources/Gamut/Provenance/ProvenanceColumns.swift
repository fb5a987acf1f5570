// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutReport

/// The provenance of some records as columns of a table: the members of its lines, by their names.
///
/// Whole numbers are signed and of 64 bits, which every reader of Parquet has.
struct ProvenanceColumns: Sendable {
  private var file = TableColumn("file", .text)
  private var line = TableColumn("line", .integer, isNullable: true)
  private var row = TableColumn("row", .integer, isNullable: true)
  private var index = TableColumn("index", .integer)
  private var offset = TableColumn("offset", .integer, isNullable: true)
  private var length = TableColumn("length", .integer, isNullable: true)
  private var hash = TableColumn("hash", .text, isNullable: true)
  private var decision = TableColumn("decision", .text)
  private var cause = TableColumn("cause", .text, isNullable: true)
  private var group = TableColumn("group", .integer, isNullable: true)
  private var keeper = TableColumn("keeper", .integer, isNullable: true)
  private var against = TableColumn("against", .truth, isNullable: true)
  private var similarity = TableColumn("similarity", .number, isNullable: true)
  private var cut = TableColumn("cut", .integer, isNullable: true)
  private var reason = TableColumn("reason", .text, isNullable: true)

  /// All columns, in their order.
  var all: [TableColumn] {
    [
      file, line, row, index, offset, length, hash, decision, cause, group, keeper, against,
      similarity, cut, reason,
    ]
  }

  /// Adds a record; `keeper` is the index of the one that stays in its place.
  mutating func append(_ record: RecordProvenance, keeper: Int?) {
    file.append(record.place.file)
    switch record.place.position {
    case .line(let number):
      line.append(number)
      row.append(nil as Int?)
    case .row(let number):
      line.append(nil as Int?)
      row.append(number)
    }
    index.append(Int(record.index))
    offset.append(record.bytes?.lowerBound)
    length.append(record.bytes?.count)
    hash.append(record.hash?.hexadecimal)
    decision.append(record.decision.name)
    group.append(record.group.map { Int($0) })
    self.keeper.append(keeper)
    var removal: Removal?
    var (cutByteCount, why): (Int?, String?) = (nil, nil)
    switch record.decision {
    case .kept(let count): cutByteCount = count > 0 ? count : nil
    case .removed(let found): removal = found
    case .rejected(let reason): why = reason
    }
    cause.append(removal?.cause.rawValue)
    against.append(removal?.keeper.isReference == true ? true : nil)
    similarity.append(removal?.similarity)
    cut.append(cutByteCount)
    reason.append(why)
  }
}
