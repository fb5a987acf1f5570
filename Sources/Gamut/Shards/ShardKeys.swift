// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutText

/// The keys by which records of a set can meet, written for a part of it: two records of which either
/// may be the other's duplicate, at the exact stage or at the near one, have a key in common.
///
/// So the records of a set fall into components, by keys in common, that decide nothing of each other;
/// some of these together, in the order of the set, are decided by `DeduplicationPlan` as the whole set
/// is.
///
/// A file begins with the eight bytes `GAMUTKEY`, its version and the count of its columns, of 32 bits
/// each; a row of 64-bit numbers a record follows, low bytes first. Each number is a key of 48 bits below
/// its column's; 0 is none. The row of a record that could not be read has all bits set.
public struct ShardKeys: Sendable {
  /// The version of the file.
  public static let version: UInt32 = 1

  /// The plan, whose index has the options.
  public let plan: DeduplicationPlan

  /// Keys for `plan`.
  public init(plan: DeduplicationPlan) { self.plan = plan }

  /// Reads the part `inputs` and writes a row for each record, rejected ones included.
  ///
  /// - Parameter index: what `writeShardPlan` wrote of the whole set.
  /// - Returns: how many records were read.
  /// - Throws: `CorpusError`, `OutputError`; `TextError` where the index is of other options.
  @discardableResult
  public func write(
    of inputs: Corpus, by index: SavedIndex, to file: inout OutputFile,
    in context: RunContext = RunContext()
  ) throws -> Int {
    let set = try plan.readSet(of: inputs)
    let resolved = plan.resolved(for: [set], index: index)
    try index.requireOptions(of: resolved)
    let sketcher = resolved.sketcher
    let columnCount = sketcher.banding.bandCount + 1
    var head = Array("GAMUTKEY".utf8)
    for number in [Self.version, UInt32(columnCount)] { Self.append(number, to: &head) }
    try file.write(head.span)
    let source = try RecordSource.scan(set.corpus, by: set.plan, in: context) { batch in
      Self.rows(of: batch, by: sketcher)
    } take: { rows in
      try file.write(rows.span)
    }
    return source.count
  }

  /// The rows of a batch.
  private static func rows(of batch: RecordBatch, by sketcher: TextSketcher) -> [UInt8] {
    let column = batch.columns[0]
    let rejected = Set(batch.rejections.map(\.index))
    let bands = sketcher.bands(of: column)
    let identities = TextIdentities(of: column)
    let bandCount = bands.bandCount
    var rows: [UInt8] = []
    rows.reserveCapacity(column.count * (bandCount + 1) * 8)
    for i in 0..<column.count {
      if rejected.contains(i) {
        for _ in 0...bandCount { append(UInt64.max, to: &rows) }
        continue
      }
      // A text without words meets no other in a bucket, and an empty one none at all.
      let isEmpty = identities.byteCounts[i] == 0
      for band in 0..<bandCount {
        let isNone = isEmpty || bands.shingleCounts[i] == 0
        append(isNone ? 0 : key(bands.keys[i * bandCount + band], column: band), to: &rows)
      }
      append(
        isEmpty ? 0 : key(identities.hashes[i].high &>> 16, column: bandCount), to: &rows)
    }
    return rows
  }

  /// A key of 48 bits with its column above it, counted from 1, so that none is 0.
  private static func key(_ bits: UInt64, column: Int) -> UInt64 {
    UInt64(column + 1) &<< 48 | bits & 0xFFFF_FFFF_FFFF
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number &>> Number(shift)))
    }
  }
}
