// SPDX-License-Identifier: Apache-2.0

/// Reads texts of one chat template: finds the turns in them.
final class TemplateReader: Sendable {
  private let template: ChatTemplate
  private let first: [[UInt8]]
  private let leading: [[UInt8]]
  private let marks: [(bytes: [UInt8], nameEnd: [UInt8], mark: ChatTemplate.Mark)]
  private let ends: [[UInt8]]
  /// Whether a byte is the first of a mark or an end, so that most bytes are passed at one look.
  private let begins: [Bool]

  init(_ template: ChatTemplate) {
    self.template = template
    first = template.first.map { Array($0.utf8) }
    leading = template.leading.map { Array($0.utf8) }
    marks = template.marks.map { (Array($0.text.utf8), Array($0.nameEnd.utf8), $0) }
    ends = template.ends.map { Array($0.utf8) }
    var begins = [Bool](repeating: false, count: 256)
    for bytes in marks.map(\.bytes) + ends { begins[Int(bytes[0])] = true }
    self.begins = begins
  }

  /// One reader for each template.
  static let all = ChatTemplate.all.map(TemplateReader.init)

  /// One turn of a text.
  struct Turn {
    let role: Role
    /// The name of a role that is none of ours.
    var name: [UInt8] = []
    /// Its text, without the white space around it.
    let range: Range<Int>
    /// Where its mark begins.
    let start: Int
  }

  /// Whether `text` begins with the template's first mark.
  func matches(_ text: Span<UInt8>) -> Bool {
    let start = contentStart(of: text)
    return first.contains { Self.has($0, in: text, at: start) }
  }

  /// The turns of `text`; none where it does not begin as the template's texts do.
  func turns(of text: Span<UInt8>) -> [Turn] {
    guard matches(text) else { return [] }
    var turns: [Turn] = []
    var role: Role? = template.hasPreamble ? .system : nil
    var name: [UInt8] = []
    var start = contentStart(of: text)  // of the turn's text
    var markStart = start
    var i = start
    func close(at end: Int) {
      guard let role else { return }
      let range = Self.trimmed(start..<end, of: text)
      guard !range.isEmpty else { return }
      turns.append(Turn(role: role, name: name, range: range, start: markStart))
    }
    while i < text.count {
      guard begins[Int(text[i])] else {
        i += 1
        continue
      }
      if let (next, found, foundName) = mark(in: text, at: i) {
        close(at: i)
        (role, name, markStart) = (found, foundName, i)
        start = next
        i = next
      } else if let end = ends.first(where: { Self.has($0, in: text, at: i) }) {
        close(at: i)
        // What follows an end without a mark is said by whoever spoke: nothing is lost.
        i += end.count
        start = i
      } else {
        i += 1
      }
    }
    close(at: text.count)
    return turns
  }

  /// The mark at `place`: where the turn's text begins, and whose it is.
  private func mark(in text: Span<UInt8>, at place: Int) -> (Int, Role, [UInt8])? {
    for (bytes, nameEnd, mark) in marks where Self.has(bytes, in: text, at: place) {
      guard isAllowed(mark.place, in: text, at: place) else { continue }
      let behind = place + bytes.count
      if let role = mark.role { return (behind, role, []) }
      // A name is short; a mark without one is text.
      var end = behind
      while end < min(text.count, behind + 80), !Self.has(nameEnd, in: text, at: end) { end += 1 }
      guard Self.has(nameEnd, in: text, at: end) else { continue }
      let name = Self.bytes(Self.trimmed(behind..<end, of: text), of: text)
      let role = Self.role(named: name)
      return (end + nameEnd.count, role, role == .other ? name : [])
    }
    return nil
  }

  /// The role of a header: its first word, since a channel or a recipient may follow.
  private static func role(named name: [UInt8]) -> Role {
    let role = Role.named(name)
    guard role == .other else { return role }
    let word = name.prefix { $0 != UInt8(ascii: "<") && $0 != 0x20 && $0 != UInt8(ascii: ":") }
    return Role.named(word)
  }

  private func isAllowed(_ place: ChatTemplate.Mark.Place, in text: Span<UInt8>, at start: Int)
    -> Bool
  {
    if place == .anywhere || start == contentStart(of: text) { return true }
    switch text[start - 1] {
    case 0x0A, 0x0D: return true
    case 0x20, 0x09, UInt8(ascii: ">"): return place == .word
    default: return false
    }
  }

  /// Where the text begins behind white space and what may lead it.
  private func contentStart(of text: Span<UInt8>) -> Int {
    var start = 0
    while true {
      while start < text.count, Self.isSpace(text[start]) { start += 1 }
      guard let lead = leading.first(where: { Self.has($0, in: text, at: start) }) else {
        return start
      }
      start += lead.count
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  private static func has(_ bytes: [UInt8], in text: Span<UInt8>, at place: Int) -> Bool {
    guard place + bytes.count <= text.count else { return false }
    for i in bytes.indices where text[place + i] != bytes[i] { return false }
    return true
  }

  private static func trimmed(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(text[start]) { start += 1 }
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func bytes(_ range: Range<Int>, of text: Span<UInt8>) -> [UInt8] {
    range.map { text[$0] }
  }
}
