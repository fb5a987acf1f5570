// SPDX-License-Identifier: Apache-2.0

/// An affine map of rows: x·Wᵀ + b.
public struct DenseLayer: Equatable, Sendable {
  /// W, `outputCount × inputCount`, as model files store it.
  public let weights: Matrix
  /// b, one number per output.
  public let bias: [Float]

  /// Makes a layer; `bias` must have an element per row of `weights`.
  public init(weights: Matrix, bias: [Float]) {
    precondition(bias.count == weights.rowCount, "\(bias.count) and \(weights.rowCount)")
    self.weights = weights
    self.bias = bias
  }

  /// How many columns a row has that is mapped.
  public var inputCount: Int { weights.columnCount }
  /// How many columns a row has that comes out.
  public var outputCount: Int { weights.rowCount }

  /// Rows are worked on in whole tiles of this many: the low bits of a product depend on where a row
  /// stands in a tile of BLAS that is not full, and 16 is a multiple of all its tiles. So a row's
  /// output depends on the row alone.
  public static let tileRowCount = 16

  /// Writes the outputs of the first `rowCount` rows of `inputs`, a multiple of `tileRowCount`, to
  /// the start of `outputs`.
  ///
  /// - Complexity: O(`rowCount` × `inputCount` × `outputCount`).
  public func writeOutputs(
    of inputs: Span<Float>, rowCount: Int, to outputs: inout MutableSpan<Float>
  ) {
    precondition(outputs.count >= rowCount * outputCount, "\(outputs.count) elements")
    let bias = bias.span
    for row in 0..<rowCount {
      let start = row * outputCount
      for j in 0..<outputCount { outputs[start + j] = bias[j] }
    }
    addProduct(of: inputs, rowCount: rowCount, to: &outputs)
  }

  /// Adds the outputs of the first `rowCount` rows of `inputs`, a multiple of `tileRowCount`, to the
  /// first rows of `outputs`: a residual connection.
  ///
  /// - Complexity: as `writeOutputs(of:rowCount:to:)`.
  public func addOutputs(
    of inputs: Span<Float>, rowCount: Int, to outputs: inout MutableSpan<Float>
  ) {
    precondition(outputs.count >= rowCount * outputCount, "\(outputs.count) elements")
    let bias = bias.span
    for row in 0..<rowCount {
      let start = row * outputCount
      for j in 0..<outputCount { outputs[start + j] += bias[j] }
    }
    addProduct(of: inputs, rowCount: rowCount, to: &outputs)
  }

  private func addProduct(
    of inputs: Span<Float>, rowCount: Int, to outputs: inout MutableSpan<Float>
  ) {
    precondition(rowCount % Self.tileRowCount == 0, "\(rowCount) rows in tiles")
    BLAS.multiply(
      inputs, from: 0, rowCount: rowCount, innerCount: inputCount, with: weights.elements.span,
      from: 0, stride: inputCount, as: .transposed, columnCount: outputCount, into: &outputs, .added)
  }
}
