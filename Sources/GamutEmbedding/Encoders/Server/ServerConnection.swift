// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON

/// Requests to one server: sent again where that helps, and errors that say what the server said.
///
/// The key goes into the `Authorization` header of requests to the address given, and nowhere else:
/// redirects are refused, and no error has it, even where the server sends it back.
final class ServerConnection: Sendable {
  let address: ServerAddress
  private let key: String?
  private let secrets: ServerSecrets
  private let limits: HTTPClient.Limits
  private let policy: RetryPolicy
  /// Connections that no request uses at the moment.
  private let idle = Guarded<[HTTPClient]>([])

  /// - Throws: a key that no header can hold.
  init(
    address: ServerAddress, key: String?, limits: HTTPClient.Limits, policy: RetryPolicy
  ) throws(EmbeddingError) {
    self.address = address
    self.key = key
    secrets = ServerSecrets(key: key, credentials: address.credentials)
    self.limits = limits
    self.policy = policy
    if let key, !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      throw error("the key has spaces or letters beyond ASCII, expected none")
    }
    if key != nil, address.credentials != nil {
      throw error("a key is given, and a user in the address; expected one of them")
    }
  }

  /// What the server said to a request.
  enum Reply {
    case success([UInt8])
    /// The server does not take this request; fewer or shorter texts it may take.
    case refusal(status: Int, EmbeddingError)
  }

  /// Sends `body`, or asks for `url`, until there is an answer that will not change.
  ///
  /// - Parameter number: tells the requests of a run apart, for the jitter.
  /// - Throws: `EmbeddingError.Code.serverFailed` when all attempts failed.
  func send(_ body: [UInt8]?, to url: String, number: Int) throws(EmbeddingError) -> Reply {
    var attempt = 1
    while true {
      let client = idle.withLock { $0.popLast() } ?? HTTPClient()
      let outcome = client.send(
        body, to: url, credentials: address.credentials, key: key, limits: limits)
      idle.withLock { $0.append(client) }
      let failure: EmbeddingError
      var asked: Duration?
      switch outcome {
      case .answer(200...299, let body, _): return .success(body)
      case .answer(let status, let body, let retryAfter):
        failure = error(
          "status \(status)\(Self.meaning(of: status)): \(message(in: body))", at: url)
        guard RetryPolicy.isPassing(status: status) else {
          return .refusal(status: status, failure)
        }
        asked = retryAfter
      case .failure(let reason, let isLasting):
        failure = error(cleaned(reason), at: url)
        if isLasting { throw failure }
      }
      // A request is not given up because another one has failed for good: it would then be the error,
      // if it is that of earlier texts, and hide the one that counts.
      guard attempt < policy.attemptCount else {
        throw error("\(failure.detail) (after \(attempt) attempts)", at: url)
      }
      policy.pause(policy.wait(before: attempt, of: number, asked: asked))
      attempt += 1
    }
  }

  /// An error of the server at `url`, or at the address.
  func error(
    _ detail: String, code: EmbeddingError.Code = .serverFailed, at url: String? = nil,
    remedy: Remedy? = nil
  ) -> EmbeddingError {
    EmbeddingError(code: code, path: url ?? address.text, detail: detail, remedy: remedy)
  }
}

extension ServerConnection {
  /// Bytes of a server's message that an error shows.
  private static let longestMessage = 200

  /// What a status asks of the user.
  private static func meaning(of status: Int) -> String {
    switch status {
    case 300...399: " (a redirect, which is not followed; expected the server's own address)"
    case 401, 403: " (expected a key in GAMUT_API_KEY that the server accepts)"
    default: ""
    }
  }

  /// The message of an error's body: `error.message`, `error`, `message` or `detail` of a JSON
  /// object, else the body itself, on one line.
  private func message(in body: [UInt8]) -> String {
    guard !body.isEmpty else { return "no message" }
    if body.count <= 1 << 20, let document = Self.document(in: body) {
      for found in [
        document["error"]?["message"], document["error"], document["message"], document["detail"],
        document["detail"]?.elements?.first?["msg"],
      ] {
        if let text = found?.text, !text.isEmpty { return cleaned(text) }
      }
    }
    return cleaned(String(decoding: body.prefix(1 << 16), as: UTF8.self))
  }

  /// The JSON of a body; nil where it is something else.
  private static func document(in body: [UInt8]) -> JSONTree? {
    do throws(JSONSyntaxError) { return try JSONTree(parsing: body) } catch { return nil }
  }

  /// `text` on one line without secrets, control characters and too much of it.
  func cleaned(_ text: String) -> String {
    var line = ""
    var isAfterSpace = true
    for scalar in secrets.removed(from: text).unicodeScalars {
      let isSpace = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
      if isSpace, isAfterSpace { continue }
      isAfterSpace = isSpace
      line.unicodeScalars.append(isSpace ? " " : scalar)
      if line.utf8.count >= Self.longestMessage { return line + "…" }
    }
    return line
  }
}
