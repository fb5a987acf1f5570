// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutCorpus
import GamutEmbedding
import GamutLinear

/// The vectors by which records of a set can meet at the semantic stage, written for a part of it: two
/// records of which either may be the other's semantic duplicate have rows whose product reaches the
/// threshold, less 10⁻⁶ where what is asked and what is said have vectors of their own.
///
/// With the keys of `ShardKeys` they part the records of a set into components that decide nothing of
/// each other: `RowComponents` joins rows.
///
/// A file begins with the eight bytes `GAMUTROW`, its version and the count of its columns, of 32 bits
/// each; a row of 32-bit floats a record follows, low bytes first, of norm 1. The row of a record that
/// meets no other is all zeros: one that could not be read, one without text, and one whose vector is
/// zero. A part without any vector has no columns.
public struct ShardRows: Sendable {
  /// The version of the file.
  public static let version: UInt32 = 1

  /// The plan, whose index has the options.
  public let plan: DeduplicationPlan
  /// What the records are.
  public let role: ShardKeys.Role

  /// Rows for `plan`, whose stages include the semantic one, of records that are what `role` says.
  public init(plan: DeduplicationPlan, role: ShardKeys.Role = .alone) {
    precondition(plan.options.stages.contains(.semantic), "no semantic stage")
    self.plan = plan
    self.role = role
  }

  /// Reads the part `inputs` and writes a row for each record, rejected ones included.
  ///
  /// - Parameters:
  ///   - index: what `writeShardPlan` wrote of the whole set.
  ///   - model: that of the options, where it is open already.
  /// - Returns: how many records were read.
  /// - Throws: `CorpusError`, `OutputError`; `TextError` where the index is of other options;
  ///   `EmbeddingError`, for a model that gives a part other vectors than the whole set too.
  @discardableResult
  public func write(
    of inputs: Corpus, by index: SavedIndex, model: OpenedModel? = nil,
    to file: inout OutputFile, in context: RunContext = RunContext()
  ) throws -> Int {
    let opened = try model.orOpened(plan.options.model, in: context)
    try opened.requirePartsAlike()
    var plan = plan
    plan.extent = .part
    let set = try role == .known ? plan.knownSet(of: inputs) : plan.readSet(of: inputs)
    let resolved = plan.resolved(for: [set], index: index)
    try index.requireOptions(of: resolved)
    let source = try RecordSource.scan(
      set.corpus, by: set.plan, requiring: nil, in: context
    ) { _ in
    } take: { _ in
    }.selecting([set.plan.selections[0]])
    let byteCounts = source.columns.textByteCounts
    let records = source.readable.filter { byteCounts[Int($0)] > 0 }
    let made = try SemanticRows(
      of: records, in: RecordUnion(reference: nil, source: source), by: opened,
      areExamples: resolved.options.alike == .example, in: context)
    var columnCount = made.rows.columnCount
    if records.isEmpty { columnCount = 0 }
    var head = Array("GAMUTROW".utf8)
    for number in [Self.version, UInt32(columnCount)] {
      for shift: UInt32 in [0, 8, 16, 24] {
        head.append(UInt8(truncatingIfNeeded: number &>> shift))
      }
    }
    try file.write(head.span)
    guard columnCount > 0 else { return source.count }
    let nothing = [UInt8](repeating: 0, count: columnCount * MemoryLayout<Float>.size)
    var next = 0
    for record in 0..<source.count {
      guard next < records.count, Int(records[next]) == record else {
        try file.write(nothing.span)
        continue
      }
      if made.takesNoPart[next] {
        try file.write(nothing.span)
      } else {
        try file.write(Self.bytes(of: made.rows, row: next).span)
      }
      next += 1
    }
    return source.count
  }

  private static func bytes(of rows: Matrix, row: Int) -> [UInt8] {
    let numbers = (0..<rows.columnCount).map { rows[row, $0].bitPattern.littleEndian }
    // Safe: the bytes are copied within the call.
    return unsafe numbers.span.bytes.withUnsafeBytes { unsafe Array($0) }
  }
}
