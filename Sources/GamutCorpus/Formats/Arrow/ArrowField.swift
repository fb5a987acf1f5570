// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// A column as its schema describes it, columns within it included.
///
/// A class, so that rows are walked without copies of its name and its children.
final class ArrowField: Sendable {
  /// The name.
  let name: [UInt8]
  /// What its values are.
  let type: ArrowType
  /// Whether its texts are JSON: the extension type `arrow.json`.
  let isJSON: Bool
  /// Of a list its values, of an object its members, of a map its entries.
  let children: [ArrowField]
  /// What the numbers of a dictionary column stand for; nil for any other.
  let dictionary: ArrowField?

  /// How deep columns may lie within each other: as deep as Arrow's own readers go.
  private static let depthLimit = 64

  init(
    name: [UInt8], type: ArrowType, isJSON: Bool = false, children: [ArrowField] = [],
    dictionary: ArrowField? = nil
  ) {
    self.name = name
    self.type = type
    self.isJSON = isJSON
    self.children = children
    self.dictionary = dictionary
  }

  /// Reads an exported schema.
  ///
  /// - Throws: `unsupportedFormat`, which names the column and its type.
  @unsafe convenience init(
    _ schema: UnsafePointer<ArrowSchema>, path: String, below: String = "", depth: Int = 0
  ) throws(CorpusError) {
    // Safe: an exported schema is a tree of terminated strings, whole until it is released.
    let name = unsafe schema.pointee.name.map { unsafe String(cString: $0) } ?? ""
    let format = unsafe String(cString: schema.pointee.format)
    let place = below.isEmpty ? name : "\(below).\(name)"
    func refusal(_ found: String) -> CorpusError {
      CorpusError(
        .unsupportedFormat, path: path, field: place,
        detail: "the column \(OneLine.quoted(place)) is \(found)")
    }
    guard depth < Self.depthLimit else { throw refusal("more than \(Self.depthLimit) levels deep") }
    guard let type = ArrowType(format: format) else {
      throw refusal(
        "of the Arrow type \(OneLine.quoted(format)), which is not read; expected texts, numbers, "
          + "booleans, times, lists, structs or maps")
    }
    let childCount = unsafe Int(schema.pointee.n_children)
    guard type.childCount ?? childCount == childCount else {
      throw refusal("\(childCount) columns within one, expected \(type.childCount ?? 0)")
    }
    var children: [ArrowField] = []
    for i in 0..<childCount {
      guard let child = unsafe schema.pointee.children[i] else { throw refusal("incomplete") }
      children.append(
        try unsafe ArrowField(child, path: path, below: place, depth: depth + 1))
    }
    var dictionary: ArrowField?
    if let values = unsafe schema.pointee.dictionary {
      dictionary = try unsafe ArrowField(values, path: path, below: place, depth: depth + 1)
    }
    self.init(
      name: Array(name.utf8), type: type,
      isJSON: unsafe Self.isJSON(schema.pointee.metadata), children: children,
      dictionary: dictionary)
  }

  /// Whether a field's metadata (a count, then names and values, each behind its length) says so.
  @unsafe private static func isJSON(_ metadata: UnsafePointer<CChar>?) -> Bool {
    guard let metadata = unsafe metadata else { return false }
    var next = unsafe UnsafeRawPointer(metadata)
    func number() -> Int {
      defer { unsafe next += 4 }
      // Safe: the exporter wrote as many bytes as its lengths say.
      return unsafe Int(next.loadUnaligned(as: Int32.self))
    }
    func text() -> String {
      let count = max(0, number())
      defer { unsafe next += count }
      return unsafe String(
        decoding: UnsafeRawBufferPointer(start: next, count: count), as: UTF8.self)
    }
    for _ in 0..<max(0, number()) {
      let (key, value) = (text(), text())
      if key == "ARROW:extension:name", value == "arrow.json" { return true }
    }
    return false
  }
}
