// SPDX-License-Identifier: Apache-2.0

import GamutFiles
import Testing

@Suite struct SystemPathTests {
  /// The bytes that a path of these bytes comes back as.
  private func returned(_ bytes: [UInt8]) -> [UInt8] {
    // Safe: both are terminated, and read within the call.
    unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { buffer in
        guard let start = buffer.baseAddress else { return [] }
        let text = unsafe SystemPath.string(start)
        return unsafe SystemPath.withBytes(text) { path in
          var bytes: [UInt8] = []
          var i = 0
          while unsafe path[i] != 0 {
            unsafe bytes.append(UInt8(bitPattern: path[i]))
            i += 1
          }
          return bytes
        }
      }
    }
  }

  @Test(
    arguments: [
      Array("plain.jsonl".utf8), Array("größe 😀".utf8), [0xFF], [0x61, 0xE9, 0x2E, 0x62],
      [0xC3], [0xF4, 0x8F, 0xBE, 0x80], [0xF4, 0x8F, 0xBF, 0xBF, 0x61], [0xED, 0xA0, 0x80],
    ] as [[UInt8]])
  func `a path comes back byte for byte`(bytes: [UInt8]) {
    #expect(returned(bytes) == bytes)
  }

  @Test func `every pair of bytes comes back`() {
    for first in 1...255 as ClosedRange<UInt8> {
      for second in stride(from: 1, through: 255, by: 3) {
        let bytes = [first, UInt8(second), 0x41]
        if returned(bytes) != bytes { Issue.record("\(bytes) came back as \(returned(bytes))") }
      }
    }
  }

  @Test func `words of strangers are shown, not obeyed`() {
    #expect(CleanText.line("a\u{1B}[2Jb\u{202E}c\n") == "a\\u{1b}[2Jb\\u{202e}c\\u{a}")
    #expect(CleanText.line("größe") == "größe")
    #expect(CleanText.line("a\u{10FFE9}") == "a\\xe9")
  }
}
