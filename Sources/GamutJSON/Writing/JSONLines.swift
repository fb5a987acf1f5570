// SPDX-License-Identifier: Apache-2.0

/// Writes JSON lines: one object a line, the memory of one line for all of them.
///
/// ```swift
/// var lines = JSONLines()
/// for pair in pairs {
///   let line = lines.object { line in
///     line.member("a", pair.a)
///     line.member("b", pair.b)
///   }
///   try file.write(line.span)
/// }
/// ```
public struct JSONLines: Sendable {
  private var writer = JSONWriter()

  /// Makes a writer of lines.
  public init() {}

  /// The line of the object whose members `members` writes, its newline included.
  public mutating func object(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    writer.removeAll()
    writer.beginObject()
    members(&writer)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }
}

extension JSONWriter {
  /// Writes a name and the object whose members `members` writes.
  public mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
    self.name(name)
    beginObject()
    members(&self)
    endObject()
  }

  /// Writes a name and a whole number, or `null` where there is none.
  public mutating func member(_ name: String, _ value: Int?) {
    self.name(name)
    if let value { integer(value) } else { null() }
  }

  /// Writes a name and a text, or `null` where there is none.
  public mutating func member(_ name: String, _ value: String?) {
    self.name(name)
    if let value { string(value) } else { null() }
  }

  /// Writes a name and a number, or `null` where there is none.
  public mutating func member(_ name: String, _ value: Double?) {
    self.name(name)
    if let value { number(value) } else { null() }
  }
}
