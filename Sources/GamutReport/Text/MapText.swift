// SPDX-License-Identifier: Apache-2.0

/// What a map shows and what not, in words.
enum MapText {
  /// How far to believe it.
  static func caution(_ map: MapReport) -> String {
    """
    Only what is near can be read: distances between far groups, and the size and the density of a \
    group, mean little. Of the \(NumberText.count(map.neighbours)) records most like a record, \
    \(NumberText.percent(map.neighboursKept.value)) are among the \
    \(NumberText.count(map.neighbours)) nearest to it here; on the first two principal components \
    it is \(NumberText.percent(map.neighboursKeptByComponents.value)). Drawn by \(map.method).
    """
  }

  /// Whether the first letter of a text belongs to a script that is read from right to left.
  static func isRightToLeft(_ text: String) -> Bool {
    guard let letter = text.unicodeScalars.first(where: \.properties.isAlphabetic) else {
      return false
    }
    // Hebrew to Arabic with their supplements, their presentation forms, and the scripts of the
    // supplementary plane that Unicode has set aside for right to left.
    return [
      0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
    ]
    .contains { $0.contains(letter.value) }
  }

  /// The first two terms of a group's name, cut.
  static func label(of group: MapReport.Group) -> String {
    var terms: [Substring] = []
    var rest = group.name[...]
    // `firstRange(of:)` would link regular expressions into every program: 1.2 MB.
    while terms.count < 2, let dot = rest.indices.first(where: { rest[$0...].starts(with: " · ") })
    {
      terms.append(rest[..<dot])
      rest = rest[dot...].dropFirst(" · ".count)
    }
    if terms.count < 2 { terms.append(rest) }
    let cut = TextCut(line: terms.joined(separator: " · "), limit: ReportLimits.label)
    return cut.omittedCount == 0 ? cut.head : cut.head + "…"
  }
}
