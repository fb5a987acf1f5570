// SPDX-License-Identifier: Apache-2.0

/// Opens Parquet and Arrow files as a caller does it, who has a library for them already.
///
/// `@safe`: the pointer is made by `ArrowTable`, for one call.
@safe package struct TableOpener: Sendable {
  private let fill: @Sendable (_ path: String, _ stream: UnsafeMutableRawPointer) -> Bool

  /// Takes what fills a `struct ArrowArrayStream` with the rows of a file, and says whether it did; called
  /// from any thread.
  package init(_ fill: @escaping @Sendable (String, UnsafeMutableRawPointer) -> Bool) {
    unsafe self.fill = fill
  }

  /// The table in the file at `path`.
  ///
  /// - Throws: `brokenTable` where the caller did not open it; as `ArrowTable.init(stream:name:)`.
  func table(of path: String) throws(CorpusError) -> ArrowTable {
    try unsafe ArrowTable(name: path) { unsafe fill(path, $0) }
  }
}
