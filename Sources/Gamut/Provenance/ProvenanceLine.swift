// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON

/// What a check needs of one line of provenance.
struct ProvenanceLine {
  /// What became of the record.
  enum Decision {
    case kept
    /// The stage, and the keeper where that is a record of the inputs.
    case removed(stage: String, keeper: Int?)
    case rejected
  }

  let index: Int
  let file: String
  /// How many bytes the record has, and how many of them are not in the output; nil for a row of
  /// columns.
  let byteCount: Int?
  let cutByteCount: Int
  /// 32 hexadecimal digits; nil where the record has none.
  let hash: String?
  let decision: Decision

  private static let names = (
    index: FieldName("index"), file: FieldName("file"), length: FieldName("length"),
    cut: FieldName("cut"), hash: FieldName("hash"), decision: FieldName("decision"),
    cause: FieldName("cause"), keeper: FieldName("keeper"), against: FieldName("against")
  )

  /// Reads the object of `tape`; nil where it is none that a run writes.
  init?(_ tape: JSONTape) {
    let names = Self.names
    let root = JSONTape.rootValue
    guard tape.tag(at: root) == .object else { return nil }
    func text(_ name: FieldName) -> String? {
      tape.member(name, of: root).flatMap {
        tape.tag(at: $0) == .string ? tape.text(at: $0) : nil
      }
    }
    func count(_ name: FieldName) -> Int? {
      tape.member(name, of: root).flatMap { tape.integer(at: $0) }
    }
    guard let index = count(names.index), let file = text(names.file),
      let decision = text(names.decision)
    else { return nil }
    self.index = index
    self.file = file
    byteCount = count(names.length)
    cutByteCount = count(names.cut) ?? 0
    hash = text(names.hash)
    switch decision {
    case "kept": self.decision = .kept
    case "rejected": self.decision = .rejected
    case "removed":
      guard let stage = text(names.cause), let keeper = count(names.keeper) else { return nil }
      let isElsewhere = tape.member(names.against, of: root).map { tape.tag(at: $0) == .yes }
      self.decision = .removed(stage: stage, keeper: isElsewhere == true ? nil : keeper)
    default: return nil
    }
  }
}
