// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// Copies a compressed input into a temporary file as the text it stands for.
///
/// What it holds is two blocks and the decoder's window, whatever the size of the input.
enum Unpacking {
  /// How much is written at a time: it stays in the caches between decoder and file.
  private static let blockByteCount = 1 << 18

  /// Unpacks all of `reader`, which begins with a frame, into `copy`; how it was packed.
  ///
  /// - Throws: `brokenCompression` for an input that was cut short, is damaged or goes on behind its
  ///   end; `unsupportedFormat` where it asks for too much memory; `unpacksTooFar`; `unreadableFile`.
  static func unpack(
    _ reader: inout BlockReader, of file: borrowing Descriptor, into copy: inout NamelessFile
  ) throws(CorpusError) -> Packing {
    guard let packing = try beginning(of: &reader, of: file) else {
      return .zstd  // nothing but skippable frames, of either format that has them
    }
    guard let decoder = StreamDecoder(packing) else { throw outOfMemory(file.path) }
    try unpack(&reader, of: file, as: packing, by: decoder, into: &copy)
    return packing
  }

  /// The packing of the first frame that is not skippable; nil where there is none.
  private static func beginning(
    of reader: inout BlockReader, of file: borrowing Descriptor
  ) throws(CorpusError) -> Packing? {
    while try reader.fill(atLeast: Packing.skippableHeadByteCount, from: file) {
      if let packing = reader.withBytes({ Packing(firstBytes: $0) }) { return packing }
      guard try passSkippable(&reader, of: file) else {
        // The end of the file is near, where a magic number may be cut.
        if reader.withBytes({ Packing.zstd.mayBegin(with: $0) || Packing.lz4.mayBegin(with: $0) }) {
          throw cutShort(file.path, at: reader.offset, "within the first bytes of a frame")
        }
        throw noFrame(file.path, at: reader.offset, "zstd or lz4 frame")
      }
    }
    return nil
  }

  private static func unpack(
    _ reader: inout BlockReader, of file: borrowing Descriptor, as packing: Packing,
    by decoder: StreamDecoder, into copy: inout NamelessFile
  ) throws(CorpusError) {
    let path = file.path
    var block = [UInt8](repeating: 0, count: blockByteCount)
    var (filledCount, writtenCount) = (0, 0)
    var frame: Int?  // where the frame begins, within one
    while true {
      if frame == nil {
        guard try reader.fill(atLeast: Packing.skippableHeadByteCount, from: file) else { break }
        if packing.hasPadding, try passZeros(&reader, of: file) { break }
        if packing.hasSkippableFrames, try passSkippable(&reader, of: file) { continue }
        guard reader.withBytes({ packing.mayBegin(with: $0) }) else {
          throw noFrame(path, at: reader.offset, "further \(packing.unit)")
        }
        frame = reader.offset
      }
      // At the end of the file the decoder may still hold text, so it is asked once more.
      let isAtEnd = try !reader.fill(atLeast: 1, from: file)
      let step = reader.withBytes { decoder.decode($0, into: &block, from: filledCount) }
      reader.pass(step.readCount)
      filledCount += step.writtenCount
      if filledCount == blockByteCount {
        writtenCount += filledCount
        try requireRatio(of: writtenCount, to: reader.offset, path)
        try copy.write(block.span, ofInput: path)
        filledCount = 0
      }
      switch step.state {
      case .frameEnd: frame = nil
      case .within:
        if isAtEnd, step.writtenCount == 0 {
          throw cutShort(path, at: reader.offset, "within \(place(packing, frame))")
        }
      case .broken(let reason):
        throw CorpusError(
          .brokenCompression, path: path,
          detail: "\(place(packing, frame)) is damaged near byte \(reader.offset): \(reason)")
      case .tooLarge:
        throw CorpusError(
          .unsupportedFormat, path: path,
          detail: "\(place(packing, frame)) needs more than 128 MiB of memory to unpack; expected "
            + "less, or what \(packing == .zstd ? "zstd -dc --long=31" : "xz -dc") makes of it on "
            + "standard input")
      case .outOfMemory: throw outOfMemory(path)
      }
    }
    try copy.write(block.span.extracting(0..<filledCount), ofInput: path)
  }

  /// Whether a skippable frame was next, which is passed.
  private static func passSkippable(
    _ reader: inout BlockReader, of file: borrowing Descriptor
  ) throws(CorpusError) -> Bool {
    guard var left = reader.withBytes({ Packing.skippableByteCount($0) }) else { return false }
    while left > 0 {
      guard try reader.fill(atLeast: 1, from: file) else {
        throw cutShort(file.path, at: reader.offset, "within a skippable frame")
      }
      let count = reader.withBytes { min(left, $0.count) }
      reader.pass(count)
      left -= count
    }
    return true
  }

  /// Packed data that claims more than texts do is made to fill a disk.
  private static let (largestRatio, freeByteCount) = (1_000, 1 << 30)

  private static func requireRatio(
    of writtenCount: Int, to readCount: Int, _ path: String
  ) throws(CorpusError) {
    guard writtenCount > freeByteCount, writtenCount / largestRatio > readCount else { return }
    throw CorpusError(
      .unpacksTooFar, path: path,
      detail: "\(writtenCount) bytes come out of its first \(readCount), expected at most "
        + "\(largestRatio) for each; unpack it yourself if that is right")
  }

  /// Whether nothing but zeros is left, which are passed; false, with nothing passed, where the next
  /// byte is none.
  private static func passZeros(
    _ reader: inout BlockReader, of file: borrowing Descriptor
  ) throws(CorpusError) -> Bool {
    while try reader.fill(atLeast: 1, from: file) {
      let (zeroCount, count) = reader.withBytes { bytes in
        var i = 0
        while i < bytes.count, bytes[i] == 0 { i += 1 }
        return (i, bytes.count)
      }
      reader.pass(zeroCount)
      if zeroCount < count { return false }
    }
    return true
  }

  private static func place(_ packing: Packing, _ start: Int?) -> String {
    "the \(packing.unit)\(start.map { " that begins at byte \($0)" } ?? "")"
  }

  private static func noFrame(_ path: String, at offset: Int, _ expected: String) -> CorpusError {
    CorpusError(
      .brokenCompression, path: path,
      detail: "at byte \(offset) no \(expected) begins; expected one, or the end of the file")
  }

  private static func cutShort(_ path: String, at offset: Int, _ place: String) -> CorpusError {
    CorpusError(
      .brokenCompression, path: path,
      detail: "the file ends at byte \(offset), \(place); it was cut short")
  }

  private static func outOfMemory(_ path: String) -> CorpusError {
    CorpusError(.unreadableFile, path: path, detail: "there is no memory to unpack it")
  }
}
