// SPDX-License-Identifier: Apache-2.0

/// Reads a page as a browser's tokenizer does: tags, their attributes, and the text between them.
///
/// It knows nothing of how the page was made, so it can witness that no text became markup.
struct MarkupScanner {
  /// A start or end tag: its name and its attributes.
  struct Tag: Equatable {
    var name: String
    var attributes: [(name: String, value: String)]
    var isSelfClosing = false
    static func == (left: Tag, right: Tag) -> Bool {
      left.name == right.name && left.attributes.map(\.name) == right.attributes.map(\.name)
    }
  }

  private(set) var tags: [Tag] = []
  /// The text of the page with references resolved, without that of `style` and of scripts.
  private(set) var text = ""

  init(_ page: [UInt8]) {
    var i = 0
    var run: [UInt8] = []
    while i < page.count {
      // The content of a script is no markup before it ends.
      let isMarkup =
        tags.last?.name != "script" || page[i...].starts(with: Array("</script".utf8))
      guard page[i] == UInt8(ascii: "<"), isMarkup else {
        run.append(page[i])
        i += 1
        continue
      }
      if tags.last?.name != "style", tags.last?.name != "script" {
        text += Self.resolved(run) + "\u{1}"
      }
      run = []
      let (tag, end) = Self.tag(in: page, from: i + 1)
      tags.append(tag)
      i = end
    }
    text += Self.resolved(run)
  }

  private static func tag(in page: [UInt8], from start: Int) -> (Tag, Int) {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var i = start
    var name: [UInt8] = []
    while i < page.count, !isSpace(page[i]), page[i] != UInt8(ascii: ">") {
      name.append(page[i])
      i += 1
    }
    var tag = Tag(name: String(decoding: name, as: UTF8.self), attributes: [])
    while i < page.count, page[i] != UInt8(ascii: ">") {
      // A slash closes a drawing's element; between attributes it is white space.
      guard !isSpace(page[i]), page[i] != UInt8(ascii: "/") else {
        i += 1
        continue
      }
      var key: [UInt8] = []
      while i < page.count, !isSpace(page[i]), !"=>".utf8.contains(page[i]) {
        key.append(page[i])
        i += 1
      }
      var value: [UInt8] = []
      if i + 1 < page.count, page[i] == UInt8(ascii: "=") {
        // Every value of a report is in double quotes.
        i += 2
        while i < page.count, page[i] != UInt8(ascii: "\"") {
          value.append(page[i])
          i += 1
        }
        i += 1
      }
      tag.attributes.append((String(decoding: key, as: UTF8.self), resolved(value)))
    }
    tag.isSelfClosing = i > start && i <= page.count && page[i - 1] == UInt8(ascii: "/")
    return (tag, i + 1)
  }

  /// Bytes with the references that reports use resolved.
  static func resolved(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    let references = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"),
      ("&amp;", "&"),
    ]
    guard bytes.contains(UInt8(ascii: "&")) else { return text }
    for (reference, character) in references {
      var parts: [Substring.UnicodeScalarView] = []
      var rest = text.unicodeScalars[...]
      while let range = rest.firstRange(of: Array(reference.unicodeScalars)) {
        parts.append(rest[..<range.lowerBound])
        rest = rest[range.upperBound...]
      }
      var joined = String.UnicodeScalarView()
      for part in parts {
        joined.append(contentsOf: part)
        joined.append(contentsOf: character.unicodeScalars)
      }
      joined.append(contentsOf: rest)
      text = String(joined)
    }
    return text
  }
}
