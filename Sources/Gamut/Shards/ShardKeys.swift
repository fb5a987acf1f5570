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
/// Where the set is compared with others, and these by their whole texts, there are further keys of
/// whole texts: all that records compared with have, beside their identity.
///
/// A file begins with the eight bytes `GAMUTKEY`, its version and the count of its columns, of 32 bits
/// each; a row of 64-bit numbers a record follows, low bytes first. Each number is a key of 48 bits below
/// its column's; 0 is none. The row of a record that could not be read has all bits set.
public struct ShardKeys: Sendable {
  /// The version of the file.
  public static let version: UInt32 = 1

  /// What the records of a part are.
  public enum Role: String, CaseIterable, Sendable {
    /// Of a set that is compared with no other.
    case alone
    /// Of a set that is compared with others.
    case compared
    /// Of a set that the set is compared with.
    case known
  }

  /// The plan, whose index has the options.
  public let plan: DeduplicationPlan
  /// What the records are.
  public let role: Role

  /// Keys for `plan` of records that are what `role` says.
  public init(plan: DeduplicationPlan, role: Role = .alone) {
    self.plan = plan
    self.role = role
  }

  /// Reads the part `inputs` and writes a row for each record, rejected ones included.
  ///
  /// - Parameter index: what `writeShardPlan` wrote of the whole set.
  /// - Returns: what is an error of a whole set, and none of a part.
  /// - Throws: `CorpusError`, `OutputError`; `TextError` where the index is of other options.
  @discardableResult
  public func write(
    of inputs: Corpus, by index: SavedIndex, to file: inout OutputFile,
    in context: RunContext = RunContext()
  ) throws -> Facts {
    var plan = plan
    plan.extent = .part
    let set = try role == .known ? plan.knownSet(of: inputs) : plan.readSet(of: inputs)
    let resolved = plan.resolved(for: [set], index: index)
    try index.requireOptions(of: resolved)
    let hasLeaks = role != .alone && plan.comparesLeaks(as: resolved)
    let makers = [
      Maker(sketcher: resolved.sketcher, isUsed: role != .known || !hasLeaks),
      hasLeaks ? Maker(sketcher: resolved.sketcher(.text), isUsed: true) : nil,
    ].compactMap { $0 }
    var head = Array("GAMUTKEY".utf8)
    let columnCount = makers.reduce(1) { $0 + $1.sketcher.banding.bandCount }
    for number in [Self.version, UInt32(columnCount)] {
      for shift: UInt32 in [0, 8, 16, 24] {
        head.append(UInt8(truncatingIfNeeded: number &>> shift))
      }
    }
    try file.write(head.span)
    let source = try RecordSource.scan(
      set.corpus, by: set.plan, requiring: nil, in: context
    ) { batch in
      Self.rows(of: batch, by: makers, columnCount: columnCount)
    } take: { rows in
      try file.write(rows.span)
    }
    return Facts(
      recordCount: source.count, textCount: source.columns.textByteCounts.count { $0 > 0 },
      numberCount: set.plan.numberField.map { _ in source.count - source.withoutNumberCount },
      sources: set.plan.sourceField == nil ? [] : source.sourceNames)
  }

  /// What is an error of a whole set, and none of a part: who decides the parts looks at all of them.
  public struct Facts: Equatable, Sendable {
    /// How many records were read, rejected ones included.
    public let recordCount: Int
    /// How many of them have text; of a set one must.
    public let textCount: Int
    /// How many have the number that orders them, of which one must; nil where none is asked for.
    public let numberCount: Int?
    /// The names of the sources, of which those to prefer must be some; empty where files are sources.
    public let sources: [String]
  }

  /// What makes some columns.
  private struct Maker: Sendable {
    let sketcher: TextSketcher
    /// Whether the records have these keys.
    let isUsed: Bool
  }

  /// The rows of a batch: the keys of bands of the first maker, the identity, those of the second.
  private static func rows(
    of batch: RecordBatch, by makers: [Maker], columnCount: Int
  ) -> [UInt8] {
    let column = batch.columns[0]
    let identities = TextIdentities(of: column)
    var rows = [UInt64](repeating: 0, count: column.count * columnCount)
    var start = 0
    for (i, maker) in makers.enumerated() {
      let bandCount = maker.sketcher.banding.bandCount
      defer { start += bandCount + 1 }
      guard maker.isUsed else { continue }
      let isWhole = i > 0
      let bands =
        isWhole ? maker.sketcher.bands(of: column.texts) : maker.sketcher.bands(of: column)
      // A text without words meets no other in a bucket, and an empty one none at all.
      for record in 0..<column.count
      where bands.shingleCounts[record] > 0 && identities.byteCounts[record] > 0 {
        for band in 0..<bandCount {
          rows[record * columnCount + start + band] = key(
            bands.keys[record * bandCount + band], column: start + band)
        }
      }
    }
    let place = makers[0].sketcher.banding.bandCount
    for record in 0..<column.count where identities.byteCounts[record] > 0 {
      rows[record * columnCount + place] = key(
        identities.hashes[record].high &>> 16, column: place)
    }
    for rejection in batch.rejections {
      let row = rejection.index * columnCount
      for i in row..<row + columnCount { rows[i] = .max }
    }
    return unsafe rows.span.bytes.withUnsafeBytes { unsafe Array($0) }
  }

  /// A key of 48 bits with its column above it, counted from 1, so that none is 0; low bytes first.
  private static func key(_ bits: UInt64, column: Int) -> UInt64 {
    (UInt64(column + 1) &<< 48 | bits & 0xFFFF_FFFF_FFFF).littleEndian
  }
}
