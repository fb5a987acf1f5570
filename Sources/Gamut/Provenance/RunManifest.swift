// SPDX-License-Identifier: Apache-2.0

import GamutFiles
public import GamutJSON

/// What one run read, decided and wrote, so that all of it can be checked later: `ManifestCheck`.
///
/// It holds no time and nothing of the machine: the same files, paths and options give the same bytes.
public struct RunManifest: Hashable, Sendable {
  /// The version of the JSON form; it grows when a name or a meaning changes.
  public static let schema = 1

  /// The version of the program that ran.
  public var version: String
  /// The command that ran, such as `dedupe`.
  public var command: String
  /// Its options as it understood them: those that its reports print.
  public var options: [JSONMember]
  /// The seed of all that was drawn at random.
  public var seed: Int
  /// What was read, in order: the inputs first.
  public var inputs: [Input]
  /// What was written beside the manifest.
  public var outputs: [Output]
  /// What each stage took and let through, in the order in which they ran.
  public var stages: [StageFlow]
  /// What became of all records read.
  public var rows: Rows
}

extension RunManifest {
  /// A file, and what it held.
  public struct File: Hashable, Sendable {
    /// The path as the user gave it; `-` is a standard stream.
    public var path: String
    /// Whether it can be read again at its path: it was not a pipe, a device or an open descriptor.
    public var isThere: Bool
    /// How long it was, packed where it was packed.
    public var byteCount: Int
    /// SHA-256 of those bytes: 64 hexadecimal digits.
    public var sha256: String
  }

  /// Something that was read.
  public struct Input: Hashable, Sendable {
    /// What it was read for.
    public enum Role: String, CaseIterable, Hashable, Sendable {
      /// Its records are those that were decided on.
      case input
      /// Its records were known before.
      case against
      /// What the set is to serve.
      case reference
      /// An index of earlier runs.
      case index
      /// Vectors, or the model that made them.
      case vectors
    }

    /// What it was read for.
    public var role: Role
    /// The file.
    public var file: File
    /// What became of its records; nil where it has none that were decided on.
    public var rows: Rows?
  }

  /// Something that was written.
  public struct Output: Hashable, Sendable {
    /// What it holds; the names are those of the options that ask for it.
    public enum Role: String, CaseIterable, Hashable, Sendable {
      case kept, removed, rejected, clusters, spans, provenance, json, html, markdown, index
    }

    /// How many bytes stand around records that are copied as they came.
    public struct Surroundings: Hashable, Sendable {
      /// In front of the first.
      public var before: Int
      /// Between each and the next.
      public var between: Int
      /// Behind the last.
      public var after: Int
    }

    /// What it holds.
    public var role: Role
    /// The file.
    public var file: File
    /// The place among `inputs` of the only one whose records it holds; nil where it holds those of all.
    public var input: Int?
    /// How many records or lines; nil for a report.
    public var rowCount: Int?
    /// Whether the kept records are laid out as JSON of another form than they came in.
    public var isConverted = false
    /// What stands around the kept records; nil for all other outputs, and for tables of columns.
    public var surroundings: Surroundings?
  }

  /// What a stage removed.
  public struct StageCount: Hashable, Sendable {
    /// Its name: `exact`, `near`, `semantic` or `repeat`.
    public var stage: String
    /// How many records.
    public var count: Int
  }

  /// What became of some records: `read` is the sum of the others.
  public struct Rows: Hashable, Sendable {
    /// All of them.
    public var read: Int
    /// Those of the output.
    public var kept: Int
    /// Those that could not be read.
    public var rejected: Int
    /// Those removed, for each stage that ran, in their order.
    public var removed: [StageCount]

    /// All that were removed.
    public var removedCount: Int { removed.reduce(0) { $0 + $1.count } }
  }

  /// What went through a stage: `cameIn` is the sum of the others.
  ///
  /// A copy whose representative is removed by a later stage counts as that stage's, as it does
  /// everywhere.
  public struct StageFlow: Hashable, Sendable {
    /// `read`, which rejects, and then the stages that ran.
    public var stage: String
    /// How many records came in.
    public var cameIn: Int
    /// How many it took out.
    public var removed: Int
    /// How many went on.
    public var wentOn: Int
  }
}

extension RunManifest.File {
  init(_ path: String, isThere: Bool, _ digest: FileDigest) {
    self.init(
      path: path, isThere: isThere, byteCount: digest.byteCount, sha256: digest.sha256)
  }
}
