// SPDX-License-Identifier: Apache-2.0

/// Texts laid end to end in one buffer: a column, not an array of arrays.
///
/// Text `i` is `bytes[ends[i - 1]..<ends[i]]`. The bytes are UTF-8, except that lone surrogates stay
/// as their three-byte form (WTF-8).
public struct TextBatch: Equatable, Sendable {
  /// All texts, one after the other.
  public private(set) var bytes: [UInt8]
  /// The end of each text in `bytes`.
  public private(set) var ends: [Int]

  /// Makes an empty batch.
  public init() {
    bytes = []
    ends = []
  }

  /// Makes a batch of `strings`, for callers at the edges.
  public init(_ strings: some Sequence<String>) {
    self.init()
    for string in strings {
      bytes.append(contentsOf: string.utf8)
      endText()
    }
  }
}

extension TextBatch {
  /// How many texts the batch holds.
  public var count: Int { ends.count }

  /// The byte range of text `index` in `bytes`.
  public func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The length of text `index` in bytes.
  public func byteCount(of index: Int) -> Int { range(of: index).count }

  /// Lends the bytes of text `index` without a copy.
  public func withText<Result, Failure: Error>(
    _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes.span.extracting(range(of: index)))
  }

  /// Text `index` as a string, for the edges; what is not UTF-8 becomes U+FFFD.
  public func string(_ index: Int) -> String {
    String(decoding: bytes[range(of: index)], as: UTF8.self)
  }
}

extension TextBatch {
  /// Adds bytes to the text being written; `endText()` completes it.
  public mutating func appendToText(_ part: Span<UInt8>) {
    unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Adds one byte to the text being written.
  public mutating func appendToText(_ byte: UInt8) { bytes.append(byte) }

  /// Completes the text being written; called at once, it adds an empty text.
  public mutating func endText() { ends.append(bytes.count) }

  /// Forgets what was added since the last `endText()`.
  public mutating func discardText() {
    bytes.removeLast(bytes.count - (ends.last ?? 0))
  }

  /// Adds one whole text.
  public mutating func append(_ text: Span<UInt8>) {
    appendToText(text)
    endText()
  }

  /// Adds all texts of `other` after those of this batch.
  public mutating func append(contentsOf other: TextBatch) {
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    ends.append(contentsOf: other.ends.lazy.map { $0 + start })
  }

  /// Makes room for `textCount` more texts of `byteCount` bytes in all.
  public mutating func reserveCapacity(textCount: Int, byteCount: Int) {
    ends.reserveCapacity(ends.count + textCount)
    bytes.reserveCapacity(bytes.count + byteCount)
  }

  /// Empties the batch and keeps its memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
