// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutFiles

/// The kept records of earlier runs, in a memory-mapped file: identities, band keys, places, and
/// the texts themselves, packed, so that no source is needed to verify a duplicate.
///
/// Opening compares every byte with its checksum. What a run left that was killed while it added
/// records is told by `tornByteCount` and is otherwise as if it were not there. The file may grow
/// while it is open; nothing of that is seen.
public final class TextIndex: Sendable {
  /// What one run added.
  public struct Addition: Sendable {
    /// How many records.
    public let recordCount: Int
    /// How many bytes of the file.
    public let byteCount: Int
    /// What the owner noted of it.
    public let notes: [UInt8]
  }

  /// The path as it was given.
  public let path: String
  /// What the owner noted of the index.
  public let notes: [UInt8]
  /// The runs that added records, in their order.
  public let additions: [Addition]
  /// How many bytes behind the last whole addition a killed run left.
  public let tornByteCount: Int
  let file: FileMapping
  let layout: IndexLayout
  let directories: [BlockDirectory]

  /// Opens and checks the index at `path`.
  ///
  /// - Throws: `unreadable`; `noIndex` where the file is something else, of another version, or
  ///   holds no whole addition; `brokenIndex`, which names the damaged section.
  /// - Complexity: O(bytes).
  public init(path: String, workers: Int) throws(TextError) {
    self.path = path
    let file: FileMapping
    do throws(FileError) { file = try FileMapping(path: path) } catch {
      throw TextError(ofIndex: error)
    }
    let layout = try file.withBytes(0..<file.byteCount) { bytes throws(TextError) in
      try IndexLayout(bytes, path: path)
    }
    guard !layout.additions.isEmpty else {
      throw TextError(
        code: .noIndex, path: path, detail: "it was cut short before its first addition was whole")
    }
    try layout.check(file, path: path, workers: workers)
    self.file = file
    self.layout = layout
    directories = layout.segments.compactMap { BlockDirectory($0, file) }
    notes = file.copy(of: layout.notes)
    additions = layout.additions.map { addition in
      Addition(
        recordCount: addition.recordCount, byteCount: addition.bytes.count,
        notes: file.copy(of: addition.notes))
    }
    tornByteCount = file.byteCount - layout.wholeByteCount
  }

  /// `other`, without its last addition.
  private init(shortening other: TextIndex) {
    (path, notes, file, tornByteCount) = (other.path, other.notes, other.file, other.tornByteCount)
    additions = Array(other.additions.dropLast())
    var layout = other.layout
    layout.removeLastAddition()
    self.layout = layout
    directories = Array(other.directories.prefix(layout.segments.count))
  }
}

extension TextIndex {
  /// The same index before its last addition; nil where it has but one.
  public var beforeLastAddition: TextIndex? {
    additions.count > 1 ? TextIndex(shortening: self) : nil
  }

  /// Whether these bytes stand at `offset` of the file, within what is whole.
  public func holds(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    guard offset >= 0, bytes.count <= wholeByteCount - offset else { return false }
    return file.withBytes(offset..<offset + bytes.count) { there in
      bytes.indices.allSatisfy { there[$0] == bytes[$0] }
    }
  }
}

extension TextIndex {
  /// How many records there are.
  public var count: Int { layout.recordCount }
  /// The version of its format: 1 and 2 hold no fields, and shorter keys, so that they serve whole
  /// texts alone.
  public var formatVersion: Int { Int(layout.version) }
  /// Whether it holds what examples are compared by.
  public var holdsExamples: Bool { layout.version >= IndexFormat.exampleVersion }
  /// How many bands a record has.
  public var bandCount: Int { layout.bandCount }
  /// How many bytes of the file are whole.
  public var wholeByteCount: Int { layout.wholeByteCount }

  /// Where record `record` came from, and the number of its addition.
  public func place(of record: RecordIndex) -> (addition: Int, place: IndexedPlace) {
    let number = segment(of: record)
    let segment = layout.segments[number]
    let offset = 16 * (Int(record) - segment.firstRecord)
    let place = file.withBytes(segment.range(of: .places)) { bytes in
      IndexedPlace(
        file: bytes.little(at: offset), index: bytes.little(at: offset + 4),
        position: bytes.little(at: offset + 8))
    }
    return (layout.additions.firstIndex { $0.segments.contains(number) } ?? 0, place)
  }

  /// The number of the segment that holds `record`.
  func segment(of record: RecordIndex) -> Int {
    precondition(Int(record) < count, "record \(record) of \(count)")
    // One before the first that begins behind the record.
    return layout.segments.indices.partitionPoint { layout.segments[$0].firstRecord > record } - 1
  }
}
