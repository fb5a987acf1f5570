// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutFiles

extension IndexLayout {
  /// Compares every section with its checksum, and block directories with the lengths of the texts,
  /// so that reading needs no check afterwards.
  ///
  /// - Throws: `brokenIndex` that names the first section that differs.
  /// - Complexity: O(bytes), on any number of threads.
  func check(_ file: FileMapping, path: String, workers: Int) throws(TextError) {
    for (number, addition) in additions.enumerated() {
      let sound = file.withBytes(addition.notes) {
        StableHash.hash64($0) == addition.notesChecksum
      }
      guard sound else { throw Self.broken(path, "notes", number + 1) }
    }
    let faults = Parallel.mapChunks(of: segments.count, chunkSize: 1, workers: workers) {
      fault(inSegment: $0.lowerBound, file)
    }
    for (segment, fault) in faults.enumerated() {
      guard let fault else { continue }
      let addition = additions.firstIndex { $0.segments.contains(segment) } ?? 0
      throw Self.broken(path, "section of \(fault.name)", addition + 1)
    }
  }

  /// The first section of a segment that is damaged.
  private func fault(inSegment number: Int, _ file: FileMapping) -> IndexSection? {
    let segment = segments[number]
    for section in IndexSection.allCases {
      let range = segment.range(of: section)
      let checksum = file.withBytes(range) { StableHash.hash64($0) }
      if section == .texts || section == .bands { file.didRead(range) }
      if checksum != segment.checksums[section.rawValue] { return section }
    }
    guard let directory = BlockDirectory(segment, file) else { return .blocks }
    return mayHold(directory, segment, file) ? nil : .lengths
  }

  /// Whether every block is long enough for what the lengths say it unpacks to: without that a forged
  /// length asks for any amount of memory.
  private func mayHold(
    _ directory: BlockDirectory, _ segment: Segment, _ file: FileMapping
  ) -> Bool {
    file.withBytes(segment.range(of: .lengths)) { lengths in
      let columnCount = lengths.count / max(4 * segment.recordCount, 1)
      for block in 0..<directory.blockCount {
        var byteCount = 0
        for column in 0..<columnCount {
          for record in directory.records(ofBlock: block) {
            let place = 4 * (column * segment.recordCount + record)
            byteCount += Int(lengths.little(at: place, as: UInt32.self))
          }
        }
        let limit = ZstdUnpacker.mostByteCount(in: directory.bytes(ofBlock: block).count)
        if byteCount > limit { return false }
      }
      return true
    }
  }
}
