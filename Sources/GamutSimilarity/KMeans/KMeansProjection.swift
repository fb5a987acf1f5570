// SPDX-License-Identifier: Apache-2.0

internal import GamutLinear

/// Rows made ready for bounds, and how to make centroids ready for them.
struct KMeansProjection: Sendable {
  let rows: BoundedRows
  let components: PrincipalComponents
  /// nil for the rows as they are.
  let prefix: Int?
  let arithmetic: BoundArithmetic

  /// The centroids, ready for products with `rows`.
  func bounds(of centroids: Matrix, workers: Int) -> BoundedRows {
    KMeansProjection.bounds(
      of: centroids, components: components, prefix: prefix, arithmetic: arithmetic,
      workers: workers)
  }

  static func bounds(
    of matrix: Matrix, components: PrincipalComponents, prefix: Int?, arithmetic: BoundArithmetic,
    workers: Int
  ) -> BoundedRows {
    let bounded =
      prefix.map {
        BoundedRows(of: matrix, components: components, prefix: $0, workers: workers)
      } ?? BoundedRows(unprojected: matrix, workers: workers)
    return arithmetic == .bytes ? bounded.asBytes(workers: workers) : bounded
  }
}
