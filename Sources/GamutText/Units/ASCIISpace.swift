// SPDX-License-Identifier: Apache-2.0

/// The white space of ASCII: tab, line feed, vertical tab, form feed, carriage return, space.
enum ASCIISpace {
  /// Whether `byte` is one of them.
  static func contains(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
