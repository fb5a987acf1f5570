// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// The shape of the blocks that products are computed in.
///
/// 256 × 512 floats are 512 KiB: they stay in a core's second-level cache between the product and
/// the scan.
enum Tile {
  static let rowCount = 256
  static let columnCount = 512
}

extension BoundedRows {
  /// Both sides of a comparison along the same components, with a prefix as given, or chosen for
  /// thresholds by row of `left`. Without `right`, the left rows are compared with themselves.
  static func pair(
    _ left: Matrix, _ right: Matrix?, prefix: Int?, arithmetic: BoundArithmetic, workers: Int,
    threshold: (_ row: Int) -> Double
  ) -> (left: BoundedRows, right: BoundedRows) {
    let bounds = floats(
      left, right, prefix: prefix, arithmetic: arithmetic, workers: workers, threshold: threshold)
    guard arithmetic == .bytes else { return bounds }
    let a = bounds.left.asBytes(workers: workers)
    return (a, right == nil ? a : bounds.right.asBytes(workers: workers))
  }

  private static func floats(
    _ left: Matrix, _ right: Matrix?, prefix: Int?, arithmetic: BoundArithmetic, workers: Int,
    threshold: (_ row: Int) -> Double
  ) -> (left: BoundedRows, right: BoundedRows) {
    let d = left.columnCount
    // Too few pairs to pay for the components.
    let isSmall = left.rowCount * (right ?? left).rowCount < 1 << 20
    if prefix.map({ $0 >= d }) ?? isSmall { return unprojected(left, right, workers: workers) }
    // The larger side decides which directions matter.
    let source = right.map { $0.rowCount > left.rowCount ? $0 : left } ?? left
    let components = PrincipalComponents(of: source)
    let chosen =
      prefix.map { min($0, components.values.count) }
      ?? PrefixChoice.prefix(
        for: left, with: right ?? left, components: components,
        excludesEqualIndices: right == nil, arithmetic: arithmetic, threshold: threshold)
    guard let chosen else { return unprojected(left, right, workers: workers) }
    let a = BoundedRows(of: left, components: components, prefix: chosen, workers: workers)
    let b = right.map {
      BoundedRows(of: $0, components: components, prefix: chosen, workers: workers)
    }
    return (a, b ?? a)
  }

  private static func unprojected(
    _ left: Matrix, _ right: Matrix?, workers: Int
  ) -> (left: BoundedRows, right: BoundedRows) {
    let a = BoundedRows(unprojected: left, workers: workers)
    return (a, right.map { BoundedRows(unprojected: $0, workers: workers) } ?? a)
  }
}
