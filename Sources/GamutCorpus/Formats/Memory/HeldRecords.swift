// SPDX-License-Identifier: Apache-2.0

/// Records that a caller holds in memory, to be read in place of a file.
package struct HeldRecords: Sendable {
  let source: SourceFile

  /// Takes all batches of an Arrow stream, whose columns are used where they lie.
  ///
  /// - Parameters:
  ///   - stream: a `struct ArrowArrayStream`, which is used up and released, whatever happens.
  ///   - name: what errors call the table in place of a file.
  /// - Throws: as `ArrowTable.init(stream:name:)`.
  package static func table(
    _ stream: UnsafeMutableRawPointer, name: String
  ) throws(CorpusError) -> HeldRecords {
    let table = try unsafe ArrowTable(stream: stream, name: name)
    let format = TableFormat(table, as: nil)
    return HeldRecords(
      source: SourceFile(
        bytes: SourceBytes(ofTable: name, byteCount: format.byteCount),
        format: table.rowCount > 0 ? format : nil))
  }

  /// Takes lines of JSON, a record each.
  ///
  /// - Complexity: one copy of the bytes.
  package static func lines(_ bytes: Span<UInt8>, name: String) -> HeldRecords {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    // Safe: the bytes live for the call, which copies them.
    unsafe bytes.withUnsafeBufferPointer { unsafe copy.append(contentsOf: $0) }
    var elements = ElementTable()
    var start = 0
    for i in copy.indices where copy[i] == 0x0A {
      if i > start { elements.append(start..<i) }
      start = i + 1
    }
    if start < copy.count { elements.append(start..<copy.count) }
    return HeldRecords(
      source: SourceFile(
        bytes: SourceBytes(copy, name: name),
        format: elements.count > 0 ? MemoryFormat(elements) : nil))
  }

  private init(source: SourceFile) { self.source = source }
}

/// What stands in place of files for some paths, and what opens those that are tables.
package struct HeldSources: Sendable {
  /// Records, by the names that are used as paths.
  package var records: [String: HeldRecords] = [:]
  /// What opens files of tables; nil is the library of our own.
  package var opener: TableOpener?

  /// Files alone.
  package init() {}
}
