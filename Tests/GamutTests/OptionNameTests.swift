// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import Testing

/// The library does not know what its options are called elsewhere: `Remedy` is how it advises.
@Suite struct OptionNameTests {
  private static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  /// What looks like an option and is none of ours.
  private static func isForeign(_ line: String, in file: String) -> Bool {
    // Properties of CSS, and the option of another program.
    file.hasSuffix("HTML/StyleSheet.swift") || line.contains("zstd -dc --long=31")
  }

  /// Whether `line` has two hyphens and a letter, as an option of a command line has.
  private static func namesOption(_ line: String) -> Bool {
    let bytes = Array(line.utf8)
    return bytes.indices.dropLast(2).contains { i in
      bytes[i] == UInt8(ascii: "-") && bytes[i + 1] == UInt8(ascii: "-")
        && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[i + 2] | 0x20)
    }
  }

  @Test func `no text below the command line names one of its options`() throws {
    let files = try #require(FileManager.default.subpaths(atPath: Self.sources.path))
    var lineCount = 0
    for file in files.sorted() where file.hasSuffix(".swift") && !file.hasPrefix("GamutCLI/") {
      let text = String(
        decoding: try Data(contentsOf: Self.sources.appending(path: file)), as: UTF8.self)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init).enumerated()
      where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        lineCount += 1
        #expect(
          !Self.namesOption(line) || Self.isForeign(line, in: file),
          "\(file):\(number + 1): \(line)")
      }
    }
    #expect(lineCount > 20_000)
  }

  @Test func `the look sees options and no signs`() {
    #expect(Self.namesOption("detail: \"name it by --text\"") && Self.namesOption("\"--A\""))
    #expect(!Self.namesOption("a -- b") && !Self.namesOption("a - -b") && !Self.namesOption("--"))
  }

  @Test func `plain words name every remedy`() {
    for remedy in Remedy.allCases {
      let clause = RemedyWording.plain[remedy]
      #expect(!clause.isEmpty && !clause.hasSuffix(".") && !Self.namesOption(clause))
    }
  }
}
