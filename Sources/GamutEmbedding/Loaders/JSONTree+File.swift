// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension JSONTree {
  /// The largest file that is read as one document: tokenisers of 500,000 tokens take 30 MB.
  static let largestByteCount = 100_000_000

  /// Parses one document; `path` is for the error, which names the byte.
  init(parsing bytes: [UInt8], path: String) throws(EmbeddingError) {
    do throws(JSONSyntaxError) {
      self = try JSONTree(parsing: bytes)
    } catch {
      throw EmbeddingError(
        code: .badJSON, path: path,
        detail: "byte \(error.offset) of \(bytes.count): \(error.detail)")
    }
  }
}
