// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Makes `.npy` files for the tests, byte by byte.
enum NPYFiles {
  /// A dictionary as NumPy writes it.
  static func dictionary(
    descr: String = "'<f4'", fortranOrder: String = "False", shape: String = "(2, 3)"
  ) -> String {
    "{'descr': \(descr), 'fortran_order': \(fortranOrder), 'shape': \(shape), }"
  }

  /// Magic, version, header length and header, padded to 64 bytes.
  static func header(_ dictionary: String, version: UInt8 = 1) -> [UInt8] {
    let lengthByteCount = version == 1 ? 2 : 4
    var text = Array(dictionary.utf8)
    while (8 + lengthByteCount + text.count + 1) % 64 != 0 { text.append(0x20) }
    text.append(0x0A)
    let length = (0..<lengthByteCount).map { UInt8(text.count >> (8 * $0) & 0xFF) }
    return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, version, 0] + length + text
  }

  /// The little-endian bytes of integers.
  static func bytes(_ elements: [some FixedWidthInteger]) -> [UInt8] {
    elements.flatMap { element in
      (0..<element.bitWidth / 8).map { UInt8(truncatingIfNeeded: element >> ($0 * 8)) }
    }
  }

  /// Lends the path of a new file of `content`, which is removed afterwards.
  static func withFile<Result>(
    _ content: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).npy")
    try Data(content).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }
}
