// SPDX-License-Identifier: Apache-2.0

/// The start of a text, short enough to show, and how much of it is left out.
struct TextCut: Equatable {
  /// The start of the text, ending between two characters.
  let head: String
  /// How many code points follow it.
  let omittedCount: Int

  /// Cuts `text` to at most `limit` code points.
  ///
  /// The cut falls between two grapheme clusters, unless one is longer than 32 code points, which
  /// no writing system needs and some hostile texts have; then between two code points.
  init(_ text: String, limit: Int) {
    let scalars = text.unicodeScalars
    guard
      var end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else {
      head = String(text)
      omittedCount = 0
      return
    }
    // Judged on a short piece, so that a cluster of a megabyte costs nothing.
    let reach = 32
    let pieceStart =
      scalars.index(end, offsetBy: -reach, limitedBy: scalars.startIndex) ?? scalars.startIndex
    let pieceEnd =
      scalars.index(end, offsetBy: reach, limitedBy: scalars.endIndex) ?? scalars.endIndex
    let piece = String(scalars[pieceStart..<pieceEnd])
    var kept = min(reach, limit)
    let whole = kept
    let borders = Set(
      piece.indices.map { piece.unicodeScalars.distance(from: piece.startIndex, to: $0) })
    while kept > 0 && !borders.contains(kept) { kept -= 1 }
    if kept > 0 { end = scalars.index(end, offsetBy: kept - whole) }
    head = String(scalars[..<end])
    omittedCount = scalars.distance(from: end, to: scalars.endIndex)
  }

  /// Cuts `text` to at most `limit` code points after its leading white space, then puts the rest on
  /// one line as `SafeText` does.
  ///
  /// The cut comes first, so that of a text of megabytes only the start is looked at closely; what
  /// is left out is counted in code points of the text as it came.
  init(line text: String, limit: Int) {
    let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let cut = TextCut(String(start), limit: limit)
    head = SafeText.line(cut.head)
    omittedCount = cut.omittedCount
  }

  /// The text with an ellipsis that says how much is left out.
  var text: String { omittedCount == 0 ? head : "\(head)\(note)" }

  /// `… (1,234 more characters)`, or nothing where nothing is left out.
  var note: String {
    switch omittedCount {
    case 0: ""
    case 1: "… (1 more character)"
    default: "… (\(NumberText.count(omittedCount)) more characters)"
    }
  }
}
