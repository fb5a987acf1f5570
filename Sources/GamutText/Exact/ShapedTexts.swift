// SPDX-License-Identifier: Apache-2.0

public import GamutCore

/// Texts with their shapes, as the exact stage compares them.
public struct ShapedTexts: Sendable {
  /// The texts.
  public var texts: TextBatch
  /// The shape of each text: roles, ends of parts.
  public var shapes: TextBatch

  /// Makes texts with as many shapes.
  public init(texts: TextBatch, shapes: TextBatch) {
    precondition(texts.count == shapes.count, "\(texts.count) texts, \(shapes.count) shapes")
    self.texts = texts
    self.shapes = shapes
  }

  /// Whether records `a` and `b` are equal in text and shape.
  func areEqual(_ a: Int, _ b: Int) -> Bool {
    Self.areEqual(texts, a, b) && Self.areEqual(shapes, a, b)
  }

  private static func areEqual(_ batch: TextBatch, _ a: Int, _ b: Int) -> Bool {
    batch.bytes[batch.range(of: a)] == batch.bytes[batch.range(of: b)]
  }
}
