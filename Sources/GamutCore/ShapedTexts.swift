// SPDX-License-Identifier: Apache-2.0

/// The texts of some records with their shapes and the fields that count beside them.
///
/// Two records are copies exactly if text, shape and fields are equal: "a\nb" and "c" is not "a" and
/// "b\nc", what a user said is not what an assistant said, and one text with two images is two
/// examples.
public struct ShapedTexts: Equatable, Sendable {
  /// The text of each record: its parts that are not empty, joined by newlines.
  public var texts: TextBatch
  /// The shape of each text, as `PartShape` reads it: the role of every part and its length.
  public var shapes: TextBatch
  /// The fields of each record that train beside its text, as `CountedFields` reads them; empty
  /// where there are none.
  public var fields: TextBatch

  /// Makes an empty column.
  public init() {
    texts = TextBatch()
    shapes = TextBatch()
    fields = TextBatch()
  }

  /// Makes texts with as many shapes, and as many fields or no fields at all.
  public init(texts: TextBatch, shapes: TextBatch, fields: TextBatch? = nil) {
    precondition(texts.count == shapes.count, "\(texts.count) texts, \(shapes.count) shapes")
    var fields = fields ?? TextBatch()
    if fields.count == 0 { for _ in 0..<texts.count { fields.endText() } }
    precondition(texts.count == fields.count, "\(texts.count) texts, \(fields.count) fields")
    self.texts = texts
    self.shapes = shapes
    self.fields = fields
  }

  /// How many records there are.
  public var count: Int { texts.count }
}

extension ShapedTexts {
  /// Adds all records of `other`.
  public mutating func append(_ other: ShapedTexts) {
    texts.append(contentsOf: other.texts)
    shapes.append(contentsOf: other.shapes)
    fields.append(contentsOf: other.fields)
  }

  /// Adds record `index` of `other`.
  public mutating func append(_ other: ShapedTexts, at index: Int) {
    other.texts.withText(index) { texts.append($0) }
    other.shapes.withText(index) { shapes.append($0) }
    other.fields.withText(index) { fields.append($0) }
  }

  /// Makes room for `count` more records of `byteCount` bytes of text in all.
  public mutating func reserveCapacity(_ count: Int, byteCount: Int) {
    texts.reserveCapacity(textCount: count, byteCount: byteCount)
    shapes.reserveCapacity(textCount: count, byteCount: count * 8)
    fields.reserveCapacity(textCount: count, byteCount: 0)
  }

  /// Completes the record being written.
  public mutating func endRecord() {
    texts.endText()
    shapes.endText()
    fields.endText()
  }

  /// Forgets what was added since the last `endRecord()`.
  public mutating func discardRecord() {
    texts.discardText()
    shapes.discardText()
    fields.discardText()
  }

  /// Whether records `a` and `b` are equal in text, shape and fields.
  public func areEqual(_ a: Int, _ b: Int) -> Bool {
    Self.areEqual(texts, a, b) && Self.areEqual(shapes, a, b) && Self.areEqual(fields, a, b)
  }

  private static func areEqual(_ batch: TextBatch, _ a: Int, _ b: Int) -> Bool {
    batch.bytes[batch.range(of: a)] == batch.bytes[batch.range(of: b)]
  }
}
