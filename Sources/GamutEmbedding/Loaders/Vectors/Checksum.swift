// SPDX-License-Identifier: Apache-2.0

private import CGamutZlib
import GamutCore

/// CRC-32, as zip archives have it.
enum Checksum {
  /// Bytes checked at a time; constant.
  private static let chunkByteCount = 1 << 20

  /// The checksum of `bytes` behind others of the checksum `crc`.
  static func continuing(_ crc: UInt32, with bytes: Span<UInt8>) -> UInt32 {
    // Safe: pointer and count belong together and are used for the length of the call.
    unsafe bytes.withUnsafeBufferPointer { unsafe gamut_crc32(crc, $0.baseAddress, $0.count) }
  }

  /// The checksum of the bytes `range` of `file`, which are read for it.
  static func crc32(
    of file: InputFile, range: Range<Int>, workers: Int
  ) throws(EmbeddingError) -> UInt32 {
    let parts = try Parallel.mapChunks(
      of: range.count, chunkSize: chunkByteCount, workers: workers,
      throwing: { part throws(EmbeddingError) -> (crc: UInt32, count: Int) in
        let bytes = try file.bytes(at: range.lowerBound + part.lowerBound, count: part.count)
        return (continuing(0, with: bytes.span), part.count)
      })
    return parts.reduce(0) { gamut_crc32_combine($0, $1.crc, $1.count) }
  }
}
