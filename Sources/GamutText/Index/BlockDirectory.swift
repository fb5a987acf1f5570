// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
import GamutFiles

/// Which records of a segment each block of texts holds, and where it stands.
struct BlockDirectory: Sendable {
  /// How many records there are up to the end of each block.
  private let recordEnds: [Int]
  /// How many bytes of blocks there are up to the end of each.
  private let byteEnds: [Int]

  /// Reads the directory of `segment`; nil where it does not suit the other sections.
  init?(_ segment: IndexLayout.Segment, _ file: FileMapping) {
    let range = segment.range(of: .blocks)
    guard range.count % 16 == 0 else { return nil }
    let numbers = file.withBytes(range) { bytes in
      (0..<bytes.count / 8).map { bytes.little(at: 8 * $0, as: UInt64.self) }
    }
    var recordEnds: [Int] = []
    var byteEnds: [Int] = []
    var (records, bytes) = (0, 0)
    let (recordCount, byteCount) = (segment.recordCount, segment.range(of: .texts).count)
    for i in stride(from: 0, to: numbers.count, by: 2) {
      guard numbers[i] <= recordCount, numbers[i + 1] <= byteCount else { return nil }
      guard numbers[i] > records, numbers[i + 1] > bytes else { return nil }
      (records, bytes) = (Int(numbers[i]), Int(numbers[i + 1]))
      recordEnds.append(records)
      byteEnds.append(bytes)
    }
    guard records == recordCount, bytes == byteCount else { return nil }
    self.recordEnds = recordEnds
    self.byteEnds = byteEnds
  }

  /// How many blocks there are.
  var blockCount: Int { recordEnds.count }

  /// The block of record `index` of the segment.
  ///
  /// - Complexity: O(log blocks).
  func block(of index: Int) -> Int {
    // The last block holds what no other does.
    recordEnds.dropLast().indices.partitionPoint { recordEnds[$0] > index }
  }

  /// The records of a block.
  func records(ofBlock block: Int) -> Range<Int> {
    (block == 0 ? 0 : recordEnds[block - 1])..<recordEnds[block]
  }

  /// Where a block stands in the section of texts.
  func bytes(ofBlock block: Int) -> Range<Int> {
    (block == 0 ? 0 : byteEnds[block - 1])..<byteEnds[block]
  }
}
