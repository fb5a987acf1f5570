// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutLinear
import GamutSimilarity
import GamutText

/// Rows of `ShardRows` joined into components: those whose product reaches a threshold, at any number of
/// steps.
///
/// Of two blocks of rows only pairs of one row of each are looked at, and equal rows of a block: all
/// blocks of a set with each other, and each with itself, join what the whole set joins. Equal rows cost
/// one comparison.
public struct RowComponents: Sendable {
  /// For each row, those of the other block behind those of the first, the lowest of its component.
  public let roots: [UInt32]

  /// Joins the rows of `left` with each other, or with those of `right` where there is one.
  ///
  /// Rows should have norm 1; zero rows are joined with none.
  ///
  /// - Parameters:
  ///   - left: rows of `columnCount` finite numbers each.
  ///   - right: the same; nil for none.
  ///   - threshold: the inclusive cosine that joins two rows.
  /// - Throws: `EmbeddingError` where there is no OpenBLAS.
  /// - Complexity: that of `ThresholdJoin`, in rows that differ.
  public init(
    of left: [Float], with right: [Float]? = nil, columnCount: Int, threshold: Double,
    workers: Int
  ) throws(EmbeddingError) {
    precondition(columnCount > 0 && workers > 0, "\(columnCount) columns, \(workers) workers")
    do throws(BLAS.LoadError) { try BLAS.load() } catch {
      throw EmbeddingError(code: .noLibrary, detail: error.description)
    }
    let leftCount = left.count / columnCount
    let rightCount = (right?.count ?? 0) / columnCount
    var components = Components(count: leftCount + rightCount)
    let first = Self.distinct(left, columnCount: columnCount, start: 0, joining: &components)
    let second = right.map {
      Self.distinct($0, columnCount: columnCount, start: leftCount, joining: &components)
    }
    let join =
      if let second {
        ThresholdJoin(
          of: first.rows, with: second.rows, threshold: threshold, workers: workers)
      } else {
        ThresholdJoin(within: first.rows, threshold: threshold, workers: workers)
      }
    let other = second?.numbers ?? first.numbers
    join.forEachBlock { pairs in
      for pair in pairs { components.join(first.numbers[Int(pair.a)], other[Int(pair.b)]) }
    }
    roots = (0..<UInt32(leftCount + rightCount)).map { components.root(of: $0) }
  }

  /// The rows that differ from all before them, but for zero rows, and their numbers from `start` on;
  /// the others are joined to them.
  private static func distinct(
    _ elements: [Float], columnCount: Int, start: Int, joining components: inout Components
  ) -> (rows: Matrix, numbers: [UInt32]) {
    var firsts: [Hash128: Int] = [:]
    var places: [Int] = []
    for row in 0..<elements.count / columnCount {
      let range = row * columnCount..<(row + 1) * columnCount
      guard elements[range].contains(where: { $0 != 0 }) else { continue }
      // Safe: the bytes are looked at within the call. Their order hangs on the machine; no answer does.
      let bytes = unsafe elements.span.extracting(range).bytes.withUnsafeBytes { unsafe Array($0) }
      let hash = StableHash.hash128(bytes.span)
      if let first = firsts[hash] {
        let same = first * columnCount..<(first + 1) * columnCount
        if elements[range] == elements[same] {
          components.join(UInt32(start + first), UInt32(start + row))
          continue
        }
      } else {
        firsts[hash] = row
      }
      places.append(row)
    }
    var rows: [Float] = []
    rows.reserveCapacity(places.count * columnCount)
    for row in places { rows += elements[row * columnCount..<(row + 1) * columnCount] }
    return (
      Matrix(rowCount: places.count, columnCount: columnCount, elements: rows),
      places.map { UInt32(start + $0) }
    )
  }
}
