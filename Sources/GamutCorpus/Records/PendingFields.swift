// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The fields of one record that count, gathered in any order and written in the order of their names.
struct PendingFields {
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []

  private struct Entry {
    let name: Range<Int>
    let value: Range<Int>
    let kind: CountedFields.Kind
    let group: KnownField.Group
    let repeatsText: Bool
  }

  /// Whether there are none.
  var isEmpty: Bool { entries.isEmpty }

  /// Forgets all.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// Adds a field whose value `write` adds to the bytes, as canonical JSON; one that is absent is left
  /// out.
  mutating func append(
    _ name: some Sequence<UInt8>, _ kind: CountedFields.Kind, _ group: KnownField.Group,
    repeatsText: Bool = false, _ write: (inout [UInt8]) -> Void
  ) {
    let start = bytes.count
    bytes.append(contentsOf: name)
    let middle = bytes.count
    write(&bytes)
    if CanonicalJSON.isAbsent(bytes[middle...]) {
      bytes.removeLast(bytes.count - start)
      return
    }
    entries.append(
      Entry(
        name: start..<middle, value: middle..<bytes.count, kind: kind, group: group,
        repeatsText: repeatsText))
  }

  /// Writes those of the groups that `isWanted` into the fields of `column`, whose record is not
  /// ended yet.
  func write(to column: inout ShapedTexts, isWanted: (KnownField.Group) -> Bool) {
    var own: OwnText?
    for index in order where isWanted(entries[index].group) {
      let entry = entries[index]
      let name = bytes.span.extracting(entry.name)
      if entry.repeatsText {
        let text = own ?? OwnText(of: column)
        own = text
        let rest = text.removed(from: bytes[entry.value])
        if CanonicalJSON.isAbsent(rest) { continue }
        CountedFields.append(entry.kind, name: name, value: rest.span, to: &column.fields)
      } else {
        CountedFields.append(
          entry.kind, name: name, value: bytes.span.extracting(entry.value), to: &column.fields)
      }
    }
  }

  /// The entries by their names; those of one name in the order in which they came.
  private var order: [Int] {
    guard entries.count > 1 else { return Array(entries.indices) }
    return entries.indices.sorted {
      let (a, b) = (bytes[entries[$0].name], bytes[entries[$1].name])
      return a == b ? $0 < $1 : a.lexicographicallyPrecedes(b)
    }
  }

  /// The names, each once, in their order.
  var names: [String] {
    var names: [String] = []
    for index in order {
      let name = String(decoding: bytes[entries[index].name], as: UTF8.self)
      if names.last != name { names.append(name) }
    }
    return names
  }
}

/// The parts of a record, to be told apart from what a field says beyond them.
///
/// A column that holds the record once more (rendered by a template, say) would keep every near-copy:
/// it differs where the record differs. Each part that stands in the field as whole words is
/// replaced by a control byte that names the part. So the text and what is left still give back the
/// field, two records of equal texts have equal rests exactly if their fields are equal, and the rest
/// of a rendered record is the template.
struct OwnText {
  private let parts: [(number: UInt8, escaped: [UInt8])]  // longest first

  /// Takes the parts of the record of `column` that is not ended yet.
  init(of column: ShapedTexts) {
    let text = column.texts.bytes[(column.texts.ends.last ?? 0)...]
    let shape = column.shapes.bytes[(column.shapes.ends.last ?? 0)...]
    var parts: [(number: UInt8, escaped: [UInt8])] = []
    PartShape.forEachPart(of: Array(shape).span) { part in
      // Bytes 1 to 31 name the first parts; they stand in no JSON as they are.
      guard parts.count < 31 else { return }
      var escaped: [UInt8] = []
      CanonicalJSON.appendEscaped(
        Array(
          text[
            (text.startIndex + part.range.lowerBound)..<(text.startIndex + part.range.upperBound)]
        )
        .span, to: &escaped)
      parts.append((UInt8(parts.count + 1), escaped))
    }
    self.parts = parts.sorted {
      $0.escaped.count == $1.escaped.count
        ? $0.number < $1.number : $0.escaped.count > $1.escaped.count
    }
  }

  /// Whether a part of `byteCount` bytes or more stands in `value`.
  func stands(in value: ArraySlice<UInt8>, byteCount: Int) -> Bool {
    parts.contains { $0.escaped.count >= byteCount && place(of: $0.escaped, in: value) != nil }
  }

  /// `value` with a control byte in the place of each part that stands in it.
  func removed(from value: ArraySlice<UInt8>) -> [UInt8] {
    var rest = Array(value)
    for part in parts {
      guard let start = place(of: part.escaped, in: rest[...]) else { continue }
      rest.replaceSubrange(start..<start + part.escaped.count, with: CollectionOfOne(part.number))
    }
    // A string that is nothing but one part says nothing of its own.
    return rest.count == 3 && rest[0] == UInt8(ascii: "\"") && rest[1] < 32
      ? Array("\"\"".utf8) : rest
  }

  /// Where `part` first stands in `value` as whole words.
  private func place(of part: [UInt8], in value: ArraySlice<UInt8>) -> Int? {
    guard let first = part.first, let last = part.last, value.count >= part.count else {
      return nil
    }
    var start = value.startIndex
    let end = value.endIndex - part.count
    while start <= end {
      guard let found = value[start...end].firstIndex(of: first) else { return nil }
      let behind = found + part.count
      if value[behind - 1] == last, value[found..<behind] == part[...],
        found == value.startIndex || !Self.joins(value[found - 1], first)
          || Self.isEscape(endingAt: found, in: value),
        behind == value.endIndex || !Self.joins(last, value[behind])
      {
        return found
      }
      start = found + 1
    }
    return nil
  }

  /// Whether the letter before `end` is that of an escape, such as the n of a newline.
  private static func isEscape(endingAt end: Int, in value: ArraySlice<UInt8>) -> Bool {
    var start = end - 1
    while start > value.startIndex, value[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (end - 1 - start) % 2 == 1
  }

  /// Whether two bytes side by side are of one word, as far as ASCII tells.
  private static func joins(_ left: UInt8, _ right: UInt8) -> Bool {
    func isWord(_ byte: UInt8) -> Bool {
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
    return isWord(left) && isWord(right)
  }
}
