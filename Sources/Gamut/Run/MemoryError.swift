// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// What a stage must hold is more than the run may take.
///
/// Only a budget that was asked for stops a run; the default is a guess at what is there.
public struct MemoryError: RemediedError, Hashable {
  /// What is held, such as `182723 vectors of 128 columns`.
  public let content: String
  /// How many bytes it takes at the least.
  public let byteCount: Int
  /// How many bytes may be taken.
  public let budget: Int

  /// More memory.
  public var remedy: Remedy? { .raiseMemory }

  /// One line.
  public var description: String { description(in: .plain) }

  public func description(in wording: RemedyWording) -> String {
    remedied(
      "memory: \(content) take \(Self.mebibytes(byteCount, .up)) MiB, expected at most the "
        + "\(Self.mebibytes(budget, .down)) MiB that may be taken", in: wording)
  }

  private static func mebibytes(_ byteCount: Int, _ rule: FloatingPointRoundingRule) -> Int {
    Int((Double(byteCount) / Double(1 << 20)).rounded(rule))
  }
}

extension MemoryBudget {
  /// Stops a run before `byteCount` bytes are taken that no budget makes fewer.
  ///
  /// - Parameter content: what takes them, in the plural.
  func require(_ byteCount: Int, for content: @autoclosure () -> String) throws(MemoryError) {
    guard isStated, byteCount > self.byteCount else { return }
    throw MemoryError(content: content(), byteCount: byteCount, budget: self.byteCount)
  }

  /// Stops a run before vectors are made, in single precision, that have no room.
  func require(vectors count: Int, of columnCount: Int) throws(MemoryError) {
    let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: 4 * columnCount)
    try require(
      isTooLarge ? .max : bytes, for: "\(count) vectors of \(columnCount) columns")
  }
}
