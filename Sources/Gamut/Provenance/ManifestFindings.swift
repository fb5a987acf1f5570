// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

/// What a check of a manifest came to.
public struct ManifestFindings: Hashable, Sendable {
  /// Something that is not as the manifest says.
  public struct Problem: Hashable, Sendable {
    /// The file, as the manifest names it; nil for the manifest itself.
    public let path: String?
    /// What of it: `sha256`, `rows.kept`, `record 17`.
    public let what: String
    /// What it should be.
    public let expected: String
    /// What it is.
    public let found: String
  }

  /// Something that could not be looked at.
  public struct Gap: Hashable, Sendable {
    /// The file, as the manifest names it.
    public let path: String
    /// What was not checked, and why.
    public let why: String
  }

  /// The version of the JSON form; it grows when a name or a meaning changes.
  public static let schema = 1

  /// The path of the manifest as the user gave it.
  public let path: String
  /// What differs: counts, then files, then records.
  public internal(set) var problems: [Problem] = []
  /// What was not checked.
  public internal(set) var gaps: [Gap] = []
  /// How many files were hashed.
  public internal(set) var fileCount = 0
  /// How many bytes they have.
  public internal(set) var byteCount = 0
  /// How many records were counted or compared in the outputs.
  public internal(set) var recordCount = 0

  init(path: String) { self.path = path }

  /// Whether nothing differs.
  public var isRight: Bool { problems.isEmpty }
}

extension ManifestFindings {
  /// Notes a difference where there is one.
  mutating func expect<Value: Equatable>(
    _ what: String, of path: String? = nil, is expected: Value, _ found: Value
  ) {
    if expected != found { add(what, of: path, expected: "\(expected)", found: "\(found)") }
  }

  mutating func add(_ what: String, of path: String?, expected: String, found: String) {
    problems.append(Problem(path: path, what: what, expected: expected, found: found))
  }
}

extension ManifestFindings {
  /// One line for each problem and each gap: `kept.jsonl: sha256: expected ab…, found cd…`.
  public var lines: [String] {
    problems.map {
      "\($0.path ?? path): \($0.what): expected \($0.expected), found \($0.found)"
    } + gaps.map { "\($0.path): not checked: \($0.why)" }
  }

  /// All of it in one line.
  public var summary: String {
    let looked = "\(fileCount) files, \(byteCount) bytes, \(recordCount) records of outputs checked"
    return switch problems.count {
    case 0: "\(path): all right; \(looked)"
    case 1: "\(path): 1 thing differs; \(looked)"
    default: "\(path): \(problems.count) things differ; \(looked)"
    }
  }

  /// All of it as a tree.
  public var jsonValue: JSONValue {
    [
      "schema": .integer(Self.schema), "manifest": .string(path), "right": .bool(isRight),
      "problems": .array(
        problems.map {
          [
            "path": .optional($0.path), "what": .string($0.what),
            "expected": .string($0.expected), "found": .string($0.found),
          ]
        }),
      "unchecked": .array(gaps.map { ["path": .string($0.path), "why": .string($0.why)] }),
      "checked": [
        "files": .integer(fileCount), "bytes": .integer(byteCount),
        "records": .integer(recordCount),
      ],
    ]
  }
}
