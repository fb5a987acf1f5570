// SPDX-License-Identifier: Apache-2.0

private import CGamutJSON

extension UTF8Check {
  /// Where `text` stops being UTF-8; nil where all of it is.
  package static func firstFault(in text: Span<UInt8>) -> Int? {
    // Safe: the span outlives the call, which reads no byte beyond it.
    let isWhole = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe bytes.count == 0 || gamut_json_is_utf8(bytes.baseAddress, bytes.count) != 0
    }
    if isWhole { return nil }
    var offset = 0
    while offset < text.count {
      do throws(JSONSyntaxError) { offset += try byteCount(in: text, at: offset) } catch {
        return error.offset
      }
    }
    return nil
  }
}
