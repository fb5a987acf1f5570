// SPDX-License-Identifier: Apache-2.0

/// What two records must have in common to be near-duplicates.
public enum Alike: String, Hashable, Codable, Sendable, CaseIterable {
  /// The shingles of their whole texts: documents.
  case text
  /// What they teach: `ExampleRule`. A record whose only part is a document is compared as `text`,
  /// and with other documents alone.
  case example
}
