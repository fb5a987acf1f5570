// SPDX-License-Identifier: Apache-2.0

internal import GamutCore

/// Where the parts of an index stand in its file.
struct IndexLayout: Sendable {
  /// One frame of records.
  struct Segment: Sendable {
    /// The records before it.
    let firstRecord: Int
    let recordCount: Int
    /// The bytes of each section, in their order, and their checksums.
    let sections: [Range<Int>]
    let checksums: [UInt64]

    func range(of section: IndexSection) -> Range<Int> { sections[section.rawValue] }
  }

  /// What one run added.
  struct Addition: Sendable {
    let segments: Range<Int>
    let recordCount: Int
    let bytes: Range<Int>
    let notes: Range<Int>
    let notesChecksum: UInt64
  }

  let version: UInt32
  let bandCount: Int
  let notes: Range<Int>
  private(set) var segments: [Segment] = []
  private(set) var additions: [Addition] = []
  private(set) var recordCount = 0
  /// The end of the last whole addition.
  private(set) var wholeByteCount: Int

  /// Finds the parts of `file`; looks at no section.
  ///
  /// - Throws: `noIndex` where it is none, or of another version; `brokenIndex` where a part of a
  ///   whole addition is damaged.
  init(_ file: Span<UInt8>, path: String) throws(TextError) {
    func none(_ detail: String) -> TextError {
      TextError(code: .noIndex, path: path, detail: detail)
    }
    let magic = IndexFormat.magic
    guard file.count >= IndexFormat.headByteCount,
      magic.indices.allSatisfy({ file[$0] == magic[$0] })
    else { throw none("it does not begin like an index; expected a file of gamut index build") }
    let version: UInt32 = file.little(at: 8)
    guard (1...IndexFormat.version).contains(version) else {
      throw none("its format is version \(version); this program reads 1 to \(IndexFormat.version)")
    }
    self.version = version
    let bands: UInt32 = file.little(at: 12)
    let noteCount: UInt64 = file.little(at: 16)
    let head = IndexFormat.headByteCount
    guard noteCount <= UInt64(file.count - head) else { throw Self.broken(path, "head", 0) }
    notes = head..<head + Int(noteCount)
    let checksum = StableHash.hash64(
      file.extracting(notes), seed: StableHash.hash64(file.extracting(0..<24)))
    guard checksum == file.little(at: 24), (1...IndexFormat.bandLimit).contains(bands) else {
      throw Self.broken(path, "head", 0)
    }
    bandCount = Int(bands)
    wholeByteCount = min(file.count, IndexFormat.padded(notes.upperBound))
    while try addAddition(file, path) {}
  }

  /// Takes out the last addition, as if it had never been made.
  mutating func removeLastAddition() {
    let last = additions.removeLast()
    segments.removeSubrange(last.segments)
    recordCount -= last.recordCount
    wholeByteCount = last.bytes.lowerBound
  }

  /// Finds the addition behind the last one; false where no whole one follows.
  private mutating func addAddition(_ file: Span<UInt8>, _ path: String) throws(TextError) -> Bool {
    let first = (segment: segments.count, record: recordCount)
    var place = wholeByteCount
    var chain: UInt64 = 0
    var found: (range: Range<Int>, checksum: UInt64)?
    while let frame = IndexFrame(file, at: place),
      let ranges = Self.ranges(of: frame, at: place, in: file.count)
    {
      if frame.kind == .commit {
        let count = recordCount - first.record
        guard let found, frame.numbers == [chain], frame.recordCount == UInt64(count) else {
          throw Self.broken(path, "commit", additions.count + 1)
        }
        let end = place + IndexFrame.Kind.commit.headByteCount
        additions.append(
          Addition(
            segments: first.segment..<segments.count, recordCount: count,
            bytes: wholeByteCount..<end, notes: found.range, notesChecksum: found.checksum))
        wholeByteCount = end
        return true
      }
      let checksums = stride(from: 1, to: frame.numbers.count, by: 2).map { frame.numbers[$0] }
      if frame.kind == .notes {
        found = (ranges[0], checksums[0])
      } else {
        guard isConsistent(frame) else {
          throw Self.broken(path, "head of a segment", additions.count + 1)
        }
        segments.append(
          Segment(
            firstRecord: recordCount, recordCount: Int(frame.recordCount), sections: ranges,
            checksums: checksums))
        recordCount += Int(frame.recordCount)
      }
      chain = frame.chain(after: chain)
      place = IndexFormat.padded(ranges[ranges.count - 1].upperBound)
    }
    segments.removeLast(segments.count - first.segment)
    recordCount = first.record
    // What a killed run leaves has no commit behind it, nor, where one is due, a checksum of one: it
    // comes last, and no sector ends within it.
    let commitByteCount = IndexFrame.Kind.commit.headByteCount
    let isDue =
      found != nil && place <= file.count - commitByteCount
      && file.little(at: place + commitByteCount - 8) != (0 as UInt64)
    if isDue || IndexFrame.holdsCommit(file, from: place) {
      throw Self.broken(path, isDue ? "commit" : "head of a segment", additions.count + 1)
    }
    return false
  }

  /// Whether the lengths of a segment suit its records.
  private func isConsistent(_ frame: IndexFrame) -> Bool {
    guard frame.recordCount <= UInt64(RecordIndex.max) - UInt64(recordCount) else { return false }
    let byteCounts = frame.sectionByteCounts
    return IndexSection.allCases.allSatisfy { section in
      guard let each = section.recordByteCount(bandCount: bandCount, version: version) else {
        return true
      }
      return byteCounts[section.rawValue] == frame.recordCount * UInt64(each)
    }
  }

  /// Where the sections of a frame at `offset` stand; nil where the file ends before they do.
  private static func ranges(
    of frame: IndexFrame, at offset: Int, in byteCount: Int
  ) -> [Range<Int>]? {
    var place = offset + frame.kind.headByteCount
    var ranges: [Range<Int>] = []
    for count in frame.sectionByteCounts {
      guard place <= byteCount, count <= UInt64(byteCount - place) else { return nil }
      ranges.append(place..<place + Int(count))
      place = IndexFormat.padded(place + Int(count))
    }
    return place <= byteCount ? ranges : nil
  }

  /// The error of a damaged part; `addition` counts from 1, 0 is the head of the file.
  static func broken(_ path: String, _ part: String, _ addition: Int) -> TextError {
    let place = addition == 0 ? "" : " of addition \(addition)"
    return TextError(
      code: .brokenIndex, path: path,
      detail: "the \(part)\(place) is damaged; build the index again, or take a copy of it")
  }
}
