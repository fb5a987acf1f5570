// SPDX-License-Identifier: Apache-2.0

import GamutFiles
import GamutTestSupport
import Testing

@Suite struct FileDigestTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Hashes `bytes` in stretches of `step`.
  private func digest(_ bytes: [UInt8], step: Int) throws -> FileDigest {
    let hasher = try FileHasher()
    for start in stride(from: 0, to: bytes.count, by: step) {
      hasher.add(bytes.span.extracting(start..<min(start + step, bytes.count)))
    }
    return try hasher.finished()
  }

  // The examples of FIPS 180 (csrc.nist.gov, SHA256.pdf; the last is of FIPS 180-2, B.3).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `SHA-256 has the published values, whatever the stretches`(
    text: String, expected: String
  ) throws {
    let bytes = Array(text.utf8)
    for step in [1_000_003, 4_096, 997, 64] {
      let digest = try digest(bytes, step: step)
      #expect(digest == FileDigest(byteCount: bytes.count, sha256: expected))
    }
    let path = try folder.write(bytes, to: "x")
    #expect(try FileDigest(path: path).sha256 == expected)
    let mapped = try FileDigest(of: FileMapping(path: path), while: { true })
    #expect(mapped == FileDigest(byteCount: bytes.count, sha256: expected))
  }

  @Test func `what is no regular file is refused`() throws {
    for (path, reason) in [
      (folder.path, FileError.Reason.folder), ("/dev/null", .notRegular),
    ] {
      let error = #expect(throws: FileError.self) { try FileDigest(path: path) }
      #expect(error?.reason == reason)
    }
    let error = #expect(throws: FileError.self) { try FileDigest(path: folder.path("nothing")) }
    #expect(error?.isMissing == true)
  }

  @Test func `hashing a mapping ends where nobody wants it any more`() throws {
    let path = try folder.write([UInt8](repeating: 7, count: 1 << 20), to: "x")
    var asked = 0
    let digest = try FileDigest(of: FileMapping(path: path)) {
      asked += 1
      return asked < 3
    }
    #expect(digest == nil && asked == 3)
  }
}
