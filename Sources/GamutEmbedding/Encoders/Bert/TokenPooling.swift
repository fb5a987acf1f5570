// SPDX-License-Identifier: Apache-2.0

/// How the rows of a text's tokens become one, by the names of *sentence-transformers*, in the order
/// in which it puts several side by side.
///
/// > Source: N. Reimers, I. Gurevych, *Sentence-BERT*, 2019, doi:10.18653/v1/D19-1410; N. Muennighoff,
/// > *SGPT*, 2022, arXiv:2202.08904, for the weighted mean.
enum TokenPooling: String, Hashable, Sendable, CaseIterable {
  /// The row of `[CLS]`.
  case first = "cls"
  /// The largest value of each column.
  case largest = "max"
  /// The mean of all tokens, `[CLS]` and `[SEP]` among them.
  case mean = "mean"
  /// Their sum divided by the square root of their count.
  case rootMean = "mean_sqrt_len_tokens"
  /// The mean in which token i, from 1, counts i times.
  case weightedMean = "weightedmean"
  /// The row of the last token, `[SEP]`.
  case last = "lasttoken"

  /// The name of its switch in the files of *sentence-transformers* before 5.4.
  var legacyName: String {
    switch self {
    case .first: "pooling_mode_cls_token"
    case .largest, .mean: "pooling_mode_\(rawValue)_tokens"
    case .rootMean, .last: "pooling_mode_\(rawValue)"
    case .weightedMean: "pooling_mode_\(rawValue)_tokens"
    }
  }

  /// Writes what becomes of `rows`, each `width` long, at least one, to `vectors` from `start` on.
  func write(_ rows: Span<Float>, width: Int, to vectors: inout [Float], at start: Int) {
    var target = vectors.mutableSpan
    precondition(width > 0 && rows.count >= width && rows.count % width == 0, "\(rows.count)")
    let taken = self == .last ? rows.count - width : 0
    for j in 0..<width { target[start + j] = rows[taken + j] }
    if self == .first || self == .last { return }
    for place in stride(from: width, to: rows.count, by: width) {
      let row = rows.extracting(place..<place + width)
      switch self {
      case .largest: for j in 0..<width { target[start + j] = max(target[start + j], row[j]) }
      case .weightedMean:
        let weight = Float(place / width + 1)
        for j in 0..<width { target[start + j] += weight * row[j] }
      default: for j in 0..<width { target[start + j] += row[j] }
      }
    }
    let count = Float(rows.count / width)
    let factor: Float
    switch self {
    case .mean: factor = 1 / count
    case .rootMean: factor = 1 / count.squareRoot()
    case .weightedMean: factor = 2 / (count * (count + 1))
    default: return
    }
    for j in 0..<width { target[start + j] *= factor }
  }
}
