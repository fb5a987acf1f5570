// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Paths between Swift's strings, which are UTF-8, and the system's, which are bytes.
///
/// A byte b that is no part of UTF-8 stands in a string as the code point U+10FF00 + b, of the last
/// private plane. These code points in a path of the system are taken byte by byte, so that every path
/// comes back as it was.
package enum SystemPath {
  private static let marks: ClosedRange<UInt32> = 0x10_FF80...0x10_FFFF

  /// The string of terminated `bytes`.
  package static func string(_ bytes: UnsafePointer<CChar>) -> String {
    // Safe: the bytes are terminated.
    unsafe string(
      UnsafeRawBufferPointer(start: UnsafeRawPointer(bytes), count: strlen(bytes))
        .bindMemory(to: UInt8.self))
  }

  /// The string of `bytes`, without an end.
  package static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    // Safe: copied for the call.
    let bytes = unsafe Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self), !hasMarks(text) { return text }
    var text = String.UnicodeScalarView()
    var start = 0
    while start < bytes.count {
      let longest = min(4, bytes.count - start)
      let whole = (1...longest).lazy.compactMap { count in
        String(validating: bytes[start..<start + count], as: UTF8.self)
      }.first
      if let whole, !hasMarks(whole) {
        text.append(contentsOf: whole.unicodeScalars)
        start += whole.utf8.count
      } else {
        for byte in bytes[start..<start + (whole?.utf8.count ?? 1)] {
          // Always there: no such number is a surrogate's.
          if let mark = Unicode.Scalar(0x10_FF00 + UInt32(byte)) { text.append(mark) }
        }
        start += whole?.utf8.count ?? 1
      }
    }
    return String(text)
  }

  /// The byte that `scalar` stands for; nil where it stands for itself.
  package static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    marks.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  /// Lends the bytes of `path`, terminated.
  package static func withBytes<Result>(
    _ path: String, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    guard hasMarks(path) else { return unsafe path.withCString { unsafe body($0) } }
    var bytes: [UInt8] = []
    for scalar in path.unicodeScalars {
      if let byte = byte(of: scalar) {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    // Safe: terminated, and alive for the call.
    return unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { buffer in
        // An array of one element at least has an address.
        guard let start = buffer.baseAddress else {
          preconditionFailure("an array without address")
        }
        return unsafe body(start)
      }
    }
  }

  private static func hasMarks(_ text: String) -> Bool {
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { marks.contains($0.value) }
  }

  /// The folder that `path` lies in.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `path` without its folders.
  package static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}
