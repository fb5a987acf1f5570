// SPDX-License-Identifier: Apache-2.0

private import CGamutZlib
private import CGamutZstd

/// How the bytes of an output are packed.
public enum Packing: Hashable, Sendable {
  /// As they come.
  case none
  /// One gzip member, without a name or a time, so that the same bytes give the same file.
  case gzip
  /// One zstd frame with a checksum.
  case zstd

  /// What the name of a file asks for: `.gz` and `.zst`.
  public init(path: String) {
    let name = path.lowercased()
    self = name.hasSuffix(".gz") ? .gzip : name.hasSuffix(".zst") ? .zstd : .none
  }
}

/// Packs a stream of bytes, whose parts come one after the other.
///
/// `@safe`: the pointers are the libraries' own, never handed out, and closed once.
@safe final class Packer {
  private let gzip: OpaquePointer?
  private let zstd: OpaquePointer?
  private var target = [UInt8](repeating: 0, count: Packer.targetByteCount)

  /// How much is handed on at a time; more saves no time.
  private static let targetByteCount = 1 << 17

  /// The levels that both programs have by default.
  private static let gzipLevel: Int32 = 6
  private static let zstdLevel: Int32 = 3

  /// A packer; nil for bytes that stay as they are.
  init?(_ packing: Packing) {
    switch packing {
    case .none: return nil
    case .gzip:
      unsafe gzip = gamut_gzip_open_encoder(Self.gzipLevel)
      unsafe zstd = nil
    case .zstd:
      unsafe gzip = nil
      unsafe zstd = gamut_zstd_open_stream(Self.zstdLevel)
    }
    // As where an array cannot grow.
    if unsafe gzip == nil, unsafe zstd == nil { fatalError("out of memory") }
  }

  deinit {
    unsafe gamut_gzip_close_encoder(gzip)
    if let zstd = unsafe zstd { unsafe gamut_zstd_close_encoder(zstd) }
  }

  /// What comes after a part.
  enum Rest {
    case more, nothing
  }

  /// Packs `bytes`, and hands on what is packed of them and of those before.
  func pack<Failure: Error>(
    _ bytes: Span<UInt8>, then rest: Rest, _ take: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    var isWhole = false
    while !isWhole {
      let step = step(bytes.extracting(start..<bytes.count), then: rest)
      start += step.readCount
      if step.writtenCount > 0 {
        let packed = target
        try take(packed.span.extracting(0..<step.writtenCount))
      }
      isWhole =
        rest == .nothing ? step.isEnd : start == bytes.count && step.writtenCount < target.count
    }
  }

  private func step(
    _ bytes: Span<UInt8>, then rest: Rest
  ) -> (readCount: Int, writtenCount: Int, isEnd: Bool) {
    let finishes: Int32 = rest == .nothing ? 1 : 0
    // Safe: pointers and counts belong together and are used for the length of the call.
    return unsafe bytes.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        if let gzip = unsafe gzip {
          let step = unsafe gamut_gzip_encode(
            gzip, source.baseAddress, source.count, target.baseAddress, target.count, finishes)
          return (
            unsafe step.read_count, unsafe step.written_count,
            unsafe step.state == GAMUT_GZIP_MEMBER_END
          )
        }
        let step = unsafe gamut_zstd_encode(
          zstd, source.baseAddress, source.count, target.baseAddress, target.count, finishes)
        // As where an array cannot grow.
        if unsafe step.state == GAMUT_ZSTD_NO_MEMORY { fatalError("out of memory") }
        return (
          unsafe step.read_count, unsafe step.written_count,
          unsafe step.state == GAMUT_ZSTD_FRAME_END
        )
      }
    }
  }
}
