// SPDX-License-Identifier: Apache-2.0

/// Makes safetensors files for the tests, byte by byte.
public struct TensorFile {
  private var entries: [String] = []
  private var content: [UInt8] = []

  /// A file without tensors.
  public init() {}

  /// Adds a tensor of the given type and bytes.
  public mutating func add(_ name: String, _ type: String, shape: [Int], bytes: [UInt8]) {
    let range = "[\(content.count), \(content.count + bytes.count)]"
    entries.append(
      "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": \(range)}")
    content += bytes
  }

  /// Adds a tensor of type F32.
  public mutating func add(_ name: String, shape: [Int], _ elements: [Float]) {
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) of \(shape)")
    add(name, "F32", shape: shape, bytes: Self.bytes(elements.map(\.bitPattern)))
  }

  /// The bytes of the file.
  public var bytes: [UInt8] {
    Self.bytes(header: "{" + entries.joined(separator: ", ") + "}", content: content)
  }

  /// A file of any header and content.
  public static func bytes(header: String, content: [UInt8]) -> [UInt8] {
    bytes([UInt64(header.utf8.count)]) + Array(header.utf8) + content
  }

  /// The little-endian bytes of integers.
  public static func bytes(_ elements: [some FixedWidthInteger]) -> [UInt8] {
    elements.flatMap { element in
      (0..<element.bitWidth / 8).map { UInt8(truncatingIfNeeded: element >> ($0 * 8)) }
    }
  }
}
