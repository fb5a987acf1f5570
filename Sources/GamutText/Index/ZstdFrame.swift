// SPDX-License-Identifier: Apache-2.0

private import CGamutZstd

/// Packs stretches of bytes into zstd frames, one thread at a time.
///
/// `@safe`: the pointer is the library's own, never null and never handed out.
@safe final class ZstdPacker {
  private let encoder: OpaquePointer
  private var target: [UInt8] = []

  /// Level 1 makes 4 % more bytes in four fifths of the time, level 5 takes twice the time for 2 %
  /// fewer: `Decisions/009-saved-index.md`.
  private static let level: Int32 = 3

  init() {
    // As where an array cannot grow.
    guard let encoder = unsafe gamut_zstd_open_encoder() else { fatalError("out of memory") }
    unsafe self.encoder = encoder
  }

  // Safe: made by `gamut_zstd_open_encoder`, closed once.
  deinit { unsafe gamut_zstd_close_encoder(encoder) }

  /// Adds one frame that holds `source` to `bytes`.
  func pack(_ source: [UInt8], into bytes: inout [UInt8]) {
    let bound = gamut_zstd_bound(source.count)
    if target.count < bound { target = [UInt8](repeating: 0, count: bound) }
    // Safe: both pointers and counts belong together and are used for the length of the call.
    let count = unsafe source.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        unsafe gamut_zstd_pack(
          encoder, source.baseAddress, source.count, target.baseAddress, target.count, Self.level)
      }
    }
    // The room is the bound, so that only memory can be short, as where an array cannot grow.
    guard count > 0 else { fatalError("out of memory") }
    bytes.append(contentsOf: target[..<count])
  }
}

/// Unpacks zstd frames, one thread at a time.
///
/// `@safe`: as for `ZstdPacker`.
@safe final class ZstdUnpacker {
  private let decoder: OpaquePointer

  init() {
    // As where an array cannot grow.
    guard let decoder = unsafe gamut_zstd_open() else { fatalError("out of memory") }
    unsafe self.decoder = decoder
  }

  // Safe: made by `gamut_zstd_open`, closed once.
  deinit { unsafe gamut_zstd_close(decoder) }

  /// The most that frames of `byteCount` bytes unpack to: a block of a frame takes three bytes for its
  /// head and one more at least, and holds 128 KiB at most (RFC 8878, 3.1.1.2).
  static func mostByteCount(in byteCount: Int) -> Int { (byteCount / 4) << 17 }

  /// The text of `frame`, `byteCount` bytes long; zeros where it is no frame of such a text.
  func unpacked(_ frame: Span<UInt8>, byteCount: Int) -> [UInt8] {
    var text = [UInt8](repeating: 0, count: byteCount)
    // Safe: both pointers and counts belong together and are used for the length of the call.
    let isWhole = unsafe frame.withUnsafeBufferPointer { frame in
      unsafe text.withUnsafeMutableBufferPointer { text in
        unsafe gamut_zstd_unpack(
          decoder, frame.baseAddress, frame.count, text.baseAddress, text.count) != 0
      }
    }
    return isWhole ? text : [UInt8](repeating: 0, count: byteCount)
  }
}
