// SPDX-License-Identifier: Apache-2.0

/// Makes the bytes of an index, one part after the other; its owner writes them.
///
/// ```
/// writer.head(notes)                       // of a new file only
/// writer.add(batch) …                      // each gives bytes now and then
/// writer.finish(notes)                     // then sync
/// writer.commit()                          // then sync
/// ```
public struct IndexWriter: Sendable {
  private var pending: IndexBatch
  private let version: UInt32
  private var place = 0
  private var chain: UInt64 = 0
  private var recordCount = 0

  /// A segment is full with so many records, or so many packed bytes of text.
  private static let segmentRecordCount = 1 << 14
  private static let segmentByteCount = 8 << 20

  /// Begins a new file.
  public init(bandCount: Int) { self.init(bandCount: bandCount, version: IndexFormat.version) }

  private init(bandCount: Int, version: UInt32) {
    self.version = version
    pending = IndexBatch(bandCount: bandCount, version: version)
  }

  /// The format of a new file.
  public static let formatVersion = Int(IndexFormat.version)

  /// Begins an addition behind the last whole one of `index`.
  public init(appendingTo index: TextIndex) {
    self.init(bandCount: index.bandCount, version: index.layout.version)
    place = index.wholeByteCount
  }

  /// The head of a new file, with its owner's notes.
  public mutating func head(_ notes: [UInt8]) -> [UInt8] {
    let bytes = IndexFormat.head(
      bandCount: pending.bands.bandCount, notes: notes, version: version)
    place = bytes.count
    return bytes
  }

  /// Adds records, made with the options of the index; the bytes to write now, if any.
  public mutating func add(_ batch: IndexBatch) -> [UInt8] {
    pending.append(batch)
    let isFull =
      pending.count >= Self.segmentRecordCount || pending.blocks.count >= Self.segmentByteCount
    return isFull ? segment() : []
  }

  /// What is left of the records, and the owner's notes of this addition.
  public mutating func finish(_ notes: [UInt8]) -> [UInt8] {
    segment() + frame(.notes, recordCount: 0, sections: [notes])
  }

  /// What makes the addition count; nothing before it may be lost any more when it is written.
  public mutating func commit() -> [UInt8] {
    let head = IndexFrame(commit: chain, recordCount: recordCount).head(at: place)
    place += head.count
    chain = 0
    recordCount = 0
    return head
  }

  private mutating func segment() -> [UInt8] {
    guard pending.count > 0 else { return [] }
    let bytes = frame(.segment, recordCount: pending.count, sections: pending.sections())
    recordCount += pending.count
    pending = IndexBatch(bandCount: pending.bands.bandCount, version: version)
    return bytes
  }

  private mutating func frame(
    _ kind: IndexFrame.Kind, recordCount: Int, sections: [[UInt8]]
  ) -> [UInt8] {
    let frame = IndexFrame(kind, recordCount: recordCount, sections: sections)
    chain = frame.chain(after: chain)
    var bytes = frame.head(at: place)
    for section in sections {
      bytes += section
      bytes.pad()
    }
    place += bytes.count
    return bytes
  }
}
