// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// Files that are given for data by mistake and would read as broken text: what they are, and what
/// to do.
enum ForeignFile {
  /// A sentence about the file that begins like `bytes`; nil for what may be data.
  static func words(for bytes: Span<UInt8>) -> String? {
    let start = JSONScanner.skipSpace(bytes, from: 0)
    if begins(bytes, at: start, "version https://git-lfs.github.com/spec/") {
      return "it is a Git LFS pointer, not the file it stands for; fetch that with git lfs pull"
    }
    if begins(bytes, at: start, "<!doctype html") || begins(bytes, at: start, "<html") {
      return "it is an HTML page, most likely of a server that answered with an error or a log-in; "
        + "download the file itself"
    }
    if begins(bytes, at: 0, "PK\u{3}\u{4}"), contains(bytes, "[Content_Types].xml") {
      return "it is an Excel workbook; save the sheet as CSV"
    }
    if bytes.count > 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      return "it is a Python pickle, which runs code when it is opened and is never read here; "
        + "write the data as JSONL or Parquet from Python"
    }
    return nil
  }

  /// A sentence about objects that go over several lines, one behind the other; nil for lines of JSON.
  static func prettyPrinted(_ bytes: Span<UInt8>) -> String? {
    let first = JSONScanner.skipSpace(bytes, from: ByteOrderMark.end(in: bytes))
    guard first < bytes.count, bytes[first] == UInt8(ascii: "{") else { return nil }
    let next = JSONScanner.skipSpace(bytes, from: first + 1)
    guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else { return nil }
    for i in first..<next where bytes[i] == 0x0A {
      return "its objects go over several lines; expected one object on each line "
        + "(jq -c . FILE writes them so), or one JSON array"
    }
    return nil
  }

  /// Small letters and capitals count as equal.
  private static func begins(_ bytes: Span<UInt8>, at start: Int, _ text: StaticString) -> Bool {
    let text = Array("\(text)".utf8)
    guard bytes.count - start >= text.count else { return false }
    return text.indices.allSatisfy { ASCIILetter.lowered(bytes[start + $0]) == text[$0] }
      || text.indices.allSatisfy { bytes[start + $0] == text[$0] }
  }

  private static func contains(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
    let text = Array("\(text)".utf8)
    guard bytes.count >= text.count else { return false }
    for start in 0...min(4_096, bytes.count - text.count)
    where text.indices.allSatisfy({ bytes[start + $0] == text[$0] }) { return true }
    return false
  }
}

private enum ASCIILetter {
  static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}

extension SourceBytes {
  /// Throws where the bytes are of a format that is no text.
  func requireText() throws(CorpusError) {
    try withBytes { bytes throws(CorpusError) in
      var detail: String
      if let words = ForeignFile.words(for: bytes) {
        detail = words
      } else if let name = FileMagic.name(of: bytes) {
        detail = "it is \(name), expected JSONL or a JSON array as UTF-8 text"
      } else {
        return
      }
      if isUnpacked, detail.hasPrefix("it is") {
        detail = "what it unpacks to\(detail.dropFirst(2))"
      }
      throw CorpusError(.unsupportedFormat, path: path, detail: detail)
    }
  }
}
