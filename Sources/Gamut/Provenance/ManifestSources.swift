// SPDX-License-Identifier: Apache-2.0

import GamutCore
package import GamutCorpus
import GamutFiles

/// What a run reads and a manifest has to name.
package struct ManifestSources: Sendable {
  private var corpora: [(role: RunManifest.Input.Role, corpus: Corpus)] = []
  private var files: [(role: RunManifest.Input.Role, path: String)] = []

  /// Nothing yet.
  package init() {}

  /// Adds the files of `corpus`, which was opened with digests.
  package mutating func add(_ corpus: Corpus, as role: RunManifest.Input.Role) {
    corpora.append((role, corpus))
  }

  /// Adds a file that is read by its path.
  package mutating func add(_ path: String, as role: RunManifest.Input.Role) {
    files.append((role, path))
  }

  /// Hashes everything beside `body`, on a thread of its own; before it where one worker is all there
  /// may be.
  ///
  /// What was copied while it was opened has its digest already.
  ///
  /// - Throws: what `body` throws; `FileError` for a file that cannot be read.
  package func digested<Outcome>(
    workers: Int, _ body: () throws -> Outcome
  ) throws -> (inputs: [RunManifest.Input], outcome: Outcome) {
    guard workers > 1 else {
      let inputs = try digests(while: { true }).get()
      return (inputs, try body())
    }
    let done = try Parallel.beside(
      { isWanted in digests(while: isWanted) }, body)
    return (try done.side.get(), done.result)
  }

  private func digests(while isWanted: () -> Bool) -> Result<[RunManifest.Input], FileError> {
    Result { () throws(FileError) in
      var inputs: [RunManifest.Input] = []
      for (role, corpus) in corpora {
        for file in try corpus.digests(while: isWanted) {
          guard let digest = file.digest else { continue }
          inputs.append(
            RunManifest.Input(
              role: role, file: RunManifest.File(file.path, isThere: file.isThere, digest)))
        }
      }
      for (role, path) in files where isWanted() {
        inputs.append(
          RunManifest.Input(
            role: role, file: RunManifest.File(path, isThere: true, try FileDigest(path: path))))
      }
      return inputs
    }
  }
}
