// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The files of the Unicode Character Database 15.0, where `Scripts/setup tests` has put them.
enum UnicodeCharacterDatabase {
  private static let folder = "/usr/share/unicode"
  static let version = "15.0.0"
  static let absence: Comment = "Unicode 15.0 is not in /usr/share/unicode: Scripts/setup tests"

  /// Whether the files are there and of the version wanted.
  static let isPresent: Bool = {
    let path = "\(folder)/DerivedNormalizationProps.txt"
    guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 64)
    else { return false }
    return String(decoding: head, as: UTF8.self).contains("-\(version).txt")
      && FileManager.default.fileExists(atPath: "\(folder)/NormalizationTest.txt.bz2")
      && FileManager.default.fileExists(atPath: bzip2)
  }()

  /// The fields of each line of `name`, comments left out.
  static func lines(of name: String) throws -> [[Substring]] {
    fields(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  /// The fields of each test of NormalizationTest.txt, which is packed.
  static func normalizationTests() throws -> [[Substring]] {
    let unpacking = Process()
    let output = Pipe()
    unpacking.executableURL = URL(filePath: bzip2)
    unpacking.arguments = ["-dc", "\(folder)/NormalizationTest.txt.bz2"]
    unpacking.standardOutput = output
    try unpacking.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    unpacking.waitUntilExit()
    return fields(text).filter { $0.count > 4 }
  }

  private static let bzip2 = "/usr/bin/bzip2"

  private static func fields(_ text: Data) -> [[Substring]] {
    String(decoding: text, as: UTF8.self).utf8.split(separator: 0x0A).compactMap { line in
      let content = line.prefix { $0 != 0x23 }
      let fields = content.split(separator: 0x3B, omittingEmptySubsequences: false)
      return fields.count < 2 ? nil : fields.map { Substring($0).trimmed }
    }
  }
}

extension Substring {
  /// Without spaces at either end.
  fileprivate var trimmed: Substring {
    var part = self.utf8
    while part.first == 0x20 { part.removeFirst() }
    while part.last == 0x20 { part.removeLast() }
    return Substring(part)
  }

  /// Reads `0041` or `0041..005A`.
  var codePoints: ClosedRange<UInt32>? {
    let bounds = self.utf8.split(separator: 0x2E).compactMap { UInt32(Substring($0), radix: 16) }
    guard let first = bounds.first, let last = bounds.last, first <= last else { return nil }
    return first...last
  }

  /// Reads `0041 0301`.
  var sequence: [UInt32] {
    self.utf8.split(separator: 0x20).compactMap { UInt32(Substring($0), radix: 16) }
  }
}
