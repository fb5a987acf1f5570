// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// Rows seen along the two directions in which they differ most.
enum PrincipalPlane {
  /// The coordinates of `rows` about their mean, one point per row.
  ///
  /// One column leaves y at 0; no rows give no points.
  ///
  /// - Complexity: O(n·d) beside the decomposition of `PrincipalComponents`.
  static func points(of rows: Matrix) -> [PlanePoint] {
    let d = rows.columnCount
    guard rows.rowCount > 0, d > 0 else {
      return [PlanePoint](repeating: PlanePoint(x: 0, y: 0), count: rows.rowCount)
    }
    var elements = rows.elements
    var sums = [Double](repeating: 0, count: d)
    for i in 0..<rows.rowCount {
      for j in 0..<d { sums[j] += Double(elements[i * d + j]) }
    }
    let mean = sums.map { Float($0 / Double(rows.rowCount)) }
    for i in 0..<rows.rowCount {
      for j in 0..<d { elements[i * d + j] -= mean[j] }
    }
    let components = PrincipalComponents(
      of: Matrix(rowCount: rows.rowCount, columnCount: d, elements: elements))
    let (count, vectors) = (components.values.count, components.vectors)
    func coordinate(_ row: Int, along direction: Int) -> Double {
      guard direction < count else { return 0 }
      var sum = 0.0
      for j in 0..<d { sum += Double(elements[row * d + j]) * vectors[direction * d + j] }
      return sum
    }
    return (0..<rows.rowCount).map { row in
      PlanePoint(x: coordinate(row, along: 0), y: coordinate(row, along: 1))
    }
  }
}
