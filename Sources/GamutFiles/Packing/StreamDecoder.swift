// SPDX-License-Identifier: Apache-2.0

import CGamutPacking

/// What one call of a decoder or an encoder came to.
package struct PackingStep: Sendable {
  /// Where it stands.
  package enum State: Hashable, Sendable {
    /// Within a frame, or before one.
    case within
    /// Right behind a frame, all of it written.
    case frameEnd
    /// No further: the source is broken, as the library puts it.
    case broken(reason: String)
    /// No further: the frame asks for more memory than is granted.
    case tooLarge
    /// No further: the system has no memory.
    case outOfMemory
  }

  /// Where it stands.
  package let state: State
  /// How many bytes of the source are done with.
  package let readCount: Int
  /// How many bytes of the target were written.
  package let writtenCount: Int
}

/// Unpacks one packed stream, a stretch of bytes at a time.
///
/// One thread at a time. What it holds beside the window of the text is constant; a window, and what
/// an xz stream asks for in all, are bounded by 128 MiB.
///
/// `@safe`: the pointer is the library's own, never null, never handed out and closed once.
@safe package final class StreamDecoder {
  private let decoder: OpaquePointer

  /// A decoder of `packing`, before a frame; nil when there is no memory.
  ///
  /// - Precondition: `packing` is one.
  package init?(_ packing: Packing) {
    guard let decoder = unsafe gamut_decoder_open(packing.code) else { return nil }
    unsafe self.decoder = decoder
  }

  deinit { unsafe gamut_decoder_close(decoder) }

  /// Decodes until `source` is used up, `target` is full or a frame ends. After a failure it is not
  /// called again.
  package func decode(
    _ source: Span<UInt8>, into target: inout [UInt8], from start: Int
  ) -> PackingStep {
    // Safe: both pointers and counts belong together and are used for the length of the call.
    let step = unsafe source.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        let room = unsafe UnsafeMutableBufferPointer(rebasing: target[start...])
        return unsafe gamut_decode(
          decoder, source.baseAddress, source.count, room.baseAddress, room.count)
      }
    }
    return unsafe PackingStep(step)
  }
}

extension PackingStep {
  init(_ step: gamut_packing_step) {
    state =
      switch unsafe step.state {
      case GAMUT_WITHIN: .within
      case GAMUT_FRAME_END: .frameEnd
      case GAMUT_TOO_LARGE: .tooLarge
      case GAMUT_NO_MEMORY: .outOfMemory
      // Safe: NUL-terminated, and constant for the life of the program.
      default:
        unsafe .broken(reason: step.reason.map { unsafe String(cString: $0) } ?? "invalid data")
      }
    readCount = unsafe step.read_count
    writtenCount = unsafe step.written_count
  }
}

extension Packing {
  /// What the libraries' door calls it.
  var code: gamut_packing {
    switch self {
    case .none: preconditionFailure("nothing to unpack")
    case .gzip: GAMUT_GZIP
    case .zstd: GAMUT_ZSTD
    case .xz: GAMUT_XZ
    case .bzip2: GAMUT_BZIP2
    case .lz4: GAMUT_LZ4
    }
  }
}
