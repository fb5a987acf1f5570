// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutLinear

/// Rows whose products bound the products of the rows they stand for.
///
/// With an orthonormal Q of p rows, xᵀy = (Qx)ᵀ(Qy) + x⊥ᵀy⊥ ≤ (Qx)ᵀ(Qy) + ‖x⊥‖·‖y⊥‖ (Cauchy and
/// Schwarz). The row here is Qx with ‖x⊥‖ appended, so one product of p + 1 columns is the bound.
///
/// Rounding. Qx is computed in `Double` and rounded to `Float`, an error of at most 2⁻²³·‖x‖ in all;
/// ‖x⊥‖² is ‖x‖² − ‖Qx‖² in `Double` plus 2⁻³⁶·‖x‖² for the rounding there and for a Q that is
/// orthonormal only to 2⁻³⁸, its root rounded up. Two such rows multiplied in `Float` lose at most
/// (p + 1)·2⁻²³ of both norms in any order. So xᵀy ≤ product + (p + 8)·2⁻²³·‖x‖·‖y‖: `slack`.
struct BoundedRows: Sendable {
  /// What the rows are multiplied in.
  enum Elements: Sendable {
    case floats(Matrix)
    case bytes(ByteRows)
  }

  /// `n × (p + 1)`, or the rows themselves where no prefix is taken.
  private(set) var elements: Elements
  /// How many columns `elements` stand for: p + 1, or d.
  let columnCount: Int
  /// p; the full column count where the rows are the originals.
  let prefix: Int
  /// An upper bound of the norms of the original rows.
  let largestNorm: Double

  /// Rows converted to `Double` at a time.
  private static let chunkSize = 256

  /// Takes `matrix` as it is: its products are their own bound, up to rounding.
  init(unprojected matrix: Matrix, workers: Int) {
    elements = .floats(matrix)
    columnCount = matrix.columnCount
    prefix = matrix.columnCount
    let d = matrix.columnCount
    largestNorm =
      Parallel.mapChunks(
        of: matrix.rowCount, chunkSize: 4_096, workers: workers
      ) { range in
        range.reduce(0.0) { max($0, squaredNorm(of: matrix, row: $1)) }
      }.reduce(0, max).squareRoot() * (1 + Double(d) * 0x1p-52)
  }

  /// Projects `matrix` on the first `prefix` directions of `components`.
  ///
  /// - Complexity: O(n·d·p); n·(p + 1) floats.
  init(of matrix: Matrix, components: PrincipalComponents, prefix: Int, workers: Int) {
    let d = matrix.columnCount
    precondition(prefix >= 0 && prefix <= components.values.count, "prefix \(prefix)")
    let basis = Array(components.vectors[0..<prefix * d])
    let width = prefix + 1
    // Taken one after the other: parts that are joined at the end are held twice.
    var all: [Float] = []
    all.reserveCapacity(matrix.rowCount * width)
    var largest = 0.0
    Parallel.forEachChunk(
      of: matrix.rowCount, chunkSize: BoundedRows.chunkSize, workers: workers
    ) { range -> (elements: [Float], largest: Double) in
      var products = [Double](repeating: 0, count: range.count * prefix)
      var span = products.mutableSpan
      matrix.writeDoubleRowProducts(
        of: range, with: basis, rightRowCount: prefix, into: &span)
      var elements = [Float](repeating: 0, count: range.count * width)
      var target = elements.mutableSpan
      let source = products.span
      var largest = 0.0
      for i in 0..<range.count {
        let norm = squaredNorm(of: matrix, row: range.lowerBound + i)
        largest = max(largest, norm)
        var inside = 0.0
        for j in 0..<prefix {
          let value = source[i * prefix + j]
          inside += value * value
          target[i * width + j] = Float(value)
        }
        let rest = max(0, norm - inside) + 0x1p-36 * norm
        target[i * width + prefix] = Float(roundedUp: rest.squareRoot())
      }
      return (elements, largest)
    } take: { part in
      all += part.elements
      largest = max(largest, part.largest)
    }
    elements = .floats(Matrix(rowCount: matrix.rowCount, columnCount: width, elements: all))
    columnCount = width
    self.prefix = prefix
    largestNorm = largest.squareRoot() * (1 + Double(d) * 0x1p-52)
  }

  /// How many rows there are.
  var rowCount: Int {
    switch elements {
    case .floats(let matrix): matrix.rowCount
    case .bytes(let bytes): bytes.rowCount
    }
  }

  /// The rows where they are bytes.
  var bytes: ByteRows? {
    if case .bytes(let bytes) = elements { bytes } else { nil }
  }

  /// The rows rounded to bytes; those without a prefix, which are a norm alone, stay floats.
  func asBytes(workers: Int) -> BoundedRows {
    guard prefix > 0, case .floats(let matrix) = elements else { return self }
    var result = self
    result.elements = .bytes(ByteRows(of: matrix, columnCount: prefix, workers: workers))
    return result
  }

  /// The rows of `indices`, in their order.
  func selecting(_ indices: [Int]) -> BoundedRows {
    var result = self
    switch elements {
    case .floats(let matrix): result.elements = .floats(matrix.selectingRows(indices))
    case .bytes(let bytes): result.elements = .bytes(bytes.selecting(indices))
    }
    return result
  }

  /// How far a product of two such rows may lie below the product it bounds.
  func slack(with other: BoundedRows) -> Double {
    Double(columnCount + 8) * 0x1p-23 * largestNorm * other.largestNorm
  }
}

/// ‖x‖² of row `row`, in `Double`.
func squaredNorm(of matrix: Matrix, row: Int) -> Double {
  let d = matrix.columnCount
  let x = matrix.elements.span.extracting(row * d..<(row + 1) * d)
  var sum = SIMD4<Double>()
  var k = 0
  while k + 4 <= d {
    let value = SIMD4(Double(x[k]), Double(x[k + 1]), Double(x[k + 2]), Double(x[k + 3]))
    sum += value * value
    k += 4
  }
  var total = sum.sum()
  while k < d {
    total += Double(x[k]) * Double(x[k])
    k += 1
  }
  return total
}
