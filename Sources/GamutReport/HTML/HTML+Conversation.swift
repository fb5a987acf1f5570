// SPDX-License-Identifier: Apache-2.0

/// The system prompt that most conversations of a list share, which is shown once.
struct SharedPrompt {
  /// The prompt; nil where most have none in common.
  let text: String?

  /// No prompt.
  static let none = SharedPrompt(text: nil)

  private init(text: String?) { self.text = text }

  /// The prompt that more than half of `texts`, and three of them at least, begin with.
  init(of texts: [PlacedText]) {
    var counts: [[UInt8]: Int] = [:]
    for text in texts {
      guard let first = text.turns.first, first.speaker == .system else { continue }
      counts[Array(first.text.utf8), default: 0] += 1
    }
    // No two can be in more than half.
    let most = counts.first { $0.value >= 3 && 2 * $0.value > texts.count }
    text = most.map { String(decoding: $0.key, as: UTF8.self) }
  }

  /// Whether `turn` is it.
  func isIn(_ turn: Turn) -> Bool {
    guard let text, turn.speaker == .system else { return false }
    return turn.text.utf8.elementsEqual(text.utf8)
  }

  /// The prompt, folded away.
  var html: HTML {
    guard let text else { return "" }
    return """
      <details class="turn system"><summary>The system prompt that most of these records share, \
      \(NumberText.count(text.unicodeScalars.count, of: "character"))</summary>\
      <div class="text" dir="auto">\(TextCut(text, limit: ReportLimits.side).text)</div></details>

      """
  }
}

extension HTML {
  /// Two texts beside each other, what differs marked; those that are the same but once.
  ///
  /// Conversations with the same speakers in the same order are compared turn by turn.
  static func sides(
    _ a: PlacedText, _ b: PlacedText, titles: (a: HTML, b: HTML), same: HTML? = nil,
    marks: (a: Bool, b: Bool), sharing prompt: SharedPrompt = .none
  ) -> HTML {
    if a.isLeftOut { return "<p class=\"text more\">\(a.text)</p>" }
    let isSame = a.text.utf8.elementsEqual(b.text.utf8)
    let (left, right) = turns(a, b, marks, sharing: prompt) ?? blocks(a, b, marks)
    if let same, isSame {
      return "<div class=\"sides one\"><div><h4>\(same)</h4>\(left)</div></div>"
    }
    return """
      <div class="sides"><div><h4>\(titles.a)</h4>\(left)</div>\
      <div><h4>\(titles.b)</h4>\(right)</div></div>
      """
  }

  private static func blocks(
    _ a: PlacedText, _ b: PlacedText, _ marks: (a: Bool, b: Bool)
  ) -> (HTML, HTML) {
    let difference = WordDifference(a.text, b.text, shown: ReportLimits.side)
    return (
      block(difference.left, isRemoved: marks.a), block(difference.right, isRemoved: marks.b)
    )
  }

  /// Both conversations; nil where one is none, or their speakers differ.
  private static func turns(
    _ a: PlacedText, _ b: PlacedText, _ marks: (a: Bool, b: Bool), sharing prompt: SharedPrompt
  ) -> (HTML, HTML)? {
    guard a.turns.count > 1, a.turns.map(\.speaker) == b.turns.map(\.speaker) else { return nil }
    var (left, right): (HTML, HTML) = ("", "")
    let shown = min(a.turns.count, ReportLimits.turns)
    for (one, other) in zip(a.turns, b.turns).prefix(shown) {
      let difference = WordDifference(one.text, other.text, shown: ReportLimits.side / shown)
      left += turn(one, block(difference.left, isRemoved: marks.a), sharing: prompt)
      right += turn(other, block(difference.right, isRemoved: marks.b), sharing: prompt)
    }
    let rest = hidden(a.turns.count, shown: shown, of: "turn")
    return (left + rest, right + rest)
  }

  private static func turn(_ turn: Turn, _ text: HTML, sharing prompt: SharedPrompt) -> HTML {
    if prompt.isIn(turn) { return "<p class=\"more\">(the shared system prompt)</p>" }
    guard turn.speaker == .system else { return bubble(turn.speaker, text) }
    return """
      <details class="turn system"><summary>system, \
      \(NumberText.count(turn.text.unicodeScalars.count, of: "character"))</summary>\(text)</details>
      """
  }

  /// A turn with its speaker.
  static func bubble(_ speaker: Turn.Speaker, _ text: HTML) -> HTML {
    "<div class=\"turn \(speaker.rawValue)\"><small>\(speaker.rawValue)</small>\(text)</div>\n"
  }
}
