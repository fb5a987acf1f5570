// SPDX-License-Identifier: Apache-2.0

/// Which texts count as JSON.
public enum JSONMode: String, Hashable, Codable, Sendable {
  /// RFC 8259. Lone surrogate escapes and numbers of any size are in its grammar, so they are read.
  case strict
  /// The same, and the numbers `NaN`, `Infinity` and `-Infinity`, as Python's `json` writes them.
  case tolerant
}
