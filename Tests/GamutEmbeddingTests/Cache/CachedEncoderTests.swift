// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutTestSupport
import Synchronization
import Testing

@testable import GamutEmbedding

/// An encoder that puts down what it is asked for, and fails when it is told to.
private final class CountingEncoder: TextEncoder {
  let dimensionCount = 3
  private let texts = Mutex<[[String]]>([])
  private let failing: String?

  init(failingAt failing: String? = nil) { self.failing = failing }

  /// The texts of each call.
  var asked: [[String]] { texts.withLock { $0 } }

  static func vector(of text: String) -> [Float] {
    let hash = StableHash.hash64(Array(text.utf8).span)
    return [Float(hash & 0xFFFF), Float(hash &>> 16 & 0xFFFF), text.isEmpty ? 0 : 1]
  }

  func appendVectors(
    of batch: TextBatch, to elements: inout [Float], workers: Int
  ) throws(EmbeddingError) {
    let strings = (0..<batch.count).map(batch.string)
    texts.withLock { $0.append(strings) }
    if let failing, let row = strings.firstIndex(of: failing) {
      throw EmbeddingError(code: .serverFailed, row: row, detail: "told to")
    }
    for string in strings { elements += Self.vector(of: string) }
  }
}

@Suite struct CachedEncoderTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func open(model: String = "m") throws(EmbeddingError) -> VectorCache {
    try VectorCache(path: folder.path("cache"), model: model, dimensionCount: 3)
  }

  /// The vectors of `texts` by an encoder with a newly opened cache, and what it still had to make.
  private func run(
    _ texts: [String], model: String = "m", portion: Int = 10, expecting: [String]? = nil
  ) throws -> CacheUse {
    let encoder = CountingEncoder()
    let cached = CachedEncoder(
      encoder: encoder, cache: try open(model: model), portionTextCount: portion)
    var elements: [Float] = [7]
    try cached.appendVectors(of: TextBatch(texts), to: &elements, workers: 2)
    try cached.finish()
    #expect(elements == [7] + texts.flatMap(CountingEncoder.vector))
    if let expecting { #expect(encoder.asked.flatMap { $0 } == expecting) }
    #expect(encoder.asked.allSatisfy { $0.count <= portion })
    return cached.cache.use
  }

  private func segments() throws -> [String] {
    let cache = try open()
    return try FileManager.default.contentsOfDirectory(atPath: cache.folder).sorted()
      .map { "\(cache.folder)/\($0)" }
  }

  @Test("What was made once is not made again, and is the same")
  func again() throws {
    let texts = (0..<95).map { "text \($0)" }
    #expect(try run(texts, expecting: texts).foundCount == 0)
    let use = try run(texts, expecting: [])
    #expect(use.foundCount == 95 && use.askedCount == 95 && use.notes.isEmpty)
    let mixed = try run(["new", "text 3", "", "text 94", "text 3"], expecting: ["new", ""])
    #expect(mixed.foundCount == 3 && mixed.askedCount == 5)
    #expect(try segments().count == 2)
  }

  @Test("Equal texts are made once, and each keeps its row")
  func duplicates() throws {
    let use = try run(["a", "b", "a", "a", "c", "b"], expecting: ["a", "b", "c"])
    #expect(use.foundCount == 0 && use.askedCount == 6)
    _ = try run([], expecting: [])
  }

  @Test("Vectors of one model are not those of another")
  func models() throws {
    _ = try run(["a"], expecting: ["a"])
    _ = try run(["a"], model: "m2", expecting: ["a"])
    _ = try run(["a"], expecting: [])
    #expect(try folder.names() == ["cache"])
  }

  @Test("A failure keeps what was made before")
  func failure() throws {
    let texts = (0..<30).map { "text \($0)" }
    let cached = CachedEncoder(
      encoder: CountingEncoder(failingAt: "text 25"), cache: try open(), portionTextCount: 10)
    var elements: [Float] = []
    #expect(throws: EmbeddingError.self) {
      try cached.appendVectors(of: TextBatch(texts), to: &elements, workers: 1)
    }
    #expect(try run(texts, expecting: Array(texts[20...])).foundCount == 20)
  }

  @Test("An error names the text by its place in the batch, whatever the cache has of it")
  func failingRow() throws {
    let texts = (0..<30).map { "text \($0)" }
    _ = try run(Array(texts[..<10]))
    let cached = CachedEncoder(
      encoder: CountingEncoder(failingAt: "text 25"), cache: try open(), portionTextCount: 10)
    var elements: [Float] = []
    let error = #expect(throws: EmbeddingError.self) {
      try cached.appendVectors(
        of: TextBatch(["text 20", "text 20"] + texts), to: &elements, workers: 1)
    }
    #expect(error?.row == 27 && error?.detail == "told to")
  }

  @Test("A cache that cannot be written does not hide why the encoder failed")
  func failureTwice() throws {
    let texts = (0..<30).map { "text \($0)" }
    let cache = try open()
    let cached = CachedEncoder(
      encoder: CountingEncoder(failingAt: "text 25"), cache: cache, portionTextCount: 10)
    try FileManager.default.removeItem(atPath: cache.folder)
    var elements: [Float] = []
    let error = #expect(throws: EmbeddingError.self) {
      try cached.appendVectors(of: TextBatch(texts), to: &elements, workers: 1)
    }
    #expect(error?.code == .serverFailed && error?.row == 25)
    #expect(error?.detail.hasPrefix("told to; the last vectors are lost: ") == true)
    #expect(error?.detail.contains("\(cache.folder)/") == true, "\(error as Any)")
  }

  @Test("Segments are written as soon as they are full")
  func full() throws {
    let texts = (0..<9000).map { "\($0)" }
    let cached = CachedEncoder(
      encoder: CountingEncoder(), cache: try open(), portionTextCount: 1024)
    var elements: [Float] = []
    try cached.appendVectors(of: TextBatch(texts), to: &elements, workers: 1)
    // The rest, 9000 - 2 × 4096, waits; a process killed here loses no more.
    #expect(try segments().count == 2)
    #expect(try run(texts, portion: 1024).foundCount == 8192)
  }

  @Test("A damaged row is told of and made again, once")
  func damagedRow() throws {
    let texts = (0..<20).map { "text \($0)" }
    _ = try run(texts)
    let path = try segments()[0]
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    bytes[bytes.count - 1] ^= 1
    try Data(bytes).write(to: URL(filePath: path))
    let use = try run(texts, expecting: ["text 19"])
    #expect(use.foundCount == 19 && use.notes == ["\(path): damaged rows ignored"])
    // The good one of the new segment is found beside the damaged one.
    #expect(try run(texts, expecting: []).foundCount == 20)
  }

  @Test("A damaged segment is told of, its vectors are made again, and it is replaced")
  func damagedSegment() throws {
    let texts = (0..<20).map { "text \($0)" }
    _ = try run(texts)
    let path = try segments()[0]
    try Data(try Data(contentsOf: URL(filePath: path)).prefix(100)).write(to: URL(filePath: path))
    let use = try run(texts, expecting: texts)
    #expect(use.foundCount == 0 && use.notes.count == 1)
    #expect(use.notes[0].hasPrefix("\(path): ignored: 100 bytes, expected "))
    let healed = try run(texts, expecting: [])
    #expect(healed.foundCount == 20 && healed.notes.isEmpty)
    #expect(try segments() == [path])
  }

  @Test("A segment that goes while it is used is made again")
  func removed() throws {
    _ = try run(["a", "b"])
    let encoder = CountingEncoder()
    let cached = CachedEncoder(encoder: encoder, cache: try open(), portionTextCount: 10)
    for path in try segments() { try FileManager.default.removeItem(atPath: path) }
    var elements: [Float] = []
    try cached.appendVectors(of: TextBatch(["a", "b"]), to: &elements, workers: 1)
    #expect(
      elements == ["a", "b"].flatMap(CountingEncoder.vector) && encoder.asked == [["a", "b"]])
    #expect(cached.cache.use.notes.count == 1)
  }

  @Test("Files that are no segments are left alone, but for what killed writers left long ago")
  func strangers() throws {
    _ = try run(["a"])
    let inside = try open().folder
    for name in ["notes.txt", "x.gamutvec.0.tmp", "y.gamutvec.0.tmp"] {
      try Data("x".utf8).write(to: URL(filePath: "\(inside)/\(name)"))
    }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7200)],
      ofItemAtPath: "\(inside)/y.gamutvec.0.tmp")
    #expect(try run(["a"], expecting: []).notes.isEmpty)
    let left = try FileManager.default.contentsOfDirectory(atPath: inside)
    #expect(left.contains("notes.txt") && left.contains("x.gamutvec.0.tmp") && left.count == 3)
  }

  @Test("Two caches of one folder are written at once, and both are whole")
  func twoWriters() throws {
    let first = try open()
    let second = try open()
    let texts = (0..<400).map { "text \($0)" }
    // The same texts at the same time: the same names as well as different ones.
    DispatchQueue.concurrentPerform(iterations: 2) { number in
      let cached = CachedEncoder(
        encoder: CountingEncoder(), cache: number == 0 ? first : second, portionTextCount: 10)
      for start in stride(from: 0, to: texts.count, by: 20) {
        let part = number == 0 || start % 40 == 0 ? Array(texts[start..<start + 20]) : ["\(start)"]
        var elements: [Float] = []
        do {
          try cached.appendVectors(of: TextBatch(part), to: &elements, workers: 1)
          try cached.finish()
        } catch { Issue.record(error) }
      }
    }
    let use = try run(texts, expecting: [])
    #expect(use.foundCount == 400 && use.notes.isEmpty)
    #expect(try segments().allSatisfy { $0.hasSuffix(".gamutvec") })
  }

  @Test("A cache that cannot be made is an error that names it")
  func unwritable() throws {
    try folder.write("a file", to: "file")
    for path in ["file", "absent/cache"] {
      let error = #expect(throws: EmbeddingError.self) {
        try VectorCache(path: folder.path(path), model: "m", dimensionCount: 3)
      }
      #expect(error?.code == .unwritable && error?.path == folder.path(path))
    }
  }

  @Test("Cached vectors of a model folder are those it makes, but for the last bits")
  func modelFolder() throws {
    try TinyModel().write(to: folder)
    let texts = TextBatch((0..<60).map { "the cat \($0 % 7) sat on \($0 % 5) mats" })
    let model = try ModelFolder(path: folder.path)
    var fresh: [Float] = []
    try model.encoder.appendVectors(of: texts, to: &fresh, workers: 1)
    var runs: [[Float]] = []
    for workers in [1, 2, 3] {
      let cached = try model.cached(in: folder.path("cache"))
      var elements: [Float] = []
      try cached.encoder.appendVectors(of: texts, to: &elements, workers: workers)
      try cached.encoder.finish()
      runs.append(elements)
      #expect(cached.cacheUse?.foundCount == (workers == 1 ? 0 : 60))
    }
    // From the cache exactly; beside other texts within some ulp of numbers below 1.
    #expect(runs[1] == runs[0] && runs[2] == runs[0])
    for (x, y) in zip(fresh, runs[0]) { #expect(abs(x - y) <= 1e-6) }
    #expect(model.cacheUse == nil)
    let prompted = try ModelFolder(path: folder.path, prompt: "query: ").cached(
      in: folder.path("cache"))
    var elements: [Float] = []
    try prompted.encoder.appendVectors(of: texts, to: &elements, workers: 1)
    #expect(prompted.cacheUse?.foundCount == 0)
  }

  @Test("Vectors of a server are asked for once, and a server with another model is refused")
  func server() throws {
    let server = try VectorServer()
    let texts = (0..<300).map { "text \($0)" }
    for round in 0..<2 {
      let client = try server.client().cached(in: folder.path("cache"))
      #expect(try client.elements(texts) == VectorServer.elements(texts))
      try client.encoder.finish()
      #expect(client.cacheUse?.foundCount == round * 300)
    }
    #expect(server.asked.flatMap(\.texts).count == 300)
    // The same address, model and length, other vectors.
    let port = server.server.port
    #expect(port > 0)
    let cache = try #require(
      try server.client().cached(in: folder.path("cache")).encoder as? CachedEncoder
    ).cache
    try FileManager.default.removeItem(atPath: cache.folder)
    let other = try VectorCache(
      path: folder.path("cache"), model: cache.model, dimensionCount: 4)
    let key = StableHash.hash128(Array(EmbeddingServer.probe.utf8).span)
    try other.add([key], VectorServer.vector(of: EmbeddingServer.probe).map { Float(-$0) })
    try other.flush()
    let error = #expect(throws: EmbeddingError.self) {
      try server.client().cached(in: folder.path("cache"))
    }
    #expect(error?.code == .otherModel && error?.path == cache.folder)
  }
}
