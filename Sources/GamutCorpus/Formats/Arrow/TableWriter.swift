// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// Writes rows of our own as a new Parquet file, packed by zstd.
///
/// One thread at a time. `@safe`: the pointer leaves only into calls of the library.
@safe package final class TableWriter {
  private let path: String
  private let functions: UnsafePointer<gamut_arrow_functions>
  private let sink = ArrowSink()
  private var writer: OpaquePointer?

  /// Whether the name of a file asks for such a table.
  package static func isAsked(by path: String) -> Bool {
    path.lowercased().hasSuffix(".parquet")
  }

  /// Throws `unsupportedFormat`, which says how to get the library, where there is none.
  package static func requireLibrary(for path: String) throws(CorpusError) {
    _ = try unsafe ArrowLibrary.functionsForWriting(path: path)
  }

  /// Begins the file, which has `columns`; of these no rows are looked at.
  ///
  /// - Parameters:
  ///   - path: its name in errors.
  ///   - write: takes the bytes of the file in order, here and in the other calls; where it answers
  ///     false, the call throws, and the caller knows why.
  package init(
    _ columns: [TableColumn], path: String, write: (Span<UInt8>) -> Bool
  ) throws(CorpusError) {
    self.path = path
    let functions = try unsafe ArrowLibrary.functionsForWriting(path: path)
    unsafe self.functions = functions
    var writer: OpaquePointer?
    try unsafe sink.run(path: path, take: write) { pointer, error in
      unsafe TableColumn.withLent(columns) { columns, count in
        unsafe writer = functions.pointee.begin_columns(columns, count, pointer, error)
      }
    }
    unsafe self.writer = writer
  }

  deinit { unsafe functions.pointee.discard(writer) }

  /// Adds the rows of `columns`, which are those that the file was begun with.
  package func append(
    _ columns: [TableColumn], write: (Span<UInt8>) -> Bool
  ) throws(CorpusError) {
    guard let writer = unsafe writer else { preconditionFailure("nothing is open") }
    let rowCount = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns of several lengths")
    try unsafe sink.run(path: path, take: write) { _, error in
      unsafe TableColumn.withLent(columns) { columns, count in
        unsafe _ = functions.pointee.append_columns(
          writer, columns, count, Int64(rowCount), error)
      }
    }
  }

  /// Writes what remains.
  package func finish(write: (Span<UInt8>) -> Bool) throws(CorpusError) {
    let ending = unsafe writer
    unsafe writer = nil
    guard let ending = unsafe ending else { preconditionFailure("nothing is open") }
    try unsafe sink.run(path: path, take: write) { _, error in
      unsafe _ = functions.pointee.finish(ending, error)
    }
  }
}
