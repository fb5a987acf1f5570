// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Groups of records with equal hashes, or parts of them, that are confirmed in one reading.
struct ConfirmationBatch {
  /// The records of one group that are compared with its first.
  struct Part {
    /// The rank of the group's first record.
    let first: UInt32
    /// Others of the group, ascending.
    let others: ArraySlice<UInt32>
    /// Whether records of this group stand in the part before.
    let continues: Bool
  }

  /// What became of a part: all ranks ascending.
  struct Comparison {
    let first: UInt32
    let continues: Bool
    /// Those whose text and shape equal those of the first.
    var equal: [UInt32] = []
    /// The others.
    var other: [UInt32] = []
  }

  private var parts: [Part] = []
  private var recordCount = 0
  private var byteCount = 0

  /// How much is read at once: records, and bytes of text unless two records have more.
  private static let recordLimit = 4096
  private static let byteLimit = 64 << 20

  /// Cuts `groups`, each of two or more ranks, into batches.
  static func batches(
    of groups: [ArraySlice<UInt32>], _ identities: TextIdentities, _ keepOrder: [RecordIndex]
  ) -> [ConfirmationBatch] {
    var batches: [ConfirmationBatch] = []
    var batch = ConfirmationBatch()
    for group in groups {
      guard let first = group.first else { continue }
      // All have one length, unless the hashes of different lengths met.
      let length = max(1, Int(identities.byteCounts[Int(keepOrder[Int(first)])]))
      var rest = group.dropFirst()
      var continues = false
      while !rest.isEmpty {
        let room = min(
          recordLimit - batch.recordCount, (byteLimit - batch.byteCount) / length)
        if room < 2, batch.recordCount > 0 {
          batches.append(batch)
          batch = ConfirmationBatch()
          continue
        }
        let part = rest.prefix(max(1, room - 1))
        rest = rest.dropFirst(part.count)
        batch.parts.append(Part(first: first, others: part, continues: continues))
        batch.recordCount += part.count + 1
        batch.byteCount += (part.count + 1) * length
        continues = true
      }
    }
    if batch.recordCount > 0 { batches.append(batch) }
    return batches
  }

  /// Reads the texts and compares each part with its first record.
  func compared<Failure: Error>(
    _ keepOrder: [RecordIndex], _ texts: ([RecordIndex]) throws(Failure) -> ShapedTexts
  ) throws(Failure) -> [Comparison] {
    let wanted = parts.flatMap { [$0.first] + $0.others }.map { keepOrder[Int($0)] }
    let batch = try texts(wanted)
    precondition(batch.texts.count == wanted.count, "\(batch.texts.count) of \(wanted.count) texts")
    var place = 0
    return parts.map { part in
      var comparison = Comparison(first: part.first, continues: part.continues)
      for (i, rank) in part.others.enumerated() {
        if batch.areEqual(place, place + 1 + i) {
          comparison.equal.append(rank)
        } else {
          comparison.other.append(rank)
        }
      }
      place += part.others.count + 1
      return comparison
    }
  }
}
