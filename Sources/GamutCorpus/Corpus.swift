// SPDX-License-Identifier: Apache-2.0

private import GamutCore
package import GamutFiles
internal import GamutJSON

/// Records in files or in memory, read in chunks by any thread.
///
/// Opening maps the files and finds where records begin; nothing is held as an object. A chunk is
/// about 1 MB of one file, cut by constants alone, and reading one is a pure function of its number
/// and the plan.
public final class Corpus: Sendable {
  /// The files in the order given.
  public let files: [SourceFile]
  /// How records are written in the format of the files; nil where they have several, and where none
  /// holds anything.
  package let form: RecordForm?
  private let chunks: [Chunk]
  /// The records that say what these are; nil is these themselves.
  let model: Corpus?
  let parsers = ParserPool()

  /// Opens files; `-` is standard input. Files compressed by zstd or gzip are unpacked into a
  /// temporary file without a name; lines, rows, places and sizes are those of their text.
  ///
  /// - Parameters:
  ///   - workers: how many files may be opened at once, which pays where they are unpacked or hold
  ///     arrays; the corpus is the same for any number.
  ///   - folder: where they are unpacked to; nil is `TMPDIR`, or `/tmp`.
  /// - Throws: `missingFile`, `unreadableFile`, `unsupportedFormat`, `brokenCompression`.
  public convenience init(
    paths: [String], workers: Int = 1, folder: String? = nil
  ) throws(CorpusError) {
    try self.init(paths: paths, workers: workers, folder: folder, digesting: .none)
  }

  /// The same; `digesting` says whether copies are hashed while they are made, for `digests(while:)`.
  ///
  /// - Parameter held: what stands for some of the paths, in place of files.
  package convenience init(
    paths: [String], workers: Int = 1, folder: String? = nil, digesting: FileDigesting,
    held: HeldSources = HeldSources()
  ) throws(CorpusError) {
    // A pipe that is named twice is empty the second time, so such inputs are opened in order.
    let workers = Set(paths).count == paths.count ? workers : 1
    let files = try Parallel.mapChunks(
      of: paths.count, chunkSize: 1, workers: workers,
      throwing: { range throws(CorpusError) in
        let path = paths[range.lowerBound]
        if let records = held.records[path] { return records.source }
        return try SourceFile(
          path: path, folder: folder, digesting: digesting, opener: held.opener)
      })
    self.init(files: files)
  }

  /// The same records, taken for what those of `model` are: a part of a set, for what the set is.
  package init(_ corpus: Corpus, like model: Corpus) {
    files = corpus.files
    form = corpus.form
    chunks = corpus.chunks
    self.model = model
  }

  init(files: [SourceFile]) {
    self.files = files
    model = nil
    form = Self.form(of: files)
    chunks = files.indices.flatMap { Chunk.all(of: files[$0], file: $0) }
  }

  /// The form of the files that hold something; nil where there are none, or where there are two.
  private static func form(of files: [SourceFile]) -> RecordForm? {
    let forms = Set(files.compactMap(\.form))
    return forms.count == 1 ? forms.first : nil
  }
}

extension Corpus {
  /// How many chunks there are; 0 when no file holds anything.
  public var chunkCount: Int { chunks.count }

  /// How many bytes the files have, unpacked.
  public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

  /// How many bytes of source chunk `index` covers, for progress.
  public func byteCount(ofChunk index: Int) -> Int {
    let chunk = chunks[index]
    return chunk.sourceRange(in: files[chunk.file]).count
  }

  /// Throws where a file was written to since it was opened, so that what was read of it may be of two
  /// versions.
  public func requireUnchanged() throws(CorpusError) {
    for file in files { try file.mapped.requireUnchanged() }
  }

  /// A file that was read, and what it held.
  package struct Digested: Hashable, Sendable {
    /// The path as the user named it.
    package let path: String
    /// Whether what stands at the path can be read again.
    package let isThere: Bool
    /// What it held, packed as it was; nil where nobody hashed it.
    package let digest: FileDigest?
  }

  /// What each file held, in their order; lists in memory are left out.
  ///
  /// - Parameter isWanted: asked now and then; once it says no, what is returned is of no use.
  /// - Complexity: O(bytes) of the files that are read where they lie.
  package func digests(while isWanted: () -> Bool) throws(FileError) -> [Digested] {
    var digests: [Digested] = []
    for file in files {
      guard let mapped = file.mapped.file else { continue }
      digests.append(
        Digested(
          path: mapped.path, isThere: mapped.isThere,
          digest: try mapped.digest(while: isWanted)))
    }
    return digests
  }

  /// Where the records of chunk `index` stand, which are not looked at.
  package func records(ofChunk index: Int) throws(CorpusError) -> [SourceRange] {
    let chunk = chunks[index]
    var records: [SourceRange] = []
    try chunk.forEachRecord(of: files[chunk.file]) { range, _ in
      records.append(
        SourceRange(file: chunk.file, start: range.lowerBound, byteCount: range.count))
    }
    return records
  }

  func chunk(_ index: Int) -> Chunk { chunks[index] }
}
