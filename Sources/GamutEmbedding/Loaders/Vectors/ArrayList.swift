// SPDX-License-Identifier: Apache-2.0

/// The arrays of a file, for the error of a choice that cannot be made.
enum ArrayList {
  /// `"ids" (20 × 384 <f4)`.
  static func entry(_ name: String, shape: [Int], type: String) -> String {
    let size = shape.isEmpty ? "one number" : shape.map(String.init).joined(separator: " × ")
    return "\"\(name)\" (\(size) \(type))"
  }

  /// The entries, the first of `count`.
  static func text(_ entries: [String], count: Int, noun: String) -> String {
    "the \(noun) are \(entries.joined(separator: ", "))"
      + (entries.count < count ? " and \(count - entries.count) more" : "")
  }
}
