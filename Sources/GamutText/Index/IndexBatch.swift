// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Where a record of an index came from, in its owner's terms.
public struct IndexedPlace: Hashable, Sendable {
  /// The number of its file within the addition.
  public var file: UInt32
  /// Its index within its own run.
  public var index: RecordIndex
  /// Its position in the file.
  public var position: UInt64

  /// Makes a place.
  public init(file: UInt32, index: RecordIndex, position: UInt64) {
    self.file = file
    self.index = index
    self.position = position
  }
}

/// Some records on their way into an index: what tells them apart, their band keys, their places,
/// and their texts, packed.
///
/// A pure function of the texts, so that batches are made on any number of threads and written in
/// order.
public struct IndexBatch: Sendable {
  var identities: TextIdentities
  var shapeByteCounts: [UInt32]
  var fieldByteCounts: [UInt32]
  private let version: UInt32
  var bands: BandTable
  var places: [IndexedPlace]
  var recordEnds: [Int] = []
  var byteEnds: [Int] = []
  var blocks: [UInt8] = []

  /// How many bytes of texts and shapes a block holds unless one record has more: see
  /// `Decisions/009-saved-index.md`.
  static let blockByteCount = 32 << 10

  /// Makes an empty batch, to which others are added.
  init(bandCount: Int, version: UInt32) {
    self.version = version
    fieldByteCounts = []
    identities = TextIdentities()
    shapeByteCounts = []
    bands = BandTable(bandCount: bandCount)
    places = []
  }

  /// Makes a batch of `texts`, which stand at `places`, for an index of `formatVersion`; what
  /// versions 1 and 2 cannot hold is left out.
  public init(
    _ texts: ShapedTexts, at places: [IndexedPlace], sketcher: TextSketcher,
    formatVersion: Int = IndexWriter.formatVersion
  ) {
    version = UInt32(formatVersion)
    let hasFields = version >= IndexFormat.exampleVersion
    let texts = hasFields ? texts : ShapedTexts(texts: texts.texts, shapes: texts.shapes)
    let count = texts.texts.count
    precondition(places.count == count, "\(places.count) places of \(count) texts")
    identities = TextIdentities(of: texts)
    bands = sketcher.bands(of: texts)
    self.places = places
    shapeByteCounts = (0..<count).map { UInt32(texts.shapes.byteCount(of: $0)) }
    fieldByteCounts = (0..<count).map { UInt32(texts.fields.byteCount(of: $0)) }
    let packer = ZstdPacker()
    var block: [UInt8] = []
    var first = 0
    for i in 0..<count {
      block += texts.texts.bytes[texts.texts.range(of: i)]
      let isLast = i + 1 == count
      let next = isLast ? 0 : texts.texts.byteCount(of: i + 1)
      guard isLast || block.count + next > Self.blockByteCount else { continue }
      for j in first...i { block += texts.shapes.bytes[texts.shapes.range(of: j)] }
      for j in first...i { block += texts.fields.bytes[texts.fields.range(of: j)] }
      packer.pack(block, into: &blocks)
      recordEnds.append(i + 1)
      byteEnds.append(blocks.count)
      block.removeAll(keepingCapacity: true)
      first = i + 1
    }
  }

  /// How many records there are.
  public var count: Int { identities.count }

  /// Adds the records of `other`.
  mutating func append(_ other: IndexBatch) {
    let (records, bytes) = (count, blocks.count)
    recordEnds.append(contentsOf: other.recordEnds.lazy.map { $0 + records })
    byteEnds.append(contentsOf: other.byteEnds.lazy.map { $0 + bytes })
    identities.append(contentsOf: other.identities)
    shapeByteCounts += other.shapeByteCounts
    fieldByteCounts += other.fieldByteCounts
    bands.append(other.bands)
    places += other.places
    blocks += other.blocks
  }

  /// The sections of a segment, in their order.
  func sections() -> [[UInt8]] {
    IndexSection.allCases.map { section in
      var bytes: [UInt8] = []
      if let each = section.recordByteCount(bandCount: bands.bandCount, version: version) {
        bytes.reserveCapacity(count * each)
      }
      switch section {
      case .identities:
        for hash in identities.hashes {
          bytes.append(little: hash.high)
          bytes.append(little: hash.low)
        }
      case .lengths:
        bytes.append(little: identities.byteCounts)
        bytes.append(little: shapeByteCounts)
        if version >= IndexFormat.exampleVersion { bytes.append(little: fieldByteCounts) }
      case .bands:
        bytes.append(little: bands.shingleCounts)
        bytes.append(little: bands.keys.map { UInt32(truncatingIfNeeded: $0 >> 16) })
        if version >= IndexFormat.exampleVersion {
          bytes.append(little: bands.keys.map { UInt16(truncatingIfNeeded: $0) })
        }
      case .places:
        for place in places {
          bytes.append(little: place.file)
          bytes.append(little: place.index)
          bytes.append(little: place.position)
        }
      case .blocks:
        for (records, end) in zip(recordEnds, byteEnds) {
          bytes.append(little: UInt64(records))
          bytes.append(little: UInt64(end))
        }
      case .texts: bytes = blocks
      }
      return bytes
    }
  }
}
