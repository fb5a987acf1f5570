// SPDX-License-Identifier: Apache-2.0

/// Finds where the records of a table in text end: line breaks within quotes are part of a field.
///
/// > Source: Y. Shafranovich, *RFC 4180: Common Format and MIME Type for CSV Files*, 2005. As most
/// > readers do, it also takes a quote within a field that does not begin with one, other delimiters,
/// > and lines that end without a carriage return.
struct CSVScanner {
  /// How fields are told apart.
  let dialect: CSVDialect

  /// What is wrong with a record as such.
  enum Fault: Hashable {
    /// A quote at this byte has no counterpart.
    case openQuote(offset: Int)
    /// Behind the closing quote at this byte stands neither a delimiter nor the end of the line.
    case textBehindQuote(offset: Int)
  }

  /// A record as it lies in the text.
  struct Record {
    /// Where its bytes end: before the line feed; a carriage return is part of it.
    let end: Int
    /// Where the next record begins.
    let next: Int
    /// How many fields it has.
    let fieldCount: Int
    /// Whether there is nothing in it.
    let isBlank: Bool
    /// What is wrong with it; such a record ends with its first line.
    let fault: Fault?
  }

  /// The record that begins at `start`, which lies within `text`.
  ///
  /// - Complexity: O(bytes of the record); of one with a fault, up to the fault. Quotes that end the
  ///   record of one line cannot be open for the next as well, so all records together are O(bytes).
  mutating func next(in text: Span<UInt8>, from start: Int) -> Record {
    var i = start
    var fieldCount = 1
    var isAtFieldStart = true
    while i < text.count {
      let byte = text[i]
      if isAtFieldStart, byte == UInt8(ascii: "\""), dialect.quoting == .double {
        guard let close = Self.closingQuote(in: text, from: i + 1) else {
          return broken(text, start, .openQuote(offset: i), fieldCount)
        }
        i = close + 1
        isAtFieldStart = false
        if i < text.count, text[i] != dialect.delimiter, text[i] != 0x0A,
          !(text[i] == 0x0D && (i + 1 == text.count || text[i + 1] == 0x0A))
        {
          return broken(text, start, .textBehindQuote(offset: close), fieldCount)
        }
        continue
      }
      isAtFieldStart = false
      if byte == dialect.delimiter {
        fieldCount += 1
        isAtFieldStart = true
      } else if byte == 0x0A {
        return record(text, start, end: i, fieldCount, nil)
      }
      i += 1
    }
    return record(text, start, end: text.count, fieldCount, nil)
  }

  private func broken(
    _ text: Span<UInt8>, _ start: Int, _ fault: Fault, _ fieldCount: Int
  ) -> Record {
    var end = start
    while end < text.count, text[end] != 0x0A { end += 1 }
    return record(text, start, end: end, fieldCount, fault)
  }

  private func record(
    _ text: Span<UInt8>, _ start: Int, end: Int, _ fieldCount: Int, _ fault: Fault?
  ) -> Record {
    let isBlank = end == start || (end == start + 1 && text[start] == 0x0D)
    return Record(
      end: end, next: min(text.count, end + 1), fieldCount: fieldCount, isBlank: isBlank,
      fault: fault)
  }

  /// The quote that ends a field whose content begins at `start`; nil where there is none.
  static func closingQuote(in text: Span<UInt8>, from start: Int) -> Int? {
    var i = start
    while i < text.count {
      if text[i] == UInt8(ascii: "\"") {
        guard i + 1 < text.count, text[i + 1] == UInt8(ascii: "\"") else { return i }
        i += 1
      }
      i += 1
    }
    return nil
  }
}

extension CSVScanner.Fault {
  /// For people, without the place.
  var detail: String {
    switch self {
    case .openQuote: "a field begins with a quote that is never closed"
    case .textBehindQuote:
      "text follows the closing quote of a field; expected a delimiter or the end of the line "
        + "(a quote within quotes is written twice)"
    }
  }
}
