// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutLinear

/// The moments of the rows of a set, and those of the blocks of a jackknife.
package struct MomentBlocks: Sendable {
  /// The moments of all rows.
  package let total: RowMoments
  /// Those of each block.
  package let blocks: [RowMoments]

  /// Numbers in the blocks of one set: 32 blocks up to 362 columns, 4 at 1,024, none from 1,449.
  private static let elementLimit = 4 << 20

  /// How many blocks vectors of `columnCount` columns allow: each costs d × d numbers and, for each
  /// number that is made of it, a decomposition in O(d³).
  package static func blockCount(columnCount: Int) -> Int {
    min(32, max(1, elementLimit / max(1, columnCount * columnCount)))
  }

  /// Sums the rows of `matrix`, split by `seed`.
  ///
  /// - Complexity: O(n d²).
  package init(of matrix: Matrix, seed: UInt64, workers: Int) {
    var options = JackknifeBlocks.Options(seed: seed)
    options.blockCount = Self.blockCount(columnCount: matrix.columnCount)
    let rows = JackknifeBlocks(rowCount: matrix.rowCount, options: options).rows
    self.init(
      blocks: Parallel.mapChunks(of: rows.count, chunkSize: 1, workers: workers) {
        RowMoments(of: matrix, rows: rows[$0.lowerBound])
      }, columnCount: matrix.columnCount)
  }

  /// Joins disjoint blocks.
  package init(blocks: [RowMoments], columnCount: Int) {
    var total = RowMoments(columnCount: columnCount)
    for block in blocks { total.add(block) }
    self.total = total
    self.blocks = blocks
  }

  /// The moments of all rows but those of block `index`.
  func without(_ index: Int) -> RowMoments {
    var moments = total
    moments.subtract(blocks[index])
    return moments
  }

  /// How many sets a jackknife looks at: one without each block; none below two.
  var leftOutCount: Int { blocks.count < 2 ? 0 : blocks.count }
}

extension RowMoments {
  /// Σx/n; zeros for no rows.
  var mean: [Double] { sum.map { $0 / Double(max(1, rowCount)) } }

  /// XᵀX/n.
  var secondMoment: SymmetricMatrix {
    var matrix = SymmetricMatrix(order: gram.order)
    matrix.add(gram, scaledBy: 1 / Double(max(1, rowCount)))
    return matrix
  }

  /// The covariance matrix with n − 1 in the denominator; zeros below two rows.
  var covariance: SymmetricMatrix {
    var matrix = SymmetricMatrix(order: gram.order)
    guard rowCount > 1 else { return matrix }
    let n = Double(rowCount)
    matrix.add(gram, scaledBy: 1 / (n - 1))
    for i in sum.indices {
      let scaled = sum[i] / n / (n - 1)
      for j in sum.indices { matrix[i, j] -= scaled * sum[j] }
    }
    return matrix
  }
}
