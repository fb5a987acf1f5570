// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutCore
import GamutFiles
import Testing

@testable import GamutCorpus

private let a = "{\"t\":\"a\"}\n"
private let b = "\n{\"t\":\"b\"}\n"
private let c = "{\"t\":\"cc\", \"n\": 1}\n"

private func plan() throws -> ReadPlan {
  ReadPlan(selections: [.paths([try FieldPath("t")])])
}

/// The bytes of all records, and where they stand.
private func records(_ corpus: Corpus) throws -> [String] {
  try readAll(corpus, plan()).flatMap { batch in
    (0..<batch.count).map { index in
      let source = batch.source(of: index)
      let place = corpus.place(of: source)
      let bytes = corpus.withSource(of: source) { span in span.indices.map { span[$0] } }
      return "\(place.line ?? 0) \(place.row ?? -1) \(String(decoding: bytes, as: UTF8.self))"
    }
  }
}

private func records(of bytes: [UInt8]) throws -> [String] { try records(Corpus(of: bytes)) }

/// The error of opening or reading a file of `bytes`.
private func refusal(of bytes: [UInt8]) -> CorpusError? {
  corpusError { _ = try records(of: bytes) }
}

private let packings = Packing.allCases.filter { $0 != .none }

private func programOutput(_ packing: Packing) throws -> [UInt8] {
  let base64 =
    switch packing {
    case .none: ""
    case .gzip: ProgramOutput.gzip
    case .zstd: ProgramOutput.zstd
    case .xz: ProgramOutput.xz
    case .bzip2: ProgramOutput.bzip2
    case .lz4: ProgramOutput.lz4
    }
  return Array(try #require(Data(base64Encoded: base64, options: .ignoreUnknownCharacters)))
}

private func zstd(_ text: String) -> [UInt8] { ZstdFrame.of(Array(text.utf8)) }
private func gzip(_ text: String) -> [UInt8] { gzipMember(of: Array(text.utf8)) }

/// What the files of a + b + c may look like.
private let arrangements: [[UInt8]] = [
  zstd(a + b + c),
  zstd(a) + zstd(b) + zstd(c),
  zstd(a) + zstd("") + zstd(b + c) + zstd(""),
  zstd("") + zstd(a + b + c),
  ZstdFrame.skippable([1, 2, 3]) + zstd(a + b + c),
  zstd(a + b) + ZstdFrame.skippable([], number: 15) + zstd(c)
    + ZstdFrame.skippable(Array(a.utf8), number: 7),
  ZstdFrame.of(Array((a + b + c).utf8), blockByteCount: 3, statesSize: false),
  gzip(a + b + c),
  gzip(a) + gzip(b) + gzip(c),
  gzip("") + gzip(a + b) + gzip("") + gzip(c) + [0, 0, 0, 0, 0],
]

@Test(arguments: arrangements.indices)
func `frames and members one after the other read like the text they hold`(index: Int) throws {
  let corpus = try Corpus(of: arrangements[index], name: "x")
  #expect(corpus.byteCount == (a + b + c).utf8.count)
  #expect(
    try records(corpus) == [
      "1 -1 {\"t\":\"a\"}", "3 -1 {\"t\":\"b\"}", "4 -1 {\"t\":\"cc\", \"n\": 1}",
    ])
}

@Test(arguments: packings)
func `what the programs make is read, and unpacked no further than once`(
  packing: Packing
) throws {
  let bytes = try programOutput(packing)
  let corpus = try Corpus(of: bytes)
  #expect(corpus.byteCount == ProgramOutput.text.utf8.count)
  let batches = try corpus.chunkCount == 1 ? [corpus.read(chunk: 0, by: textPlan())] : []
  #expect(texts(batches) == (0..<200).map { "record \($0) of a set of many" })
  let twice = refusal(of: ZstdFrame.of(bytes))
  #expect(twice?.code == .unsupportedFormat)
  #expect(twice?.detail.hasPrefix("what it unpacks to is") == true)
}

private func textPlan() throws -> ReadPlan {
  ReadPlan(selections: [.paths([try FieldPath("text")])])
}

@Test func `a compressed array reads like the array`() throws {
  let array = Array("[\n{\"t\":\"a\"},\n {\"t\":\"b\"}]\n".utf8)
  let expected = ["2 0 {\"t\":\"a\"}", "3 1 {\"t\":\"b\"}"]
  #expect(try records(of: array) == expected)
  #expect(try records(of: ZstdFrame.of(array)) == expected)
  #expect(try records(of: gzipMember(of: array)) == expected)
}

@Test func `compressed nothing is a corpus without records`() throws {
  for bytes in [zstd(""), gzip(""), zstd("\n \n"), ZstdFrame.skippable([9]), gzip("") + [0]] {
    let corpus = try Corpus(of: bytes)
    #expect(corpus.form == nil && corpus.chunkCount == 0)
  }
}

