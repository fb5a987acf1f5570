// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// Vectors of one model on disk, found by the hash of their text.
///
/// A folder of segments that never change. A writer adds a segment under a new name; a reader takes
/// those that are whole when it opens the folder. So there are no locks, two processes may use one
/// cache, and one that is killed loses what it had not yet written. A text that two processes embed
/// at once has two vectors in it, of which either serves.
///
/// Memory: 40 bytes for each text of the cache, 64 while it is opened.
package final class VectorCache: Sendable {
  /// Where the segments of the model are.
  package let folder: String
  /// What the model is called in the segments.
  let model: String
  let dimensionCount: Int
  private let state: Guarded<State>

  private struct State {
    var segments: [CacheSegment] = []
    var index = CacheIndex()
    var pendingKeys: [Hash128] = []
    var pendingElements: [Float] = []
    var lastWrite = ContinuousClock.now
    var use = CacheUse()
  }

  /// Vectors of a segment, unless time is up before.
  private static let segmentVectorCount = 4096
  /// Vectors wait no longer than this, so that little is lost of what a slow server made.
  private static let longestWait = Duration.seconds(5)

  /// Opens the cache at `path` for the vectors of `model`; folders that are missing are made.
  ///
  /// - Parameter model: all that decides a vector beside the text.
  /// - Throws: where the folder cannot be made or read. Segments that cannot be used are ignored, and
  ///   are in `use.notes`.
  package init(path: String, model: String, dimensionCount: Int) throws(EmbeddingError) {
    let hash = StableHash.hash128(Array(model.utf8).span)
    self.model = model
    self.dimensionCount = dimensionCount
    folder = "\(path)/\(CacheSegment.hex(hash.high))\(CacheSegment.hex(hash.low))"
    try CacheFolder.make(path)
    try CacheFolder.make(folder)
    let names = try CacheFolder.names(in: folder)
    var state = State()
    var entries: [CacheIndex.Entry] = []
    for name in names where name.hasSuffix(CacheSegment.suffix) {
      let path = "\(folder)/\(name)"
      do throws(CacheSegment.Fault) {
        let segment = try CacheSegment(
          path: path, model: model, dimensionCount: dimensionCount)
        entries += Self.entries(of: segment, number: state.segments.count)
        state.segments.append(segment)
      } catch {
        state.use.notes.append("\(path): ignored: \(error)")
      }
    }
    state.index.add(entries)
    self.state = Guarded(state)
  }

  private static func entries(of segment: CacheSegment, number: Int) -> [CacheIndex.Entry] {
    segment.keys.enumerated().map { row, key in
      CacheIndex.Entry(hash: key, place: .init(segment: UInt32(number), row: UInt32(row)))
    }
  }

  /// What was asked for and found so far.
  var use: CacheUse { state.withLock { $0.use } }
}

extension VectorCache {
  /// Reads the vectors of `keys` to their rows of `elements`, `keys.count × dimensionCount`, and says
  /// which were there.
  ///
  /// A row that is damaged, or in a segment that has gone, counts as not there.
  package func read(_ keys: [Hash128], into elements: inout [Float]) -> [Bool] {
    precondition(elements.count == keys.count * dimensionCount, "\(elements.count) elements")
    return state.withLock { state in
      var wanted: [(place: CacheIndex.Place, key: Int)] = []
      for (number, key) in keys.enumerated() {
        for place in state.index.places(of: key) { wanted.append((place, number)) }
      }
      // In the order of the files, each of which is opened once.
      wanted.sort { ($0.place, $0.key) < ($1.place, $1.key) }
      var isFound = [Bool](repeating: false, count: keys.count)
      var opened: (segment: UInt32, file: InputFile)?
      for (place, key) in wanted where !isFound[key] {
        let segment = state.segments[Int(place.segment)]
        do throws(EmbeddingError) {
          let file: InputFile
          if let opened, opened.segment == place.segment {
            file = opened.file
          } else {
            file = try InputFile(path: segment.path)
            opened = (place.segment, file)
          }
          isFound[key] = try segment.read(
            Int(place.row), of: file, to: &elements, at: key * dimensionCount)
          if !isFound[key] { state.use.note("\(segment.path): damaged rows ignored") }
        } catch { state.use.note("\(segment.path): ignored: \(error.detail)") }
      }
      return isFound
    }
  }

  /// Adds vectors, `keys.count × dimensionCount`, to those that the next segment will have, and writes
  /// it when there are enough, or the last one is some time ago.
  func add(_ keys: [Hash128], _ elements: [Float]) throws(EmbeddingError) {
    precondition(elements.count == keys.count * dimensionCount, "\(elements.count) elements")
    try state.withLock { state throws(EmbeddingError) in
      state.pendingKeys += keys
      state.pendingElements += elements
      let isDue =
        state.pendingKeys.count >= Self.segmentVectorCount
        || ContinuousClock.now - state.lastWrite >= Self.longestWait
      if isDue { try write(&state) }
    }
  }

  /// Writes what waits. Vectors that cannot be written still wait, and the next call tries again.
  func flush() throws(EmbeddingError) {
    try state.withLock { state throws(EmbeddingError) in try write(&state) }
  }

  private func write(_ state: inout State) throws(EmbeddingError) {
    state.lastWrite = ContinuousClock.now
    if state.pendingKeys.isEmpty { return }
    let segment = try CacheSegment.write(
      keys: state.pendingKeys, elements: state.pendingElements, dimensionCount: dimensionCount,
      model: model, folder: folder)
    state.index.add(Self.entries(of: segment, number: state.segments.count))
    state.segments.append(segment)
    state.pendingKeys.removeAll(keepingCapacity: true)
    state.pendingElements.removeAll(keepingCapacity: true)
  }

  /// Counts `found` of `asked` texts whose vectors were there.
  func count(found: Int, of asked: Int) {
    state.withLock { state in
      state.use.foundCount += found
      state.use.askedCount += asked
    }
  }
}

/// What a cache of vectors was good for.
public struct CacheUse: Hashable, Sendable {
  /// Texts whose vectors were in the cache.
  public internal(set) var foundCount = 0
  /// Texts whose vectors were asked for; one text twice counts twice.
  public internal(set) var askedCount = 0
  /// What of the cache was not used, a line each: where, and why.
  public internal(set) var notes: [String] = []

  /// Adds a note once.
  mutating func note(_ line: String) {
    if !notes.contains(line) { notes.append(line) }
  }
}
