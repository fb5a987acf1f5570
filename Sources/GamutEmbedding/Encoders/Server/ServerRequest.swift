// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// The JSON of a request for vectors: `{"model": …, "input": […], "encoding_format": "float"}`.
enum ServerRequest {
  /// The body for the texts `range` of `batch`, each behind `prompt`.
  ///
  /// What is not UTF-8 becomes U+FFFD: JSON parsers in servers refuse lone surrogates.
  static func body(
    model: String, prompt: String, batch: TextBatch, texts: some Sequence<Int>
  ) -> [UInt8] {
    var body: [UInt8] = []
    body += "{\"model\":".utf8
    appendString(model, to: &body)
    body += ",\"encoding_format\":\"float\",\"input\":[".utf8
    var isFirst = true
    for text in texts {
      if !isFirst { body.append(UInt8(ascii: ",")) }
      isFirst = false
      appendString(prompt + batch.string(text), to: &body)
    }
    body += "]}".utf8
    return body
  }

  /// Writes `text` as a JSON string: quotes, backslashes and control characters escaped, all else as
  /// it is.
  private static func appendString(_ text: String, to body: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    body.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        body.append(UInt8(ascii: "\\"))
        body.append(byte)
      case ..<0x20:
        body += "\\u00".utf8
        body.append(digits[Int(byte >> 4)])
        body.append(digits[Int(byte & 15)])
      default: body.append(byte)
      }
    }
    body.append(UInt8(ascii: "\""))
  }
}
