// SPDX-License-Identifier: Apache-2.0

package import GamutFiles

/// The bytes of an input, mapped into memory and never changed by us.
///
/// A pipe, a device, standard input or a compressed file is copied into an unnamed temporary file
/// first, unpacked, so that every input can be read twice and from any thread.
public final class MappedFile: Sendable {
  /// The path as it was given; `-` is standard input.
  public let path: String
  /// How many bytes there are, unpacked.
  public var byteCount: Int { mapping.byteCount }
  /// How the file was packed.
  let packing: Packing
  /// How many bytes the input itself has; other than `byteCount` where it was unpacked.
  let packedByteCount: Int
  private let mapping: FileMapping
  /// The digest of the file as it is, packed or not, where it was made while a copy was.
  private let digest: FileDigest?
  /// Whether what stands at the path can be read again: it is not a pipe, a device or an open descriptor.
  package let isThere: Bool
  /// What the file was when it was opened; nil where a copy of it is read.
  private let status: FileStatus?

  /// Opens and maps the file at `path`.
  ///
  /// - Parameter folder: where copies lie; nil is `TMPDIR`, or `/tmp`.
  /// - Throws: `missingFile`; `unreadableFile` with the system's reason; `brokenCompression`, or
  ///   `unsupportedFormat`, for a compressed file that cannot be unpacked.
  public convenience init(path: String, folder: String? = nil) throws(CorpusError) {
    try self.init(path: path, folder: folder, digesting: .none)
  }

  /// The same; `digesting` says whether a copy is hashed while it is made, for `digest(while:)`.
  package init(
    path: String, folder: String? = nil, digesting: FileDigesting
  ) throws(CorpusError) {
    self.path = path
    let file = try asInput { () throws(FileError) in
      path == "-"
        ? try StandardStreams.stream(0, path: path, action: .read)
        : try Descriptor(path: path, .reading(isPatient: true))
    }
    let content = try Spool.content(
      of: file, folder: folder ?? NamelessFile.defaultFolder, digesting: digesting)
    mapping = content.mapping
    packing = content.packing
    packedByteCount = content.packedByteCount
    status = content.status
    digest = content.digest
    isThere = content.isRegular && !OutputPlace.isStream(path)
  }

  /// Maps what was written to `copy`, which stands for the input at `path`.
  init(finishing copy: consuming NamelessFile, path: String) throws(CorpusError) {
    self.path = path
    do throws(FileError) { mapping = try copy.mapped(path: path) } catch {
      throw CorpusError(error)
    }
    packing = .none
    packedByteCount = mapping.byteCount
    status = nil
    digest = nil
    isThere = false
  }
}

extension MappedFile {
  /// Lends the bytes of `range` without a copy.
  public func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result { try mapping.withBytes(range, body) }

  /// The digest of the file as it is, packed or not; nil where `isWanted` says no before its end, or a
  /// copy was made without a hash.
  package func digest(while isWanted: () -> Bool) throws(FileError) -> FileDigest? {
    if let digest { return digest }
    return status == nil ? nil : try FileDigest(of: mapping, while: isWanted)
  }

  /// Tells the system that `range` is about to be read, so that its pages come in one go.
  func willRead(_ range: Range<Int>) { mapping.willRead(range) }

  /// Tells the system that `range` will not be read soon; the bytes stay readable.
  ///
  /// It keeps the memory of a run small: the pages of a read-only mapping can be had again.
  func didRead(_ range: Range<Int>) { mapping.didRead(range) }

  /// Throws where the file was written to since it was opened, so that what was read of it may be of
  /// two versions. A file that another has taken the place of is still there, unchanged, behind it.
  func requireUnchanged() throws(CorpusError) {
    guard let status else { return }
    let now = path == "-" ? FileStatus(descriptor: 0) : FileStatus(path: path)
    guard let now, now.identity == status.identity, now.version != status.version else { return }
    throw CorpusError(FileError(path: path, action: .read, reason: .changed))
  }
}
