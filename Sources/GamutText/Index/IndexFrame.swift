// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The head of a frame: what it is, how many records it has, and the length and checksum of each of
/// its sections.
struct IndexFrame: Equatable, Sendable {
  enum Kind: CaseIterable {
    /// Records.
    case segment
    /// What the owner notes of an addition.
    case notes
    /// The end of an addition; its one number is made of the heads before it.
    case commit

    fileprivate var magic: UInt64 {
      switch self {
      case .segment: 0x544E_454D_4745_5347  // GSEGMENT
      case .notes: 0x5345_544F_4E54_4D47  // GMTNOTES
      case .commit: 0x5449_4D4D_4F43_5447  // GTCOMMIT
      }
    }

    /// How many numbers stand between the count of records and the checksum.
    fileprivate var numberCount: Int {
      switch self {
      case .segment: 2 * IndexSection.allCases.count
      case .notes: 2
      case .commit: 1
      }
    }

    /// The bytes of the head.
    var headByteCount: Int { 24 + 8 * numberCount }
  }

  let kind: Kind
  let recordCount: UInt64
  /// Length and checksum of each section; of a commit the chain.
  let numbers: [UInt64]

  /// A frame of `sections`.
  init(_ kind: Kind, recordCount: Int, sections: [[UInt8]]) {
    self.kind = kind
    self.recordCount = UInt64(recordCount)
    numbers = sections.flatMap { [UInt64($0.count), StableHash.hash64($0.span)] }
  }

  /// The commit of an addition of `recordCount` records.
  init(commit chain: UInt64, recordCount: Int) {
    kind = .commit
    self.recordCount = UInt64(recordCount)
    numbers = [chain]
  }

  /// The lengths of the sections.
  var sectionByteCounts: [UInt64] {
    kind == .commit ? [] : stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
  }

  /// The head, for a frame that starts at byte `offset` of its file.
  func head(at offset: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(little: kind.magic)
    bytes.append(little: recordCount)
    bytes.append(little: numbers)
    bytes.append(little: StableHash.hash64(bytes.span, seed: UInt64(offset)))
    return bytes
  }

  /// Reads the head at byte `offset` of a file; nil where no whole and sound one stands.
  init?(_ file: Span<UInt8>, at offset: Int) {
    guard file.count - offset >= 8 else { return nil }
    let magic: UInt64 = file.little(at: offset)
    guard let kind = Kind.allCases.first(where: { $0.magic == magic }) else { return nil }
    guard file.count - offset >= kind.headByteCount else { return nil }
    self.kind = kind
    recordCount = file.little(at: offset + 8)
    numbers = (0..<kind.numberCount).map { file.little(at: offset + 16 + 8 * $0) }
    let end = offset + kind.headByteCount - 8
    let checksum: UInt64 = file.little(at: end)
    let found = StableHash.hash64(file.extracting(offset..<end), seed: UInt64(offset))
    guard checksum == found else { return nil }
  }

  /// The chain that a commit holds, one frame further.
  func chain(after chain: UInt64) -> UInt64 {
    numbers.reduce(StableHash.mix(chain ^ recordCount)) { StableHash.mix($0 ^ $1) }
  }

  /// Whether a sound commit stands anywhere at or behind `offset`.
  static func holdsCommit(_ file: Span<UInt8>, from offset: Int) -> Bool {
    var place = IndexFormat.padded(offset)
    while place <= file.count - Kind.commit.headByteCount {
      if file.little(at: place, as: UInt64.self) == Kind.commit.magic,
        IndexFrame(file, at: place) != nil
      {
        return true
      }
      place += 8
    }
    return false
  }
}
