// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
package import GamutFiles

/// A folder with one output for each input, under the name of that input and in its form.
///
/// A value dropped before its files have their names takes the folders with it that it made.
public struct OutputFolder: ~Copyable {
  /// Where the kept records of each input go, in the order of the inputs.
  public let paths: [String]
  private let inputs: [InputPaths.Input]
  private let digesting: FileDigesting
  private var folders = MadeFolders()

  /// Makes the folder at `path`, and those below it that the names of `inputs` ask for.
  ///
  /// - Throws: `conflict` where two inputs have one name, or one has none; `system`.
  public init(path: String, inputs: [InputPaths.Input]) throws(OutputError) {
    try self.init(path: path, inputs: inputs, digesting: .none)
  }

  /// The same; `digesting` says whether a manifest asks for the digests of what is written.
  package init(
    path: String, inputs: [InputPaths.Input], digesting: FileDigesting
  ) throws(OutputError) {
    self.digesting = digesting
    let root = path.hasSuffix("/") ? path : path + "/"
    self.inputs = inputs
    paths = inputs.map { root + $0.name }
    var known: [String: String] = [:]
    for (input, target) in zip(inputs, paths) {
      guard input.path != "-" else {
        throw OutputError(
          code: .conflict, path: path, detail: "standard input has no name to write to below it")
      }
      if let other = known.updateValue(input.path, forKey: input.name) {
        throw OutputError(
          code: .conflict, path: target,
          detail: "\(other) and \(input.path) would both be written to it; expected inputs of "
            + "different names, or the folder above both")
      }
    }
    do throws(FileError) {
      for folder in Set(paths.map(SystemPath.folder)).sorted() { try folders.make(folder) }
    } catch { throw OutputError(error) }
  }

  /// Writes the records of the output, those of each input to its file, and the notes that make what
  /// was a folder of Hugging Face `datasets` one again.
  ///
  /// - Parameter commit: takes the files, which have their names with the other outputs.
  /// - Returns: what a manifest says of the files of records, where it asked for digests.
  @discardableResult
  public func write(
    _ result: Deduplication, to commit: inout OutputCommit
  ) throws(OutputError) -> [RunManifest.Output] {
    var outputs: [RunManifest.Output] = []
    for (input, path) in paths.enumerated() {
      var file = try OutputFile(path: path, digesting: digesting)
      try result.writeKept(of: input..<input + 1, to: &file)
      try file.complete()
      if let output = RunManifest.Output(file, of: result, input: input) { outputs.append(output) }
      try commit.add(file)
    }
    for note in try DatasetNotes(inputs: inputs, outputs: paths).notes(for: result) {
      var file = try OutputFile(path: note.path)
      try file.write(note.bytes.span)
      try commit.add(file)
    }
    return outputs
  }

  /// Lets the folders stay, since the files in them have their names.
  public mutating func stay() { folders.stay() }
}
