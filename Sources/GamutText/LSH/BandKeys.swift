// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// The band keys and shingle counts of all records: all that the near stage holds of a text.
///
/// A record takes 4 bytes for its count and, in memory up to `Options.residentByteCount` and beyond
/// it in a file without a name, 6 bytes a band: 112 with 18 bands. Within a segment of 65,536 records
/// keys lie band by band, so that one band is read front to back. One pass of the near stage uses
/// the keys up: it makes its buckets in their place.
public struct BandKeys: ~Copyable {
  /// Where keys are kept.
  public struct Options: Hashable, Sendable {
    /// How many bytes of keys stay in memory.
    public var residentByteCount: Int
    /// The folder of the file that takes the others.
    public var folder: String

    /// Makes options; by default 64 MiB, then a file in `/tmp`.
    public init(residentByteCount: Int = 64 << 20, folder: String = "/tmp") {
      self.residentByteCount = residentByteCount
      self.folder = folder
    }
  }

  /// How many bands a record has.
  public let bandCount: Int
  /// How many different shingles each text has, at most `UInt32.max`; 0: no words, so never a
  /// near-duplicate.
  public private(set) var shingleCounts: [UInt32] = []
  private let options: Options
  private var segments = KeySegments()
  private var file: NamelessFile?

  /// Makes an empty collection.
  public init(bandCount: Int, options: Options = Options()) {
    precondition(bandCount > 0, "\(bandCount) bands")
    self.bandCount = bandCount
    self.options = options
  }

  /// Collects the records of one table, in memory.
  init(_ table: BandTable) throws(TextError) {
    self.init(bandCount: table.bandCount)
    try append(table)
  }

  /// How many records there are.
  public var count: Int { shingleCounts.count }

  /// Adds the records of `table`, made with the same options, after those that are here.
  ///
  /// - Throws: `noSpill` where the file cannot be made or grow.
  public mutating func append(_ table: BandTable) throws(TextError) {
    precondition(table.bandCount == bandCount, "\(table.bandCount) bands after \(bandCount)")
    let first = count
    while segments.recordCapacity < first + table.count { try addSegment() }
    shingleCounts.append(contentsOf: table.shingleCounts)
    for band in 0..<bandCount {
      for i in 0..<table.count {
        segments.setKey(table.keys[i * bandCount + band], at: first + i, band: band)
      }
    }
  }

  /// Makes room for `count` more records.
  public mutating func reserveCapacity(_ count: Int) {
    shingleCounts.reserveCapacity(shingleCounts.count + count)
  }

  private mutating func addSegment() throws(TextError) {
    let byteCount = KeySegments.recordCount * bandCount * KeySegments.keyByteCount
    if (segments.count + 1) * byteCount <= max(options.residentByteCount, byteCount),
      let region = MemoryRegion(byteCount: byteCount)
    {
      segments.append(region)
      return
    }
    do throws(FileError) {
      if file == nil { file = try NamelessFile(folder: options.folder) }
      guard let region = try file?.region(byteCount: byteCount) else { return }
      segments.append(region)
    } catch { throw TextError(ofSpill: error) }
  }

  /// Hands the memory of the keys over, with the counts.
  consuming func finished() -> (segments: KeySegments, shingleCounts: [UInt32]) {
    (segments, shingleCounts)
  }
}

/// Keys of records, a column a band, in segments that never move; their upper 32 bits give their
/// place to one number each, once all keys of a band have been read.
///
/// Not a value: copies share the memory. It is written by one owner at a time, `BandKeys` and then
/// `BucketLinks`, between whose writes any number of threads may read.
///
/// `@unchecked Sendable`: no write overlaps another access, as said above. `@safe`: an index is below
/// `recordCapacity`, and both columns of every band lie within their region.
@safe struct KeySegments: @unchecked Sendable {
  /// How many records a segment holds.
  static let recordCount = 1 << shift
  /// How many bytes a key takes: 32 bits in one column, 16 in another.
  static let keyByteCount = 6
  private static let shift = 16

  private var regions: [MemoryRegion] = []
  /// Where each region begins, to save a look at the object.
  private var bases: [UnsafeMutableRawPointer] = unsafe []

  /// How many segments there are.
  var count: Int { regions.count }
  /// How many records have room.
  var recordCapacity: Int { regions.count &<< Self.shift }

  /// Adds a segment whose region holds `recordCount` keys for each band.
  mutating func append(_ region: MemoryRegion) {
    regions.append(region)
    unsafe bases.append(region.base)
  }

  /// The number of record `index` in `band`: the upper 32 bits of its key, until it is changed.
  func value(at index: Int, band: Int) -> UInt32 {
    unsafe bases[index &>> Self.shift].load(
      fromByteOffset: Self.place(of: index, band: band), as: UInt32.self)
  }

  /// Changes the number of record `index` in `band`.
  func set(_ value: UInt32, at index: Int, band: Int) {
    unsafe bases[index &>> Self.shift].storeBytes(
      of: value, toByteOffset: Self.place(of: index, band: band), as: UInt32.self)
  }

  /// The lower 16 bits of the key of record `index` in `band`.
  func lowBits(at index: Int, band: Int) -> UInt16 {
    unsafe bases[index &>> Self.shift].load(
      fromByteOffset: Self.lowPlace(of: index, band: band), as: UInt16.self)
  }

  /// Writes the key of record `index` in `band`.
  func setKey(_ key: UInt64, at index: Int, band: Int) {
    set(UInt32(truncatingIfNeeded: key &>> 16), at: index, band: band)
    unsafe bases[index &>> Self.shift].storeBytes(
      of: UInt16(truncatingIfNeeded: key), toByteOffset: Self.lowPlace(of: index, band: band),
      as: UInt16.self)
  }

  private static func place(of index: Int, band: Int) -> Int {
    (band &* keyByteCount) &<< shift &+ (index & (recordCount &- 1)) &* 4
  }

  private static func lowPlace(of index: Int, band: Int) -> Int {
    (band &* keyByteCount &+ 4) &<< shift &+ (index & (recordCount &- 1)) &* 2
  }
}
