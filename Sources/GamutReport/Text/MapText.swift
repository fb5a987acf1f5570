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
