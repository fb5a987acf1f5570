// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// A table that the library has open, over bytes that it keeps alive.
///
/// `@unchecked Sendable`: the pointers are constants, the library's functions for a table may be
/// called from any thread, and the table is closed with the last reference. `@safe`: the pointers
/// leave this file only into calls of the library, beside a reference to this object.
@safe final class ArrowHandle: @unchecked Sendable {
  /// The file as the user named it.
  let path: String
  let functions: UnsafePointer<gamut_arrow_functions>
  let table: OpaquePointer
  /// Whether batches are pointers into the bytes.
  let isInPlace: Bool
  private let bytes: SourceBytes

  /// Opens the table in `file`.
  ///
  /// - Throws: `unsupportedFormat` without the library, or for what it does not read; `brokenTable`.
  init(_ file: SourceBytes, as kind: ArrowKind) throws(CorpusError) {
    let path = file.path
    self.path = path
    bytes = file
    let functions = try unsafe ArrowLibrary.functions(for: kind, path: path)
    unsafe self.functions = functions
    var table: OpaquePointer?
    try unsafe ArrowLibrary.run(path: path) { error in
      file.withBytes { span in
        // Safe: the mapping stays where it is as long as this object, which holds it, and closes the
        // table first.
        unsafe span.withUnsafeBufferPointer { buffer in
          unsafe table = functions.pointee.open(
            buffer.baseAddress, buffer.count, kind.number, error)
        }
      }
    }
    guard let table = unsafe table else {
      throw CorpusError(.brokenTable, path: path, detail: "it cannot be opened")
    }
    unsafe self.table = table
    isInPlace = unsafe functions.pointee.is_in_place(table) != 0
  }

  deinit { unsafe functions.pointee.close(table) }

  /// How many bytes the table has where it lies.
  var byteCount: Int { bytes.byteCount }

  /// Tells the system that a share of the bytes will not be read soon.
  func didRead(_ range: Range<Int>) { bytes.didRead(range) }
}
