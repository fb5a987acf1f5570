// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutEmbedding

struct KernelTests {
  @Test("GELU is within 2⁻²²·|x| of x·Φ(x) in Double")
  func gelu() {
    var xs: [Float] = [0, -0.0, 1e-30, -1e-30, 6, -6, 5.999, -5.999, 7, -7, 50, -50, 1e30, -1e30]
    for i in 0..<801 { xs.append(Float(i - 400) / 50) }
    var elements = xs
    var span = elements.mutableSpan
    GELU.apply(to: &span)
    for (x, found) in zip(xs, elements) {
      let error = abs(Double(found) - PlainTransformer.gelu(Double(x)))
      #expect(error <= 0x1p-22 * abs(Double(x)), "\(x): \(found)")
    }
  }

  @Test("Any number of elements is worked on, and none beyond")
  func geluCounts() {
    for count in 0..<40 {
      var elements = [Float](repeating: 1, count: count)
      var span = elements.mutableSpan
      GELU.apply(to: &span)
      #expect(elements.allSatisfy { abs($0 - 0.8413447) < 1e-6 })
    }
  }

  @Test("A layer norm is the one in Double to 10⁻⁵")
  func layerNorm() {
    var random = SeededRandom(seed: 3)
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(random.nextGaussian()) } }
    for width in [16, 48, 384] {
      let norm = LayerNorm(scale: numbers(width), shift: numbers(width), epsilon: 1e-5)
      let rows = numbers(3 * width).map { 5 * $0 + 2 }
      var found = rows
      var span = found.mutableSpan
      norm.apply(to: &span)
      for row in 0..<3 {
        let range = row * width..<(row + 1) * width
        let expected = PlainTransformer.norm(
          rows[range].map(Double.init), norm.scale, norm.shift, Double(norm.epsilon))
        for (a, b) in zip(found[range], expected) { #expect(abs(Double(a) - b) < 1e-5) }
      }
    }
  }

  @Test("Attention is the one in Double to 10⁻⁵, and no token sees another text's")
  func attention() {
    var random = SeededRandom(seed: 4)
    for (headCount, headWidth) in [(2, 16), (1, 32), (2, 48), (1, 64)] {
      let width = headCount * headWidth
      let ends = [1, 3, 8, 24, 41]
      let rows = (0..<41 * 3 * width).map { _ in Float(random.nextGaussian()) }
      var found = [Float](repeating: 0, count: 41 * width)
      var span = found.mutableSpan
      var scratch: [Float] = []
      SelfAttention(headCount: headCount, headWidth: headWidth)
        .apply(to: rows.span, ends: ends, outputs: &span, scratch: &scratch)
      func part(_ token: Int, _ number: Int) -> [Double] {
        let start = (3 * token + number) * width
        return rows[start..<start + width].map(Double.init)
      }
      var start = 0
      for end in ends {
        let tokens = start..<end
        let expected = PlainTransformer.attention(
          tokens.map { part($0, 0) }, tokens.map { part($0, 1) }, tokens.map { part($0, 2) },
          headCount: headCount)
        for (a, b) in zip(found[start * width..<end * width], expected.joined()) {
          #expect(abs(Double(a) - b) < 1e-5)
        }
        start = end
      }
    }
  }

  @Test("One score far above all others takes all the weight")
  func extremeScores() {
    // Two tokens of one head: the query of each is 100 times the key of the second.
    let keys: [Float] = [0, 1]
    var rows: [Float] = []
    for token in 0..<2 {
      rows += [Float](repeating: 100, count: 16) + [Float](repeating: keys[token], count: 16)
      rows += [Float](repeating: Float(token + 1), count: 16)
    }
    var found = [Float](repeating: 0, count: 32)
    var span = found.mutableSpan
    var scratch: [Float] = []
    SelfAttention(headCount: 1, headWidth: 16)
      .apply(to: rows.span, ends: [2], outputs: &span, scratch: &scratch)
    #expect(found == [Float](repeating: 2, count: 32))
  }
}
