// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The sublinear term frequency 1 + ln(count) of whole counts from 1.
struct TermFrequency: Sendable {
  /// Most words stand in a text fewer times than this.
  private let small: [Float]

  init() { small = (0..<64).map { $0 == 0 ? 0 : Float(1 + naturalLogarithm(Double($0))) } }

  /// The weight of a word that stands in a text `count` times.
  subscript(count: UInt32) -> Float {
    count < 64 ? small[Int(count)] : Float(1 + naturalLogarithm(Double(count)))
  }
}

/// The smooth inverse document frequency.
enum InverseDocumentFrequency {
  /// ln((1 + n) / (1 + df)) + 1 for a term of `documentCount` among `textCount` texts: at least 1,
  /// and defined for a term of no text.
  static func weight(documentCount: UInt32, textCount: Int) -> Float {
    Float(naturalLogarithm(Double(1 + textCount) / Double(1 + documentCount)) + 1)
  }
}
