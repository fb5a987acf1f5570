// SPDX-License-Identifier: Apache-2.0

/// Names and values of an index: the options that fix its decisions, or what one run added.
///
/// Saved as texts that end with a zero byte, name and value in turn, which file names and field paths
/// cannot hold.
struct IndexNotes: Equatable, Sendable {
  /// One name and its value.
  struct Entry: Equatable, Sendable {
    let name: String
    let value: String

    /// As people read it: `threshold 0.8`, `bands 18`.
    var description: String { "\(name) \(value)" }
  }

  private(set) var entries: [Entry] = []

  init() {}

  /// Reads saved notes; nil where a name has no value.
  init?(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    guard parts.count % 2 == 0 else { return nil }
    let texts = parts.map { String(decoding: $0, as: UTF8.self) }
    entries = stride(from: 0, to: texts.count, by: 2).map {
      Entry(name: texts[$0], value: texts[$0 + 1])
    }
  }

  mutating func add(_ name: String, _ value: String) {
    entries.append(Entry(name: name, value: value))
  }

  /// Takes out the last entry if it is called `name`; its value.
  mutating func remove(_ name: String) -> String? {
    guard entries.last?.name == name else { return nil }
    return entries.removeLast().value
  }

  /// Gives entries the names that `names` has for theirs.
  mutating func rename(by names: [String: String]) {
    entries = entries.map { Entry(name: names[$0.name] ?? $0.name, value: $0.value) }
  }

  /// The value of the first entry called `name`.
  subscript(name: String) -> String? { entries.first { $0.name == name }?.value }

  /// The bytes that are saved.
  var bytes: [UInt8] {
    entries.flatMap { Array($0.name.utf8) + [0] + Array($0.value.utf8) + [0] }
  }
}
