// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels

/// Scales rows to mean 0 and variance 1, then by learnt factors.
///
/// > Source: J. Ba, J. Kiros, G. Hinton, *Layer Normalization*, 2016, arXiv:1607.06450.
struct LayerNorm: Equatable, Sendable {
  let scale: [Float]
  let shift: [Float]
  let epsilon: Float

  /// Normalises the rows of `rows`, each as long as `scale`.
  func apply(to rows: inout MutableSpan<Float>) {
    let width = scale.count
    precondition(
      width > 0 && width % 16 == 0 && shift.count == width && rows.count % width == 0,
      "\(rows.count) elements, \(width) columns")
    // Safe: whole rows lie in the span, and the vectors are as long as a row.
    unsafe rows.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe gamut_layer_norm(start, buffer.count / width, width, scale, shift, epsilon)
    }
  }
}

/// The Gaussian error linear unit, x·Φ(x), of every element.
///
/// > Source: D. Hendrycks, K. Gimpel, *Gaussian Error Linear Units*, 2016, arXiv:1606.08415.
enum GELU {
  static func apply(to elements: inout MutableSpan<Float>) {
    // Safe: the pointer and the count are of the same span.
    unsafe elements.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe gamut_gelu(start, buffer.count)
    }
  }
}
