// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// A folder of its own in `TMPDIR`, for what must lie beside the fuzzed file.
public struct FuzzedFolder: Sendable {
  public let path: String

  public init() {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/fuzz-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "\(folder): \(errno)")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path of a file in it.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file.
  public func write(_ bytes: some Sequence<UInt8>, to name: String) {
    let bytes = Array(bytes)
    let descriptor = open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0, "\(name): \(errno)")
    precondition(Glibc.write(descriptor, bytes, bytes.count) == bytes.count, "\(errno)")
    close(descriptor)
  }
}
