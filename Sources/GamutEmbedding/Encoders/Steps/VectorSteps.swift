// SPDX-License-Identifier: Apache-2.0

import GamutLinear

/// What becomes of the vectors of texts after pooling: dense layers and norms, in the model's order,
/// and at last the first columns alone, where the model says so.
struct VectorSteps: Sendable {
  /// One of them.
  enum Step: Sendable {
    /// An affine map and a function of every element.
    case dense(DenseLayer, Activation)
    /// Rows are scaled to norm 1; zeros stay.
    case normalize
  }

  private let steps: [Step]
  /// The length of a vector before all steps, and after them.
  let inputCount: Int
  let outputCount: Int

  /// - Parameter keptCount: how many columns are kept, nil for all; the norm is not made 1 again.
  init(_ steps: [Step] = [], inputCount: Int, keptCount: Int? = nil) {
    self.steps = steps
    self.inputCount = inputCount
    var count = inputCount
    for case .dense(let layer, _) in steps {
      precondition(layer.inputCount == count, "\(layer.inputCount) and \(count) columns")
      count = layer.outputCount
    }
    outputCount = min(count, keptCount ?? count)
  }

  /// Whether there are dense layers.
  var hasLayers: Bool {
    steps.contains { step in if case .dense = step { true } else { false } }
  }

  /// Writes what becomes of `vectors`, the one at i to row `rows[i]` of `target`.
  func write(_ vectors: [Float], toRows rows: [Int], of target: inout MutableSpan<Float>) {
    precondition(vectors.count == rows.count * inputCount, "\(vectors.count) elements")
    if rows.isEmpty { return }
    var vectors = vectors
    var width = inputCount
    for step in steps {
      switch step {
      case .dense(let layer, let activation):
        var outputs = [Float](repeating: 0, count: rows.count * layer.outputCount)
        var span = outputs.mutableSpan
        layer.writeOutputs(of: vectors.span, rowCount: rows.count, to: &span)
        activation.apply(to: &span)
        vectors = outputs
        width = layer.outputCount
      case .normalize:
        var matrix = Matrix(rowCount: rows.count, columnCount: width, elements: vectors)
        _ = matrix.normalizeRows()
        vectors = matrix.elements
      }
    }
    for (place, row) in rows.enumerated() {
      for j in 0..<outputCount { target[row * outputCount + j] = vectors[place * width + j] }
    }
  }
}
