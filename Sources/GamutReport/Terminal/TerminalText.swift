// SPDX-License-Identifier: Apache-2.0

/// Texts laid out in columns of a terminal.
public enum TerminalText {
  /// How many columns a text takes: none for marks and format characters, two for wide scripts and
  /// pictures, one for the rest.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// A text of a record on one line and within `width` columns, ending in … where it is cut.
  public static func fitted(_ text: String, width limit: Int) -> String {
    // Cut first, so that a text of megabytes costs no more than a line.
    let cut = TextCut(line: text, limit: 4 * max(limit, 1))
    let line = cut.head
    guard limit > 0 else { return "" }
    guard width(of: line) > limit || cut.omittedCount > 0 else { return line }
    var (result, used) = ("", 0)
    for character in line {
      let next = width(of: String(character))
      if used + next > limit - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }

  /// A text filled with spaces to `width` columns, on the right or, for numbers, on the left.
  static func padded(_ text: String, to limit: Int, isNumber: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, limit - width(of: text)))
    return isNumber ? space + text : text + space
  }

  /// A text broken at spaces into lines of at most `width` columns.
  static func wrapped(_ text: String, width limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in SafeText.line(text).split(separator: " ") {
      let word = fitted(String(word), width: limit)
      if !line.isEmpty && width(of: line) + 1 + width(of: word) > limit {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A text of a record as it stands, its lines broken to `width` columns, at spaces where there are
  /// any, and indented as they were, blank ones left out; at most `lineLimit` lines, behind which one
  /// says how much is missing.
  static func block(_ text: String, width limit: Int, lineLimit: Int) -> [String] {
    // Cut first, so that a text of megabytes costs no more than what is shown.
    let cut = TextCut(text, limit: limit * lineLimit)
    var lines: [String] = []
    for line in SafeText.block(cut.head).split(separator: "\n") {
      let line = line.map { $0 == "\t" ? "  " : String($0) }.joined()
      let indent = String(repeating: " ", count: min(line.prefix { $0 == " " }.count, limit / 2))
      lines += broken(line, width: limit - indent.count).map { indent + $0 }
    }
    var omittedCount = cut.omittedCount
    if lines.count > lineLimit {
      omittedCount += lines[lineLimit...].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
      lines.removeLast(lines.count - lineLimit)
    }
    if omittedCount > 0 {
      lines.append("… (\(NumberText.count(omittedCount, of: "more character")))")
    }
    return lines
  }

  /// The words of a line in lines of at most `width` columns; a word that is wider, as all text is in
  /// scripts without spaces, is broken where the line is full.
  private static func broken(_ text: String, width limit: Int) -> [String] {
    var lines: [String] = []
    var (line, used) = ("", 0)
    func end() {
      lines.append(line)
      (line, used) = ("", 0)
    }
    for word in text.split(separator: " ") {
      let room = width(of: String(word))
      if used > 0, room <= limit, used + 1 + room > limit { end() }
      if used > 0, used + 1 < limit { (line, used) = (line + " ", used + 1) }
      for character in word {
        let next = width(of: String(character))
        if used > 0, used + next > limit { end() }
        line.append(character)
        used += next
      }
    }
    if !line.isEmpty { end() }
    return lines
  }

  /// A bar that spans `start` to `end` (0…1) of `width` columns, in eighths at its end; a share that
  /// is not 0 is never invisible.
  static func bar(from start: Double, to end: Double, width: Int) -> String {
    let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let (left, right) = (max(0, min(1, start)), max(0, min(1, end)))
    let first = min(Int(left * Double(width)), max(width - 1, 0))
    var length = Int(((right - left) * Double(width) * 8).rounded())
    if right > left { length = max(length, 1) }
    length = min(length, (width - first) * 8)
    return String(repeating: " ", count: first) + String(repeating: "█", count: length / 8)
      + eighths[length % 8]
  }

  /// Counts as a row of small bars, at most `width`; where there are more, neighbours are added up.
  static func sparkline(_ bins: [Int], width: Int = .max) -> String {
    let step = width >= bins.count ? 1 : (bins.count + width - 1) / max(width, 1)
    let counts = stride(from: 0, to: bins.count, by: step).map { start in
      bins[start..<min(start + step, bins.count)].reduce(0, +)
    }
    guard let top = counts.max(), top > 0 else { return "" }
    let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return counts.map { count in
      count == 0 ? " " : levels[min(7, count * 8 / (top + 1))]
    }.joined()
  }
}
