// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
import GamutFiles
import GamutText

/// The outputs of one run, which appear together or not at all.
///
/// Each is written and synced, and lies beside its target, before the first gets its name. A value
/// dropped before leaves nothing behind.
public struct OutputCommit: ~Copyable {
  private var files = FileCommit()

  /// No outputs yet.
  public init() {}

  /// Adds an output that is complete; one that is written through is done with this.
  public mutating func add(_ file: consuming OutputFile) throws(OutputError) {
    guard let whole = try file.finished() else { return }
    do throws(FileError) { try files.add(whole) } catch { throw OutputError(error) }
  }

  /// Gives all files their names.
  ///
  /// - Parameters:
  ///   - inputs: what was read; a file that was written to meanwhile stops the commit.
  ///   - last: what must come after, such as making an addition to an index count.
  /// - Throws: `CorpusError` for an input that changed, and nothing has its name then; `OutputError`,
  ///   which says what stands where something does.
  public consuming func commit(
    reading inputs: [Corpus], last: () throws -> Void = {}
  ) throws {
    for corpus in inputs { try corpus.requireUnchanged() }
    do throws(FileCommit.Failure) { try files.commit(last: last) } catch {
      throw OutputError(error)
    }
  }

  /// Gives all files their names.
  public consuming func commit() throws(OutputError) {
    do throws(FileCommit.Failure) { try files.commit() } catch { throw OutputError(error) }
  }
}

extension OutputError {
  /// The error of files of which some have their names.
  init(_ failure: FileCommit.Failure) {
    let before: OutputError
    switch failure.error {
    case let error as FileError: before = OutputError(error)
    case let error as TextError:
      before = OutputError(
        code: .system, path: error.path, detail: error.detail, underlying: error.underlying)
    default: before = OutputError(code: .system, path: "", detail: "\(failure.error)")
    }
    guard !failure.standing.isEmpty else {
      self = before
      return
    }
    let standing = failure.standing.joined(separator: ", ")
    self.init(
      code: before.code, path: before.path,
      detail: "\(before.detail); written before it, and whole: \(standing)",
      underlying: before.underlying)
  }
}
