// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// Text of strangers, made fit for one line of a message.
public enum OneLine {
  /// `text` with control characters, line separators and direction marks written as `\u{…}`.
  ///
  /// A file name may hold a newline or an escape sequence of the terminal; neither may break the
  /// line or repaint the screen.
  public static func escaped(_ text: String) -> String { CleanText.line(text) }

  /// `name` in quotes, escaped, cut after `limit` scalars.
  public static func quoted(_ name: String, limit: Int = 60) -> String {
    let scalars = name.unicodeScalars
    var shown = String(String.UnicodeScalarView(scalars.prefix(limit)))
    if scalars.count > limit { shown += "…" }
    return "\"\(escaped(shown))\""
  }

  /// Names in quotes with commas between them, at most `limit` of them.
  public static func list(_ names: [String], limit: Int = 20) -> String {
    if names.isEmpty { return "none" }
    let shown = names.prefix(limit).map { quoted($0) }.joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }
}
