// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

extension ArrowTable {
  /// Takes all batches of a stream, whose columns are used where they lie.
  ///
  /// The producer is trusted as the interface has it: buffers as long as their offsets say, indices
  /// within their dictionaries. Texts are checked.
  ///
  /// - Parameter stream: a `struct ArrowArrayStream`, which is used up and released, whatever happens.
  /// - Throws: `unsupportedFormat` for a type of columns that is not read; `brokenTable` with the
  ///   reason of the producer.
  /// - Complexity: O(batches); no row is copied.
  @unsafe convenience init(
    stream: UnsafeMutableRawPointer, name: String
  ) throws(CorpusError) {
    // Safe: the caller hands over such a struct, which is used by this call alone.
    let stream = unsafe stream.assumingMemoryBound(to: ArrowArrayStream.self)
    defer { unsafe stream.pointee.release?(stream) }
    func require(_ code: Int32?) throws(CorpusError) {
      guard code != 0 else { return }
      // Safe: the text is the producer's, terminated, until the next call.
      let reason = unsafe stream.pointee.get_last_error?(stream).map { unsafe String(cString: $0) }
      throw CorpusError(
        .brokenTable, path: name, detail: OneLine.escaped(reason ?? "its producer gives no reason"))
    }
    var schema = unsafe ArrowSchema()
    try require(unsafe stream.pointee.get_schema?(stream, &schema))
    defer { unsafe schema.release?(&schema) }
    let root = try unsafe ArrowField(&schema, path: name)
    guard root.type == .object else {
      throw CorpusError(
        .unsupportedFormat, path: name,
        detail: "it is a list of values, expected a table of columns")
    }
    let batches = ArrowBatches()
    var count = -1
    while batches.count != count {
      count = batches.count
      try unsafe batches.append { batch throws(CorpusError) in
        try require(unsafe stream.pointee.get_next?(stream, batch))
      }
    }
    self.init(batches, fields: root.children, name: name)
  }

  /// Takes the rows of a stream that `fill` makes in the place it is given, and says whether it did.
  @unsafe convenience init(
    name: String, _ fill: (UnsafeMutableRawPointer) -> Bool
  ) throws(CorpusError) {
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    unsafe stream.initialize(to: ArrowArrayStream())
    // Safe: the struct lives for the call, and is done with at its end.
    defer { unsafe stream.deallocate() }
    guard unsafe fill(UnsafeMutableRawPointer(stream)) else {
      throw CorpusError(.brokenTable, path: name, detail: "it was not opened")
    }
    try unsafe self.init(stream: UnsafeMutableRawPointer(stream), name: name)
  }
}
