// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// Hands bytes that the library writes to Swift, during one call at a time, on the caller's thread.
final class ArrowSink {
  private var take: ((Span<UInt8>) -> Bool)?

  /// Runs a function of the library that writes to this sink, which must be the one that a writer
  /// under way was begun with.
  ///
  /// - Parameters:
  ///   - take: says whether it took the bytes; the writing ends where it did not.
  ///   - body: calls the function.
  func run(
    path: String, take: (Span<UInt8>) -> Bool,
    body: (gamut_arrow_sink, UnsafeMutablePointer<gamut_arrow_error>) -> Void
  ) throws(CorpusError) {
    // `do throws` within, since the closure lent may not throw through `withoutActuallyEscaping`.
    let failure = withoutActuallyEscaping(take) { take -> CorpusError? in
      self.take = take
      defer { self.take = nil }
      do throws(CorpusError) {
        try unsafe ArrowLibrary.run(path: path) { error in unsafe body(pointer, error) }
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  @unsafe private var pointer: gamut_arrow_sink {
    unsafe gamut_arrow_sink(context: Unmanaged.passUnretained(self).toOpaque()) {
      context, bytes, count in
      guard let context = unsafe context else { return 1 }
      // Safe: whoever calls the library holds the sink, and the bytes live for this call.
      let sink = unsafe Unmanaged<ArrowSink>.fromOpaque(context).takeUnretainedValue()
      let span = unsafe UnsafeBufferPointer(start: bytes, count: count).span
      return sink.take?(span) == true ? 0 : 1
    }
  }
}
