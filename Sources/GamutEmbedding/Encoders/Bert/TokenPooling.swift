// SPDX-License-Identifier: Apache-2.0

/// How the rows of a text's tokens become one.
///
/// > Source: N. Reimers, I. Gurevych, *Sentence-BERT*, 2019, doi:10.18653/v1/D19-1410.
enum TokenPooling: String, Hashable, Sendable, CaseIterable {
  /// The mean of all tokens, `[CLS]` and `[SEP]` among them.
  case mean = "pooling_mode_mean_tokens"
  /// The row of `[CLS]`.
  case first = "pooling_mode_cls_token"
  /// The largest value of each column.
  case largest = "pooling_mode_max_tokens"

  /// Writes what becomes of `rows`, each `width` long, at least one, to `vectors` from `start` on.
  func write(_ rows: Span<Float>, width: Int, to vectors: inout [Float], at start: Int) {
    var target = vectors.mutableSpan
    precondition(width > 0 && rows.count >= width && rows.count % width == 0, "\(rows.count)")
    for j in 0..<width { target[start + j] = rows[j] }
    if self == .first { return }
    for place in stride(from: width, to: rows.count, by: width) {
      let row = rows.extracting(place..<place + width)
      if self == .mean {
        for j in 0..<width { target[start + j] += row[j] }
      } else {
        for j in 0..<width { target[start + j] = max(target[start + j], row[j]) }
      }
    }
    if self == .mean {
      let factor = Float(width) / Float(rows.count)
      for j in 0..<width { target[start + j] *= factor }
    }
  }
}
