// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutTestSupport
import Testing

@testable import GamutText

@Suite struct TextIndexTests {
  static let additions = [
    ["the first of the texts", "", "!!! ???", "the first of the texts and more"],
    ["日本語の文章です", "a"], [], ["the last one here", "e\u{301}", "👍"],
  ]

  @Test(arguments: [1, 3, 100])
  func `what was added is read again`(batchCount: Int) throws {
    let small = try SmallIndex(Self.additions, batchCount: batchCount)
    let index = try TextIndex(path: small.path, workers: 2)
    let all = Self.additions.flatMap { $0 }
    #expect(index.count == all.count && index.tornByteCount == 0)
    #expect(index.notes == Array("the head".utf8))
    #expect(index.additions.map(\.recordCount) == [4, 2, 0, 3])
    #expect(index.additions.map(\.notes) == (0..<4).map { Array("addition \($0)".utf8) })
    try expect(index, holds: all, small.sketcher)
    let place = index.place(of: 7)
    #expect(place.addition == 3)
    #expect(place.place == IndexedPlace(file: 3, index: 1, position: 2))
  }

  @Test func `texts beyond a block and records beyond a segment are read again`() throws {
    let long = (0..<30_000).map { "word\($0)" }.joined(separator: " ")
    let texts = (0..<17_000).map { "text \($0)" } + [long, "", long + " more"]
    let small = try SmallIndex([texts], batchCount: 1024)
    let index = try TextIndex(path: small.path, workers: 2)
    #expect(index.layout.segments.count == 2)
    try expect(index, holds: texts, small.sketcher)
  }

  private func expect(_ index: TextIndex, holds texts: [String], _ sketcher: TextSketcher) throws {
    let shaped = SmallIndex.shaped(texts)
    var identities = TextIdentities()
    var bands = BandTable(bandCount: index.bandCount)
    index.forEachBatch {
      identities.append(contentsOf: $0)
      bands.append($1)
    }
    #expect(identities == TextIdentities(of: shaped))
    #expect(bands == sketcher.bands(of: shaped.texts))
    #expect(index.textByteCounts == texts.map { UInt32($0.utf8.count) })
    var random = SeededRandom(seed: 5)
    let wanted =
      random.permutation(of: texts.count).prefix(600).map { RecordIndex($0) }
      + [0, 0, RecordIndex(texts.count - 1)]
    for workers in [1, 2, 4] {
      let read = index.texts(of: wanted, workers: workers)
      #expect(wanted.indices.allSatisfy { read.texts.string($0) == texts[Int(wanted[$0])] })
      #expect(
        wanted.indices.allSatisfy {
          read.shapes.string($0) == SmallIndex.shape(of: texts[Int(wanted[$0])])
        })
      #expect(
        wanted.indices.allSatisfy {
          read.fields.string($0) == SmallIndex.fields(of: texts[Int(wanted[$0])])
        })
    }
  }
}

/// Files that were cut, damaged, or never were an index.
@Suite struct BrokenIndexTests {
  let small: SmallIndex

  init() throws { small = try SmallIndex(TextIndexTests.additions) }

  @Test func `a file cut anywhere opens with what is whole, or says why not`() throws {
    for count in 0..<small.bytes.count {
      let cut = Array(small.bytes[..<count])
      if count < small.ends[1] {
        let error = try #require(try small.fault(of: cut), "\(count) bytes")
        #expect([TextError.Code.noIndex, .brokenIndex].contains(error.code))
        continue
      }
      // With zeros behind, as a file system may leave what it had no time to write, it is the same.
      let zeros = [UInt8](repeating: 0, count: 104)
      for end in count % 8 == 0 ? [[], zeros] : [[]] {
        let index = try small.open(cut + end)
        let wholeCount = small.ends.count { $0 <= count } - 1
        #expect(index.additions.count == wholeCount, "\(count) bytes")
        #expect(index.tornByteCount == count + end.count - small.ends[wholeCount])
      }
    }
  }

  @Test func `a flipped bit is an error that names the part, or stands between parts`() throws {
    let layout = try IndexLayout(small.bytes.span, path: "")
    var names = [String?](repeating: nil, count: small.bytes.count)
    for segment in layout.segments {
      for section in IndexSection.allCases {
        for i in segment.range(of: section) { names[i] = section.name }
      }
    }
    for addition in layout.additions {
      for i in addition.notes { names[i] = "notes" }
      for i in addition.bytes.suffix(IndexFrame.Kind.commit.headByteCount) { names[i] = "commit" }
    }
    // Every third, for time; no part is shorter.
    for i in stride(from: 0, to: small.bytes.count, by: 3) {
      var bytes = small.bytes
      bytes[i] ^= 1 << UInt8(i % 8)
      let error = try small.fault(of: bytes)
      if let name = names[i] {
        #expect(error?.code == .brokenIndex && error?.detail.contains(name) == true, "byte \(i)")
      } else if error == nil {
        #expect(small.bytes[i] == 0 && isPadding(i, layout), "byte \(i)")
      }
    }
  }

  private func isPadding(_ place: Int, _ layout: IndexLayout) -> Bool {
    let ranges =
      [layout.notes] + layout.segments.flatMap(\.sections) + layout.additions.map(\.notes)
    return ranges.contains { $0.upperBound <= place && place < IndexFormat.padded($0.upperBound) }
  }

