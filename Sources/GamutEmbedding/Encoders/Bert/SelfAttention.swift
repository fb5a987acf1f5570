// SPDX-License-Identifier: Apache-2.0

private import CGamutKernels

/// Scaled dot-product attention of the tokens of a text with each other, in several heads.
///
/// > Source: A. Vaswani et al., *Attention Is All You Need*, 2017, arXiv:1706.03762.
struct SelfAttention: Hashable, Sendable {
  let headCount: Int
  let headWidth: Int

  /// Writes the weighted values of the texts that lie end to end, text `i` up to token `ends[i]`.
  ///
  /// A row of `projections` is the query, key and value of a token, each `headCount × headWidth`;
  /// `outputs` has a row of that width per token. No token sees one of another text.
  func apply(
    to projections: Span<Float>, ends: [Int], outputs: inout MutableSpan<Float>,
    scratch: inout [Float]
  ) {
    let width = headCount * headWidth
    let tokenCount = ends.last ?? 0
    precondition(headWidth > 0 && headWidth % 16 == 0, "\(headWidth) columns of a head")
    precondition(
      projections.count >= 3 * width * tokenCount && outputs.count >= width * tokenCount,
      "\(projections.count), \(outputs.count) elements")
    var start = 0
    for end in ends {
      let count = end - start
      precondition(count > 0, "tokens \(start)..<\(end)")
      let needed = gamut_attention_scratch_count(count, headWidth)
      if scratch.count < needed { scratch = [Float](repeating: 0, count: needed) }
      // Safe: the rows of the text lie in both spans, and the scratch has the room asked for.
      unsafe projections.withUnsafeBufferPointer { source in
        unsafe outputs.withUnsafeMutableBufferPointer { target in
          unsafe scratch.withUnsafeMutableBufferPointer { scratch in
            guard let source = source.baseAddress, let target = target.baseAddress,
              let scratch = scratch.baseAddress
            else { return }
            unsafe gamut_attention(
              source + 3 * width * start, count, headCount, headWidth, scratch,
              target + width * start)
          }
        }
      }
      start = end
    }
  }
}
