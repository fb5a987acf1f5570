// SPDX-License-Identifier: Apache-2.0

/// A row that weighted rows are added to: the inner loop of every sparse product.
struct RowSum {
  /// The row.
  private(set) var elements: [Float]

  init(width: Int) { elements = [Float](repeating: 0, count: width) }

  /// Makes the row zeros.
  mutating func clear() {
    var sum = elements.mutableSpan
    for j in 0..<sum.count { sum[j] = 0 }
  }

  /// Adds `factor` times the elements of `source` from `first` on, as many as the row has.
  mutating func add(_ factor: Float, times source: Span<Float>, from first: Int) {
    var sum = elements.mutableSpan
    let count = sum.count
    let term = source.extracting(first..<first + count)
    for j in 0..<count { sum[j] += factor * term[j] }
  }

  /// Writes the row to `target` from `start` on.
  func write(to target: inout MutableSpan<Float>, at start: Int) {
    for j in elements.indices { target[start + j] = elements[j] }
  }

  /// Scales the row to Euclidean norm 1, the norm taken in `Double`; zeros stay.
  mutating func normalize() {
    var square = 0.0
    for element in elements { square += Double(element) * Double(element) }
    guard square > 0 else { return }
    let scale = 1 / square.squareRoot()
    for j in elements.indices { elements[j] = Float(Double(elements[j]) * scale) }
  }
}
