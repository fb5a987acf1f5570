// SPDX-License-Identifier: Apache-2.0

private import CGamutHTTP

/// A connection to a server, kept between requests. Not for two threads at once.
///
/// `@unchecked Sendable`: a client passes from thread to thread only through the lock of the pool
/// that keeps it, which orders the last use before and the first after. The handle is made, used and
/// closed by this class alone, which is why it counts as safe.
@safe final class HTTPClient: @unchecked Sendable {
  /// What became of a request.
  enum Outcome: Sendable {
    /// The server answered, with any status.
    case answer(status: Int, body: [UInt8], retryAfter: Duration?)
    /// There is no whole answer; `isLasting` where another attempt would fail alike.
    case failure(reason: String, isLasting: Bool)
  }

  /// How long a request may take, until connected and in all, and how long its answer may be.
  struct Limits: Hashable, Sendable {
    var connecting = Duration.seconds(10)
    /// A processor without a graphics card takes minutes for a batch of long texts where several
    /// wait.
    var answering = Duration.seconds(300)
    /// 32 vectors of 16,384 numbers in 25 characters each are 13 MB.
    var byteCount = 64 << 20
  }

  private let handle: OpaquePointer?

  init() { unsafe handle = gamut_http_open() }

  deinit { unsafe gamut_http_close(handle) }

  /// Sends `body`, or asks for `url` without one.
  func send(
    _ body: [UInt8]?, to url: String, credentials: ServerAddress.Credentials?, key: String?,
    limits: Limits
  ) -> Outcome {
    guard let handle = unsafe handle else {
      let reason =
        gamut_http_is_available() == 0
        ? "libcurl.so.4 cannot be loaded, expected it installed (Debian: libcurl4)" : "no memory"
      return .failure(reason: reason, isLasting: true)
    }
    // Safe: the strings and the body outlive the call that the pointers are for, and the answer is
    // copied before the next one.
    return unsafe url.withCString { url in
      unsafe Self.withOptional(key.map { "Authorization: Bearer \($0)" }) { authorization in
        unsafe Self.withOptional(credentials?.user) { user in
          unsafe Self.withOptional(credentials?.password) { password in
            unsafe (body ?? []).withUnsafeBufferPointer { bytes -> Outcome in
              var request = unsafe gamut_http_request()
              unsafe request.url = url
              unsafe request.authorization = authorization
              unsafe request.user = user
              unsafe request.password = password
              unsafe request.body = body == nil ? nil : bytes.baseAddress
              unsafe request.body_length = bytes.count
              unsafe request.answer_limit = limits.byteCount
              unsafe request.connect_milliseconds = Int(limits.connecting / .milliseconds(1))
              unsafe request.total_milliseconds = Int(limits.answering / .milliseconds(1))
              return unsafe Self.outcome(gamut_http_send(handle, &request), limits: limits)
            }
          }
        }
      }
    }
  }

  private static func withOptional<Result>(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let text else { return body(nil) }
    return unsafe text.withCString(body)
  }

  private static func outcome(_ answer: gamut_http_answer, limits: Limits) -> Outcome {
    switch unsafe answer.outcome {
    case GAMUT_HTTP_ANSWERED:
      // Safe: the shim vouches for pointer and length until the next request.
      let body = unsafe Array(
        UnsafeBufferPointer(start: answer.body, count: answer.body_length))
      let wait = unsafe answer.retry_after
      return unsafe .answer(
        status: answer.status, body: body, retryAfter: wait > 0 ? .seconds(wait) : nil)
    case GAMUT_HTTP_TOO_LONG:
      return .failure(
        reason: "the answer is longer than \(limits.byteCount) bytes", isLasting: true)
    default:
      // Safe: a terminated string of the shim.
      return unsafe .failure(
        reason: String(cString: answer.reason),
        isLasting: answer.outcome != GAMUT_HTTP_FAILED)
    }
  }
}