@Test(arguments: [1, 2, 4])
func `files opened at once are the corpus of files opened in order`(workers: Int) throws {
  let files = try arrangements.map { try TemporaryFile($0) }
  let corpus = try Corpus(paths: files.map(\.path), workers: workers)
  #expect(corpus.files.map(\.path) == files.map(\.path))
  #expect(try records(corpus) == arrangements.flatMap { try records(of: $0) })
  // Of several errors, that of the first file is thrown.
  let cut = try (1...3).map { try TemporaryFile(zstd(a).dropLast($0)) }
  let error = corpusError {
    _ = try Corpus(paths: (files + cut).map(\.path), workers: workers)
  }
  #expect(error?.path == cut[0].path)
}

@Test func `random texts in random frames read like the texts`() throws {
  for seed in 0..<4 as Range<UInt64> {
    var random = SeededRandom(seed: seed)
    var text: [UInt8] = []
    while text.count < 600_000 {
      let count = random.next(below: random.next(below: 10) == 0 ? 300_000 : 300)
      text += Array("{\"t\":\"".utf8)
      let isRun = random.next(below: 3) == 0
      for _ in 0..<count { text.append(isRun ? 0x78 : UInt8(0x61 + random.next(below: 26))) }
      text += Array("\"}\n".utf8)
    }
    let isZstd = seed % 2 == 0
    var bytes: [UInt8] = []
    var start = 0
    while start < text.count {
      let end = min(text.count, start + 1 + random.next(below: seed < 2 ? 3_000 : 600_000))
      let block = 1 + random.next(below: 60_000)
      let part = Array(text[start..<end])
      bytes +=
        isZstd
        ? ZstdFrame.of(part, blockByteCount: block, statesSize: random.next(below: 2) == 0)
        : gzipMember(of: part, blockByteCount: block)
      start = end
    }
    #expect(try records(of: bytes) == records(of: text), "seed \(seed)")
  }
}

@Test func `a file that is cut short is refused wherever it is cut`() throws {
  let programs = try packings.map { (try programOutput($0), [0]) }
  let files =
    programs + [
      (zstd(a) + zstd(b), [0, zstd(a).count]), (gzip(a) + gzip(b), [0, gzip(a).count]),
      (
        ZstdFrame.skippable([1, 2]) + zstd(a),
        [0, ZstdFrame.skippable([1, 2]).count]
      ),
    ]
  for (bytes, borders) in files {
    for count in 0..<bytes.count where !borders.contains(count) {
      let error = refusal(of: Array(bytes[..<count]))
      let isNamed = error?.code == .brokenCompression && error?.detail.contains("cut short") == true
      // Before its magic number is whole, a file is text, and broken.
      #expect(isNamed || count < 6 && error != nil, "\(count) of \(bytes.count): \(error as Any)")
    }
  }
  let error = try #require(refusal(of: Array((zstd(a) + zstd(b)).dropLast(3))))
  #expect(
    error.detail == "the file ends at byte 42, within the zstd frame that begins at byte 22; "
      + "it was cut short")
}

@Test(arguments: packings)
func `a damaged byte is noticed, or changes nothing`(packing: Packing) throws {
  let bytes = try programOutput(packing)
  for index in bytes.indices {
    for bit in 0..<8 as Range<UInt8> {
      var damaged = bytes
      damaged[index] ^= 1 << bit
      do throws(CorpusError) {
        let file = try MappedFile(bytes: damaged)
        guard file.packing != .none else { continue }
        let text = file.withBytes(0..<file.byteCount) { span in span.indices.map { span[$0] } }
        #expect(String(decoding: text, as: UTF8.self) == ProgramOutput.text, "\(index) \(bit)")
      } catch {
        #expect(
          error.code == .brokenCompression || error.code == .unsupportedFormat, "\(index) \(bit)")
      }
    }
  }
}

extension MappedFile {
  /// A mapping of a file that is gone again.
  fileprivate convenience init(bytes: [UInt8]) throws(CorpusError) {
    do {
      let file = try TemporaryFile(bytes)
      defer { withExtendedLifetime(file) {} }
      try self.init(path: file.path)
    } catch let error as CorpusError {
      throw error
    } catch { throw CorpusError(.unreadableFile, detail: "\(error)") }
  }
}

