// SPDX-License-Identifier: Apache-2.0

/// Texts of records made harmless inside Markdown as GitHub reads it.
enum MarkdownText {
  /// A text on one line, for a paragraph or a cell of a table: every character that could start
  /// markup, HTML, a link, a mention or a new cell is escaped.
  static func inline(_ text: String, limit: Int = ReportLimits.example) -> String {
    let cut = TextCut(line: text, limit: limit)
    return escaped(cut.head) + cut.note
  }

  /// A name, cut shorter.
  static func name(_ text: String) -> String { inline(text, limit: ReportLimits.name) }

  /// A text as a fenced block of code, in which nothing is markup; the fence is longer than any run
  /// of grave accents inside. `mark` stands before every line.
  static func block(_ text: String, language: StaticString = "text", mark: String = "") -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let lines = SafeText.block(text).unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { mark + String($0) }
    return "\(fence)\(language)\n\(lines.joined(separator: "\n"))\n\(fence)\n"
  }

  private static let markup = Set("\\`*_{}[]#+!|~$^".utf8)

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    for (i, byte) in source.enumerated() {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "@"), UInt8(ascii: ":"):
        // GitHub finds mentions and addresses in the text that escapes leave behind; an empty
        // comment parts the word and does not show.
        bytes.append(byte)
        let next = i + 1 < source.count ? source[i + 1] : 0x20
        if byte == UInt8(ascii: "@") || next == UInt8(ascii: "/") {
          bytes.append(contentsOf: "<!-- -->".utf8)
        }
      case UInt8(ascii: "."):
        bytes.append(contentsOf: i >= 3 && isWWW(source[i - 3..<i]) ? "\\.".utf8 : ".".utf8)
      case _ where markup.contains(byte): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "-") where i == 0: bytes += [UInt8(ascii: "\\"), byte]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isWWW(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }
}
