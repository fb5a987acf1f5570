// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The code of the guides is code that is compiled.
@Suite struct GuideTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func lines(of file: URL) throws -> [String] {
    String(decoding: try Data(contentsOf: file), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// The blocks of Swift in a guide, each as its lines.
  private static func blocks(of guide: [String]) -> [[String]] {
    var blocks: [[String]] = []
    var isOpen = false
    for line in guide {
      if line.hasPrefix("```") {
        if !isOpen, line == "```swift" { blocks.append([]) }
        isOpen = !isOpen && line == "```swift"
      } else if isOpen {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }

  @Test func `every block of Swift in a guide stands in Examples/Library`() throws {
    // Four spaces: what stands in the body of the one function.
    let source = try Self.lines(
      of: Self.root.appending(path: "Examples/Library/Sources/FirstLook/FirstLook.swift")
    ).map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }
    let folder = Self.root.appending(path: "Sources/Gamut/Gamut.docc")
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where name.hasSuffix(".md") {
      for block in Self.blocks(of: try Self.lines(of: folder.appending(path: name))) {
        count += 1
        let isThere = source.indices.contains { source[$0...].starts(with: block) }
        #expect(isThere, "\(name): \(block.joined(separator: "\n"))")
      }
    }
    #expect(count >= 6)
  }
}
