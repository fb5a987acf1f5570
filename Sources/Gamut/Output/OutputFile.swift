// SPDX-License-Identifier: Apache-2.0

public import GamutFiles

/// A file being written: buffered, every write checked, visible under its name only when whole.
///
/// A regular target is written without a name in the target's folder, synced, and renamed over the
/// target by `commit()`. A value dropped before leaves nothing behind. What is not a regular file (a
/// device, a FIFO), an open descriptor (`/dev/stdout`, `/dev/fd/3`) and `-` (standard output) are
/// written through. Where the name ends in `.gz`, `.zst`, `.xz`, `.bz2` or `.lz4`, what is
/// written is packed so.
public struct OutputFile: ~Copyable {
  /// The path as the user gave it.
  public let path: String
  /// How many bytes were given to `write`, before they are packed.
  public private(set) var byteCount = 0
  /// The digest of the bytes as they went out, packed or not, once the file is complete; nil where
  /// none was asked for.
  package private(set) var digest: FileDigest?
  /// Whether it will be found at its path: it is not a pipe, a device or an open descriptor.
  package private(set) var isThere = false

  /// One of the two is there.
  private var whole: WholeFile?
  private var stream: Descriptor?
  private let packer: StreamEncoder?
  private var hasher: FileHasher?
  private var isComplete = false
  private var buffer: [UInt8] = []

  /// 1 MiB: larger buffers gain nothing over it in writes to a page cache.
  private static let bufferByteCount = 1 << 20

  /// From here on a call of the system costs less than a copy into the buffer.
  private static let directByteCount = 1 << 16

  /// Opens `path` for writing; `-` is standard output.
  ///
  /// - Parameter packing: nil is what the name asks for.
  /// - Throws: an `OutputError` where the folder is missing or may not be written to, `path` is a
  ///   folder, or standard output is closed.
  public init(path: String, packing: Packing? = nil) throws(OutputError) {
    try self.init(path: path, packing: packing, digesting: .none)
  }

  /// The same; `digesting` says whether `digest` is made of what is written.
  package init(
    path: String, packing: Packing? = nil, digesting: FileDigesting
  ) throws(OutputError) {
    self.path = path
    packer = StreamEncoder(packing ?? Packing(path: path))
    do throws(FileError) {
      if digesting == .made { hasher = try FileHasher() }
      switch try OutputPlace(path: path) {
      case .stream(let number):
        stream = try StandardStreams.stream(number, path: path, action: .write)
      case .through: stream = try Descriptor(path: path, .writing)
      case .file(let target):
        whole = try WholeFile(target: target, path: path)
        isThere = true
      }
    } catch { throw OutputError(error) }
    buffer.reserveCapacity(OutputFile.bufferByteCount)
  }
}

extension OutputFile {
  /// Adds `bytes`.
  public mutating func write(_ bytes: Span<UInt8>) throws(OutputError) {
    byteCount += bytes.count
    if buffer.count + bytes.count <= OutputFile.bufferByteCount {
      unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
      return
    }
    try flush()
    if bytes.count >= OutputFile.directByteCount {
      try writeThrough(bytes)
    } else {
      unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }
  }

  /// Adds the UTF-8 of `text`.
  public mutating func write(_ text: String) throws(OutputError) {
    try write(Array(text.utf8).span)
  }

  /// Writes what is buffered.
  public mutating func flush() throws(OutputError) {
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    try writeThrough(pending.span)
  }

  /// Writes what is buffered, syncs, and gives the file its name. Until then the target is as it was.
  public consuming func commit() throws(OutputError) {
    var commit = OutputCommit()
    try commit.add(self)
    try commit.commit()
  }

  private mutating func writeThrough(_ bytes: Span<UInt8>) throws(OutputError) {
    guard let packer else { return try writePacked(bytes) }
    try packer.pack(bytes, then: .more) { packed throws(OutputError) in try writePacked(packed) }
  }

  private mutating func writePacked(_ bytes: Span<UInt8>) throws(OutputError) {
    hasher?.add(bytes)
    do throws(FileError) {
      try whole?.write(bytes)
      try stream?.write(bytes)
    } catch { throw OutputError(error) }
  }

  /// Writes all that is left to write, so that `digest` is there; nothing may be written behind it.
  package mutating func complete() throws(OutputError) {
    guard !isComplete else { return }
    isComplete = true
    try flush()
    try packer?.pack([UInt8]().span, then: .nothing) { packed throws(OutputError) in
      try writePacked(packed)
    }
    do throws(FileError) {
      try stream.take()?.close()
      digest = try hasher?.finished()
    } catch { throw OutputError(error) }
  }

  /// All that is left to do before the rename; nil where there is none.
  consuming func finished() throws(OutputError) -> WholeFile? {
    try complete()
    return whole.take()
  }
}