@Test func `whatever follows the last frame is refused with its place`() throws {
  for (bytes, unit) in [(zstd(a), "zstd frame"), (gzip(a), "gzip member")] {
    for junk in [Array("\n".utf8), Array(b.utf8), [0, 1], [0x28, 0x28]] {
      let error = refusal(of: bytes + junk)
      let place = bytes.count + (unit == "gzip member" && junk[0] == 0 ? 1 : 0)
      #expect(error?.code == .brokenCompression)
      #expect(
        error?.detail == "at byte \(place) no further \(unit) begins; expected one, or the end of "
          + "the file")
    }
  }
  // Zeros pad a tape behind gzip; a zstd file is never padded.
  #expect(refusal(of: zstd(a) + [0])?.code == .brokenCompression)
  #expect(refusal(of: zstd(a) + gzip(b))?.code == .brokenCompression)
}

@Test(arguments: packings)
func `frames of each packing follow one another, with what may stand between`(packing: Packing)
  throws
{
  let one = try programOutput(packing)
  let skippable = ZstdFrame.skippable([1, 2, 3])
  var arrangements = [one + one]
  if packing.hasPadding { arrangements.append(one + [0, 0, 0, 0] + (packing == .xz ? one : [])) }
  if packing.hasSkippableFrames {
    arrangements += [
      skippable + one, one + skippable, skippable + skippable + one + skippable + one,
    ]
  }
  for bytes in arrangements {
    let file = try MappedFile(bytes: bytes)
    #expect(file.packing == packing)
    #expect(file.byteCount % ProgramOutput.text.utf8.count == 0 && file.byteCount > 0)
  }
  // Another packing does not follow, though both have skippable frames.
  let other = try programOutput(packing == .zstd ? .lz4 : .zstd)
  #expect(refusal(of: one + other)?.code == .brokenCompression)
  let stray = refusal(of: skippable + Array("text\n".utf8))
  #expect(
    stray?.detail == "at byte 11 no zstd or lz4 frame begins; expected one, or the end of the file")
  #expect(refusal(of: skippable.dropLast())?.detail.contains("within a skippable frame") == true)
}

@Test func `packed data that unpacks a thousandfold, and beyond a gibibyte, is refused`() throws {
  // Blocks of one byte 128 KiB times over, in four bytes each: 2.1 GB of 64 KiB.
  let block: [UInt8] = [0x02, 0x00, 0x10, 0x20]
  var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 7 << 3]
  for _ in 0..<16_384 { frame += block }
  frame += [0x01, 0x00, 0x00]
  let error = try #require(refusal(of: frame))
  #expect(error.code == .unpacksTooFar)
  #expect(error.detail.contains("expected at most 1000 for each"))
}

@Test func `a frame that asks for much memory is refused with a way out`() {
  // A window of 2^28 bytes.
  let error = refusal(of: [0x28, 0xB5, 0x2F, 0xFD, 0x00, 18 << 3, 1, 0, 0])
  #expect(error?.code == .unsupportedFormat)
  #expect(error?.detail.contains("128 MiB") == true)
}

@Test func `a compressed tar archive is named`() {
  var header = [UInt8](repeating: 0, count: 1_024)
  header.replaceSubrange(0..<7, with: Array("a.jsonl".utf8))
  header.replaceSubrange(257..<262, with: Array("ustar".utf8))
  let error = refusal(of: gzipMember(of: header))
  #expect(error?.code == .unsupportedFormat)
  #expect(error?.detail.contains("what it unpacks to is a tar archive") == true)
}

@Test func `a compressed stream in a FIFO is unpacked`() throws {
  let file = try TemporaryFile("")
  let text = (0..<30_000).map { "{\"t\":\"\($0)\"}\n" }.joined()
  for (bytes, name) in [(zstd(text), "zst"), (gzip(text), "gz")] {
    let path = "\(file.path).\(name)"
    // Safe: the path is a NUL-terminated copy for the length of the call.
    let status = unsafe mkfifo(path, 0o600)
    #expect(status == 0)
    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: path)
      // The magic number comes in two parts.
      handle?.write(Data(bytes[..<1]))
      handle?.write(Data(bytes[1...]))
      handle?.closeFile()
    }
    writer.start()
    #expect(
      texts(try readAll(Corpus(paths: [path]), plan())) == (0..<30_000).map { "\($0)" })
  }
}

@Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
func `a folder for temporary files that is full is one clear line`() throws {
  let file = try TemporaryFile(zstd(a))
  let source = try Descriptor(path: file.path, .reading(isPatient: true), shown: "x.zst")
  var reader = BlockReader(path: "x.zst")
  var copy = NamelessFile(try Descriptor(path: "/dev/full", .writing), folder: "/small")
  var found: CorpusError?
  do throws(CorpusError) {
    _ = try Unpacking.unpack(&reader, of: source, into: &copy)
  } catch { found = error }
  #expect(found?.underlying?.number == ENOSPC)
  #expect(
    found?.description == "x.zst: cannot read: writing a temporary copy in /small (TMPDIR names "
      + "another folder): No space left on device")
}
