// SPDX-License-Identifier: Apache-2.0

import CGamutPacking

/// Packs a stream of bytes, whose parts come one after the other, into one frame.
///
/// The level is that which the format's own program has by default, and the bytes are the same for
/// the same parts.
///
/// `@safe`: the pointer is the library's own, never null, never handed out and closed once.
@safe package final class StreamEncoder {
  private let encoder: OpaquePointer
  private var target = [UInt8](repeating: 0, count: StreamEncoder.targetByteCount)

  /// How much is handed on at a time; more saves no time.
  private static let targetByteCount = 1 << 17

  /// An encoder; nil for bytes that stay as they are.
  package init?(_ packing: Packing) {
    if packing == .none { return nil }
    // As where an array cannot grow.
    guard let encoder = unsafe gamut_encoder_open(packing.code) else { fatalError("out of memory") }
    unsafe self.encoder = encoder
  }

  deinit { unsafe gamut_encoder_close(encoder) }

  /// What comes after a part.
  package enum Rest: Sendable {
    case more, nothing
  }

  /// Packs `bytes`, and hands on what is packed of them and of those before.
  package func pack<Failure: Error>(
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
        rest == .nothing
        ? step.state == .frameEnd : start == bytes.count && step.writtenCount < target.count
    }
  }

  private func step(_ bytes: Span<UInt8>, then rest: Rest) -> PackingStep {
    // Safe: pointers and counts belong together and are used for the length of the call.
    let step = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        unsafe gamut_encode(
          encoder, source.baseAddress, source.count, target.baseAddress, target.count,
          rest == .nothing ? 1 : 0)
      }
    }
    let made = unsafe PackingStep(step)
    // As where an array cannot grow: the only fault of an encoder whose calls are right.
    if made.state == .outOfMemory { fatalError("out of memory") }
    return made
  }
}
