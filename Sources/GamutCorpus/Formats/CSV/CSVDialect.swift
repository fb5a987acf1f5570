// SPDX-License-Identifier: Apache-2.0

/// How the fields of a table in text are told apart: what RFC 4180 leaves open.
struct CSVDialect: Hashable, Sendable {
  /// What stands between fields.
  let delimiter: UInt8
  /// Whether a field may stand in double quotes.
  let quoting: Quoting

  /// The two kinds of tables that there are.
  enum Quoting: Hashable {
    /// A field that begins with a quote ends with one; two of them within are one.
    case double
    /// Quotes are text, as in tables of tabs that databases write.
    case none
  }

  /// What may stand between fields, the usual first.
  static let delimiters: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// How many records are looked at.
  private static let sampleSize = 100

  /// How many bytes are looked at, at most: records may be long, or the quoting wrong.
  private static let sampleByteCount = 1 << 20

  /// Finds the dialect of `text`, which begins with a header.
  ///
  /// Each delimiter is tried on the first records. The one under which all records have as many fields
  /// as the header, two or more, wins; of several, the one with the most fields; of equals, the
  /// earlier. Quotes are text only where no delimiter fits otherwise. Where none fits at all, it is the
  /// one of the header with the most fields, so that an error names what is ragged.
  ///
  /// - Parameter delimiter: what is known to stand between fields, by the name of the file.
  static func found(in text: Span<UInt8>, delimiter: UInt8? = nil) -> CSVDialect {
    let sample = text.extracting(0..<min(text.count, sampleByteCount))
    var fallback = CSVDialect(delimiter: delimiter ?? delimiters[0], quoting: .double)
    var fallbackCount = 1
    for quoting in [Quoting.double, .none] {
      var best: CSVDialect?
      var bestCount = 1
      for candidate in delimiter.map({ [$0] }) ?? delimiters {
        let dialect = CSVDialect(delimiter: candidate, quoting: quoting)
        let score = dialect.score(of: sample, isWhole: sample.count == text.count)
        if score.isEven, score.fieldCount > bestCount {
          best = dialect
          bestCount = score.fieldCount
        }
        if quoting == .double, score.fieldCount > fallbackCount {
          fallback = dialect
          fallbackCount = score.fieldCount
        }
      }
      if let best { return best }
    }
    return fallback
  }

  private func score(
    of sample: Span<UInt8>, isWhole: Bool
  ) -> (isEven: Bool, fieldCount: Int) {
    var scanner = CSVScanner(dialect: self)
    var fieldCount = 0
    var count = 0
    var start = 0
    while start < sample.count, count < Self.sampleSize {
      let record = scanner.next(in: sample, from: start)
      // The last record of a sample may go on behind it.
      if record.next >= sample.count, !isWhole, count > 0 { break }
      start = record.next
      if record.isBlank { continue }
      if count == 0 { fieldCount = record.fieldCount }
      if record.fault != nil || record.fieldCount != fieldCount { return (false, fieldCount) }
      count += 1
    }
    return (true, fieldCount)
  }
}