  @Test func `what is no index is refused`() throws {
    var random = SeededRandom(seed: 2)
    let noise = (0..<500).map { _ in UInt8(random.next(below: 256)) }
    let swapped = stride(from: 0, to: small.bytes.count, by: 4).flatMap {
      small.bytes[$0..<min($0 + 4, small.bytes.count)].reversed()
    }
    var newer = small.bytes
    newer[8] = 5
    for bytes in [[], [0x89], noise, swapped, newer, Array("{\"text\": \"a\"}\n".utf8)] {
      #expect(try small.fault(of: bytes)?.code == .noIndex)
    }
    for _ in 0..<200 {
      let tail = (0..<random.next(below: 400)).map { _ in UInt8(random.next(below: 256)) }
      let code = try small.fault(of: Array(small.bytes[..<small.ends[0]]) + tail)?.code
      #expect(code == .noIndex)
    }
    #expect(throws: TextError.self) { try TextIndex(path: small.folder.path, workers: 1) }
    #expect(throws: TextError.self) { try TextIndex(path: "/dev/null", workers: 1) }
  }

  @Test func `numbers beyond all bounds are refused even with good checksums`() throws {
    let layout = try IndexLayout(small.bytes.span, path: "")
    let heads = layout.additions.map(\.bytes.lowerBound)
    for head in heads.prefix(2) {
      let end = head + IndexFrame.Kind.segment.headByteCount - 8
      for place in stride(from: head + 8, to: end, by: 8) {
        for value in [UInt64.max, 1 << 63, 1 << 40, 1 << 32, 7, 0] {
          var bytes = small.bytes
          var number: [UInt8] = []
          number.append(little: value)
          bytes.replaceSubrange(place..<place + 8, with: number)
          var sum: [UInt8] = []
          sum.append(
            little: StableHash.hash64(bytes.span.extracting(head..<end), seed: UInt64(head)))
          bytes.replaceSubrange(end..<end + 8, with: sum)
          if bytes == small.bytes { continue }
          #expect(try small.fault(of: bytes) != nil, "\(value) at \(place)")
        }
      }
    }
    for value in [UInt64.max, 1 << 63, 1 << 40] {
      var number: [UInt8] = []
      number.append(little: value)
      var bytes = small.bytes
      bytes.replaceSubrange(16..<24, with: number)
      #expect(try small.fault(of: bytes)?.code == .brokenIndex)
    }
  }

  @Test func `a forged length asks for no more than its block can hold`() throws {
    let layout = try IndexLayout(small.bytes.span, path: "")
    let segment = try #require(layout.segments.first)
    let lengths = segment.range(of: .lengths)
    var bytes = small.bytes
    for place in stride(from: lengths.lowerBound, to: lengths.upperBound, by: 4) {
      bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
    }
    // The checksum of the section, of the head it stands in, and of the commit that follows.
    func put(_ number: UInt64, at place: Int) {
      var little: [UInt8] = []
      little.append(little: number)
      bytes.replaceSubrange(place..<place + 8, with: little)
    }
    func seal(_ head: Int, _ kind: IndexFrame.Kind) {
      let end = head + kind.headByteCount - 8
      put(StableHash.hash64(bytes.span.extracting(head..<end), seed: UInt64(head)), at: end)
    }
    let head = layout.additions[0].bytes.lowerBound
    put(StableHash.hash64(bytes.span.extracting(lengths)), at: head + 16 + 16 + 8)
    seal(head, .segment)
    var chain: UInt64 = 0
    var place = head
    let commit = layout.additions[0].bytes.upperBound - IndexFrame.Kind.commit.headByteCount
    while place < commit {
      let found = IndexFrame(bytes.span, at: place)
      let frame = try #require(found)
      chain = frame.chain(after: chain)
      place += frame.kind.headByteCount
      for count in frame.sectionByteCounts { place += IndexFormat.padded(Int(count)) }
    }
    put(chain, at: commit + 16)
    seal(commit, .commit)
    let error = try #require(try small.fault(of: bytes))
    #expect(error.code == .brokenIndex && error.detail.contains("lengths of addition 1"))
  }

  @Test func `forged shapes and fields are told from those that are written`() {
    var written = ShapedTexts()
    written.appendPart(Array("ab".utf8).span, roleByte: PartShape.namedRole, name: Array("x".utf8))
    written.appendPart(Array("c".utf8).span, roleByte: UInt8(ascii: "u"))
    CountedFields.append(
      .value, name: Array("label".utf8).span, value: [UInt8](repeating: 7, count: 200).span,
      to: &written.fields)
    let (shape, fields) = (written.shapes.bytes, written.fields.bytes)
    func areFields(_ bytes: [UInt8]) -> Bool { ForgedTexts.areFields(bytes.span) }
    func isShape(ofText byteCount: Int) -> Bool {
      ForgedTexts.isShape(shape.span, ofText: byteCount)
    }
    #expect(isShape(ofText: 4) && areFields(fields))
    #expect(!isShape(ofText: 3))
    for count in 1..<fields.count { #expect(!areFields(Array(fields[..<count]))) }
    let endless = [fields[0]] + [UInt8](repeating: 0xFF, count: 9)
    for bytes in [[0, 0, 0], [0xFF], fields + [fields[0]], endless] { #expect(!areFields(bytes)) }
  }

  @Test func `a second writer is refused until the first is done`() throws {
    do {
      let first = try IndexFile(path: small.path)
      do throws(TextError) {
        _ = try IndexFile(path: small.path)
        Issue.record("opened twice")
      } catch { #expect(error.code == .lockedIndex) }
      _ = consume first
    }
    _ = try IndexFile(path: small.path)
  }
}
