// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus

/// The records of a kept file, one after the other, told apart by what its provenance says of them.
struct KeptRecords {
  /// Why a record is not the one that was foretold.
  struct Difference: Error {
    let expected: String
    let found: String
  }

  private enum Content {
    /// Bytes, in which each record lies behind the one before.
    case bytes(MappedFile, RunManifest.Output.Surroundings)
    /// The hashes of rows of columns, or of records that were laid out as JSON.
    case hashes([Hash128?])
  }

  private let content: Content
  private var place = 0
  /// How many records were passed.
  private(set) var count = 0
  /// How many of them could not be compared, since they have other bytes than they came with.
  private(set) var uncomparedCount = 0

  /// Opens the file at `path`, which `output` is.
  init(
    _ output: RunManifest.Output, at path: String, workers: Int
  ) throws(CorpusError) {
    guard let surroundings = output.surroundings, !output.isConverted else {
      content = .hashes(
        try output.surroundings == .lines
          ? Self.lines(of: path) : Self.records(of: path, workers: workers))
      return
    }
    content = .bytes(try MappedFile(path: path), surroundings)
    place = surroundings.before
  }

  private static func lines(of path: String) throws(CorpusError) -> [Hash128?] {
    var hashes: [Hash128?] = []
    try MappedFile(path: path).forEachLine { line, _ in hashes.append(StableHash.hash128(line)) }
    return hashes
  }

  private static func records(of path: String, workers: Int) throws(CorpusError) -> [Hash128?] {
    let corpus = try Corpus(paths: [path])
    let parts = Parallel.mapChunks(of: corpus.chunkCount, chunkSize: 1, workers: workers) {
      range -> Result<[Hash128?], CorpusError> in
      Result { () throws(CorpusError) in
        corpus.traces(of: try corpus.records(ofChunk: range.lowerBound)).map(\.hash)
      }
    }
    var hashes: [Hash128?] = []
    for part in parts { hashes += try part.get() }
    return hashes
  }

  /// Goes past the next record, which must be that of `line`.
  mutating func pass(_ line: ProvenanceLine) throws(Difference) {
    switch content {
    case .hashes(let hashes):
      guard count < hashes.count else {
        throw Difference(expected: "a record", found: "the end after \(hashes.count)")
      }
      // A row of columns is hashed as the JSON of its cells, which is what it becomes; what has no hash
      // is no text of JSON.
      if line.byteCount == nil, let hash = line.hash, let found = hashes[count]?.hexadecimal {
        if hash != found { throw Difference(expected: "hash \(hash)", found: found) }
      } else {
        uncomparedCount += 1
      }
    case .bytes(let file, let surroundings):
      guard let byteCount = line.byteCount, line.cutByteCount >= 0,
        line.cutByteCount <= byteCount
      else { throw Difference(expected: "its length", found: "none in the provenance") }
      if count > 0 { place += surroundings.between }
      let (end, isTooLong) = place.addingReportingOverflow(byteCount - line.cutByteCount)
      guard !isTooLong, end <= file.byteCount else {
        throw Difference(
          expected: "\(byteCount - line.cutByteCount) bytes from \(place) on",
          found: "the end at \(file.byteCount)")
      }
      // Of a record that was cut only the length is known.
      if line.cutByteCount == 0 {
        let found = file.withBytes(place..<end) { StableHash.hash128($0).hexadecimal }
        guard line.hash == found else {
          throw Difference(expected: "hash \(line.hash ?? "none")", found: found)
        }
      }
      place = end
    }
    count += 1
  }

  /// Throws where anything is left behind the last record.
  func finish() throws(Difference) {
    switch content {
    case .hashes(let hashes):
      guard hashes.count == count else {
        throw Difference(expected: "\(count) records", found: "\(hashes.count)")
      }
    case .bytes(let file, let surroundings):
      guard file.byteCount == place + surroundings.after else {
        throw Difference(
          expected: "the end at byte \(place + surroundings.after)",
          found: "\(file.byteCount)")
      }
    }
  }
}

extension RunManifest.Output.Surroundings {
  /// What stands around lines.
  static let lines = RunManifest.Output.Surroundings(before: 0, between: 1, after: 1)
}

extension MappedFile {
  /// Calls `body` with each line, and how many bytes stand behind it.
  func forEachLine(_ body: (Span<UInt8>, Int) -> Void) {
    withBytes(0..<byteCount) { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        body(bytes.extracting(start..<end), bytes.count - end)
        start = end + 1
      }
    }
  }
}
