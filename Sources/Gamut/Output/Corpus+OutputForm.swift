// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus

extension Corpus {
  /// Throws where kept records cannot be written to the file at `path`: its ending promises a form
  /// that they cannot have, or they have several and it says nothing.
  public func requireForm(writtenTo path: String) throws(OutputError) {
    _ = try outputForm(of: files.indices, to: path)
  }

  /// How the records of some inputs are written to the file at `path`.
  func outputForm(of inputs: Range<Int>, to path: String) throws(OutputError) -> OutputForm? {
    do throws(CorpusError) { return try outputForm(of: inputs, writtenTo: path) } catch {
      let place = error.path == path ? "" : error.path.map { "\($0): " } ?? ""
      throw OutputError(
        code: .conflict, path: path, detail: place + error.detail,
        remedy: error.remedy)
    }
  }
}
