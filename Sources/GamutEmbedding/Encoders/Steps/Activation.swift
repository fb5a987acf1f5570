// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The function behind a dense layer, by the name of its class in `torch.nn`.
enum Activation: String, Hashable, Sendable, CaseIterable {
  case identity = "Identity"
  case tanh = "Tanh"
  case relu = "ReLU"
  case sigmoid = "Sigmoid"
  case gelu = "GELU"

  /// Replaces every element by its function.
  func apply(to elements: inout MutableSpan<Float>) {
    switch self {
    case .identity: break
    case .gelu: GELU.apply(to: &elements)
    case .relu: for i in elements.indices { elements[i] = max(0, elements[i]) }
    case .sigmoid:
      for i in elements.indices { elements[i] = Float(Self.logistic(Double(elements[i]))) }
    case .tanh:
      for i in elements.indices {
        elements[i] = Float(2 * Self.logistic(2 * Double(elements[i])) - 1)
      }
    }
  }

  /// 1 / (1 + e⁻ˣ); e⁻ˣ may overflow to infinity, which gives 0.
  private static func logistic(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
}
