// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// The bytes of one source: those of a file, or a buffer in memory.
final class SourceBytes: Sendable {
  private enum Storage: Sendable {
    case file(MappedFile)
    case memory([UInt8])
    /// The memory of a caller's table, which is read through its columns alone.
    case table
  }

  /// The path of the file as the user named it, or what the buffer is called.
  let path: String
  /// How many bytes there are, unpacked.
  let byteCount: Int
  /// Where what they are unpacked to lies; nil is `TMPDIR`, or `/tmp`.
  let folder: String?
  /// What opens the file if it is a table; nil is the library of our own.
  let opener: TableOpener?
  private let storage: Storage

  /// Takes the bytes of a file.
  init(_ file: MappedFile, folder: String? = nil, opener: TableOpener? = nil) {
    path = file.path
    self.folder = folder
    self.opener = opener
    byteCount = file.byteCount
    storage = .file(file)
  }

  /// Takes a buffer.
  init(_ bytes: [UInt8], name: String) {
    path = name
    folder = nil
    opener = nil
    byteCount = bytes.count
    storage = .memory(bytes)
  }

  /// Stands for the columns of a table that a caller holds.
  init(ofTable name: String, byteCount: Int) {
    path = name
    folder = nil
    opener = nil
    self.byteCount = byteCount
    storage = .table
  }

  /// The file; nil for what a caller holds.
  var file: MappedFile? {
    switch storage {
    case .file(let file): file
    case .memory, .table: nil
    }
  }

  /// Whether a caller holds them: they are not a file of the user's.
  var isMemory: Bool { file == nil }

  /// How the file was packed, and its size; nil where its bytes are as they were.
  var packing: (name: String, byteCount: Int)? {
    guard case .file(let file) = storage, file.packing != .none else { return nil }
    return ("\(file.packing)", file.packedByteCount)
  }

  /// Whether the bytes were unpacked from those of the file.
  var isUnpacked: Bool {
    switch storage {
    case .file(let file): file.packing != .none
    case .memory, .table: false
    }
  }
}

extension SourceBytes {
  /// Lends the bytes of `range` without a copy.
  func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch storage {
    case .file(let file): try file.withBytes(range, body)
    case .memory(let bytes): try body(bytes.span.extracting(range))
    case .table: preconditionFailure("rows of columns have no bytes of their own")
    }
  }

  /// Lends all bytes without a copy.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withBytes(0..<byteCount, body)
  }

  /// Tells the system that `range` is about to be read.
  func willRead(_ range: Range<Int>) {
    if case .file(let file) = storage { file.willRead(range) }
  }

  /// Tells the system that `range` will not be read soon; the bytes stay readable.
  func didRead(_ range: Range<Int>) {
    if case .file(let file) = storage { file.didRead(range) }
  }

  /// Throws where the file was written to since it was opened.
  func requireUnchanged() throws(CorpusError) {
    if case .file(let file) = storage { try file.requireUnchanged() }
  }
}
