// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// The saved index, version 4. All numbers are little-endian, and every part starts at a multiple of
/// eight bytes.
///
/// A file is a head and then additions, one for each run that added records:
///
/// ```
/// head      magic, version u32, bands u32, length of notes u64, checksum u64, notes
/// addition  segment …, notes, commit
/// ```
///
/// Segments, notes and commits are frames: an `IndexFrame` head with the length and the checksum of
/// each section, then the sections. The commit is written when all before it is on the disk, so
/// whatever stands behind the last commit is what a killed run left. Checksums are XXH3; that of a
/// frame's head is seeded with its place, so that no frame counts anywhere else.
///
/// Notes are the owner's words: this format does not read them.
enum IndexFormat {
  /// What is written into new files. Versions 1 and 2 have keys of 32 bits and no fields; those and
  /// version 3 have notes in other words. They are read, and added to as they are.
  static let version: UInt32 = 4
  /// The first version with keys of `BandTable.keyBitCount` bits and with fields.
  static let exampleVersion: UInt32 = 3
  /// A byte that is no ASCII first, a line break last: a text or a file mangled as text has neither.
  static let magic: [UInt8] = [0x89] + Array("GMTIDX\n".utf8)
  /// The bytes of the head before its notes.
  static let headByteCount = 32
  /// More bands than any banding has.
  static let bandLimit: UInt32 = 1 << 16

  /// The head of a new file.
  static func head(bandCount: Int, notes: [UInt8], version: UInt32) -> [UInt8] {
    var bytes = magic
    bytes.append(little: version)
    bytes.append(little: UInt32(bandCount))
    bytes.append(little: UInt64(notes.count))
    bytes.append(little: StableHash.hash64(notes.span, seed: StableHash.hash64(bytes.span)))
    bytes += notes
    bytes.pad()
    return bytes
  }

  /// `count` rounded up to a multiple of eight.
  static func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
}

/// The sections of a segment, in their order.
enum IndexSection: Int, CaseIterable {
  /// The 128-bit hash of each record: upper half, lower half.
  case identities
  /// The bytes of each text, then of each shape, then of the fields of each record: `UInt32`.
  case lengths
  /// How many shingles each text has: `UInt32`; then the upper 32 bits of the keys, record by record:
  /// `UInt32`; then their lower 16: `UInt16`.
  case bands
  /// The place of each record: file `UInt32`, index `UInt32`, position `UInt64`.
  case places
  /// For each block of texts how many records and how many bytes of `texts` there are up to its end:
  /// `UInt64`.
  case blocks
  /// The blocks: a zstd frame each, of the texts, then the shapes, then the fields of some records.
  case texts

  /// The name in messages.
  var name: String {
    switch self {
    case .identities: "identities"
    case .lengths: "lengths"
    case .bands: "band keys"
    case .places: "places"
    case .blocks: "block directory"
    case .texts: "texts"
    }
  }

  /// How many bytes a record has in this section; nil where it depends on the texts.
  func recordByteCount(bandCount: Int, version: UInt32) -> Int? {
    let isShort = version < IndexFormat.exampleVersion
    return switch self {
    case .identities, .places: 16
    case .lengths: isShort ? 8 : 12
    case .bands: 4 + (isShort ? 4 : 6) * bandCount
    case .blocks, .texts: nil
    }
  }
}
