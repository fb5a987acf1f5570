// SPDX-License-Identifier: Apache-2.0

private import CGamutZlib
private import CGamutZstd

/// Unpacks one compressed stream, a stretch of bytes at a time.
///
/// One thread at a time; what it holds beside its window of the text is constant.
protocol StreamDecoder: AnyObject {
  /// Decodes until `source` is used up, `target` is full or a frame ends. After a failure it is not
  /// called again.
  func decode(_ source: Span<UInt8>, into target: inout [UInt8], from start: Int) -> DecodingStep
}

/// What one call of a decoder came to.
struct DecodingStep {
  /// Where the decoder stands.
  enum State {
    /// Within a frame, or before one.
    case within
    /// Right behind a frame, all of it written.
    case frameEnd
    /// No further: the source is broken, as the library puts it.
    case broken(reason: String)
    /// No further: the frame asks for more memory than is granted.
    case windowTooLarge
    /// No further: the system has no memory.
    case outOfMemory
  }

  let state: State
  /// How many bytes of the source are done with.
  let readCount: Int
  /// How many bytes of the target were written.
  let writtenCount: Int
}

/// Zstandard through libzstd; its window is bounded by 128 MiB, as that of the `zstd` program is.
///
/// `@safe`: the pointer is the library's own, never null and never handed out.
@safe final class ZstdDecoder: StreamDecoder {
  private let decoder: OpaquePointer

  /// Nil when there is no memory.
  init?() {
    guard let decoder = unsafe gamut_zstd_open() else { return nil }
    unsafe self.decoder = decoder
  }

  // Safe: made by `gamut_zstd_open`, closed once.
  deinit { unsafe gamut_zstd_close(decoder) }

  func decode(_ source: Span<UInt8>, into target: inout [UInt8], from start: Int) -> DecodingStep {
    // Safe: both pointers and counts belong together and are used for the length of the call.
    let step = unsafe source.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        let room = unsafe target[start...]
        return unsafe gamut_zstd_decode(
          decoder, source.baseAddress, source.count,
          UnsafeMutableBufferPointer(rebasing: room).baseAddress, room.count)
      }
    }
    let state: DecodingStep.State =
      switch unsafe step.state {
      case GAMUT_ZSTD_WITHIN: .within
      case GAMUT_ZSTD_FRAME_END: .frameEnd
      case GAMUT_ZSTD_WINDOW: .windowTooLarge
      case GAMUT_ZSTD_NO_MEMORY: .outOfMemory
      default: unsafe .broken(reason: text(step.reason))
      }
    return unsafe DecodingStep(
      state: state, readCount: step.read_count, writtenCount: step.written_count)
  }
}

/// Gzip through zlib; its window is 32 KiB.
///
/// `@safe`: the pointer is the library's own, never null and never handed out.
@safe final class GzipDecoder: StreamDecoder {
  private let decoder: OpaquePointer

  /// Nil when there is no memory.
  init?() {
    guard let decoder = unsafe gamut_gzip_open() else { return nil }
    unsafe self.decoder = decoder
  }

  // Safe: made by `gamut_gzip_open`, closed once.
  deinit { unsafe gamut_gzip_close(decoder) }

  func decode(_ source: Span<UInt8>, into target: inout [UInt8], from start: Int) -> DecodingStep {
    // Safe: both pointers and counts belong together and are used for the length of the call.
    let step = unsafe source.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        let room = unsafe target[start...]
        return unsafe gamut_gzip_decode(
          decoder, source.baseAddress, source.count,
          UnsafeMutableBufferPointer(rebasing: room).baseAddress, room.count)
      }
    }
    let state: DecodingStep.State =
      switch unsafe step.state {
      case GAMUT_GZIP_WITHIN: .within
      case GAMUT_GZIP_MEMBER_END: .frameEnd
      case GAMUT_GZIP_NO_MEMORY: .outOfMemory
      default: unsafe .broken(reason: text(step.reason))
      }
    return unsafe DecodingStep(
      state: state, readCount: step.read_count, writtenCount: step.written_count)
  }
}

/// The words of a library: a constant string of its own, copied at once.
private func text(_ reason: UnsafePointer<CChar>?) -> String {
  // Safe: NUL-terminated, and constant for the life of the program.
  unsafe reason.map { unsafe String(cString: $0) } ?? "invalid data"
}
