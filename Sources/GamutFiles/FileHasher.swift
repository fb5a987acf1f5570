// SPDX-License-Identifier: Apache-2.0

private import CGamutDigest

/// Makes the digest of bytes that come one stretch after the other, by libcrypto, which is loaded for
/// the first.
///
/// `@safe`: the pointer is the library's own, never null, never handed out and closed once.
@safe package final class FileHasher {
  private let state: OpaquePointer
  private var byteCount = 0
  private var isFailed = false

  /// Has no bytes yet.
  ///
  /// - Throws: as `load()`.
  package init() throws(FileError) {
    try Self.load()
    // As where an array cannot grow: `load` has seen that the algorithm is there.
    guard let state = unsafe gamut_sha256_open() else { fatalError("out of memory") }
    unsafe self.state = state
  }

  deinit { unsafe gamut_sha256_close(state) }

  /// Sees to it that libcrypto is there.
  ///
  /// - Throws: where it is missing, in words that say what to install.
  package static func load() throws(FileError) {
    // Safe: a terminated string, which never changes once it is there.
    guard let problem = unsafe gamut_digest_problem() else { return }
    throw FileError(
      path: "SHA-256", action: .load, reason: .library(unsafe String(cString: problem)))
  }

  /// Adds `bytes`.
  package func add(_ bytes: Span<UInt8>) {
    byteCount += bytes.count
    // Safe: pointer and count belong together, and are not kept.
    let isAdded = unsafe bytes.withUnsafeBufferPointer {
      unsafe gamut_sha256_add(state, $0.baseAddress, $0.count)
    }
    if isAdded == 0 { isFailed = true }
  }

  /// The digest of all that was added; to be called once.
  ///
  /// - Throws: where libcrypto failed meanwhile.
  package func finished() throws(FileError) -> FileDigest {
    var bytes = [UInt8](repeating: 0, count: GAMUT_SHA256_BYTES)
    // Safe: the array has room for a digest.
    let isDone = unsafe bytes.withUnsafeMutableBufferPointer {
      unsafe gamut_sha256_finish(state, $0.baseAddress)
    }
    guard isDone != 0, !isFailed else {
      throw FileError(path: "SHA-256", action: .load, reason: .library("libcrypto failed"))
    }
    let digits = Array("0123456789abcdef".utf8)
    return FileDigest(
      byteCount: byteCount,
      sha256: String(
        decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self))
  }
}
