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

  /// Writes the outputs of the first `rowCount` rows of `inputs` to the start of `outputs`.
  ///
  /// The low bits of a row's output depend on how many rows there are and where it stands among
  /// them, so callers choose the rows by their content, never by the number of workers.
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

  /// Adds the outputs of the first `rowCount` rows of `inputs` to the first rows of `outputs`: a
  /// residual connection.
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
    BLAS.multiply(
      inputs, from: 0, rowCount: rowCount, innerCount: inputCount, with: weights.elements.span,
      from: 0, stride: inputCount, as: .transposed, columnCount: outputCount, into: &outputs, .added
    )
  }
}
