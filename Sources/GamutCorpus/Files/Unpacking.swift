// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// Copies a compressed input into a temporary file as the text it stands for.
///
/// What it holds is two blocks and the decoder's window, whatever the size of the input.
enum Unpacking {
  /// How much is written at a time: it stays in the caches between decoder and file.
  private static let blockByteCount = 1 << 18

  /// Unpacks all of `reader`, whose format is `format`, into `copy`.
  ///
  /// - Throws: `brokenCompression` for an input that was cut short, is damaged or goes on behind its
  ///   end; `unsupportedFormat` where it asks for too large a window; `unreadableFile`.
  static func unpack(
    _ reader: inout BlockReader, of file: borrowing Descriptor, as format: Compression,
    into copy: inout NamelessFile
  ) throws(CorpusError) {
    switch format {
    case .zstd: try unpack(&reader, of: file, as: format, by: ZstdDecoder(), into: &copy)
    case .gzip: try unpack(&reader, of: file, as: format, by: GzipDecoder(), into: &copy)
    }
  }

  private static func unpack(
    _ reader: inout BlockReader, of file: borrowing Descriptor, as format: Compression,
    by decoder: (some StreamDecoder)?, into copy: inout NamelessFile
  ) throws(CorpusError) {
    let path = file.path
    guard let decoder else { throw outOfMemory(path) }
    var block = [UInt8](repeating: 0, count: blockByteCount)
    var filledCount = 0
    var frame: Int?  // where the frame begins, within one
    while true {
      if frame == nil {
        guard try reader.fill(atLeast: Compression.magicByteCount, from: file) else { break }
        if format == .gzip, try passZeros(&reader, of: file) { break }
        guard reader.withBytes({ format.mayBegin(with: $0) }) else {
          throw CorpusError(
            .brokenCompression, path: path,
            detail: "at byte \(reader.offset) no further \(format.unit) begins; expected one, or "
              + "the end of the file")
        }
        frame = reader.offset
      }
      // At the end of the file the decoder may still hold text, so it is asked once more.
      let isAtEnd = try !reader.fill(atLeast: 1, from: file)
      let step = reader.withBytes { decoder.decode($0, into: &block, from: filledCount) }
      reader.pass(step.readCount)
      filledCount += step.writtenCount
      if filledCount == blockByteCount {
        try copy.write(block.span, ofInput: path)
        filledCount = 0
      }
      switch step.state {
      case .frameEnd: frame = nil
      case .within:
        if isAtEnd, step.writtenCount == 0 {
          throw CorpusError(
            .brokenCompression, path: path,
            detail:
              "the file ends at byte \(reader.offset), within \(place(format, frame)); it was "
              + "cut short")
        }
      case .broken(let reason):
        throw CorpusError(
          .brokenCompression, path: path,
          detail: "\(place(format, frame)) is damaged near byte \(reader.offset): \(reason)")
      case .windowTooLarge:
        throw CorpusError(
          .unsupportedFormat, path: path,
          detail: "\(place(format, frame)) needs more than 128 MiB of memory to unpack; expected "
            + "less, or the output of zstd -dc --long=31 on standard input")
      case .outOfMemory: throw outOfMemory(path)
      }
    }
    try copy.write(block.span.extracting(0..<filledCount), ofInput: path)
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

  private static func place(_ format: Compression, _ start: Int?) -> String {
    "the \(format.unit)\(start.map { " that begins at byte \($0)" } ?? "")"
  }

  private static func outOfMemory(_ path: String) -> CorpusError {
    CorpusError(.unreadableFile, path: path, detail: "there is no memory to unpack it")
  }
}
