// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutFiles

/// Turns what people name as inputs into files: folders, patterns, lists.
public enum InputPaths {
  /// The files that `arguments` stand for, in their order.
  ///
  /// * A folder stands for the files of data in it and below it, by their endings, in the order of the
  ///   bytes of their names; texts (`.txt`) only where there is nothing else. What begins with a dot or
  ///   an underscore is left out, and so are the notes that Hugging Face `datasets` leaves beside its
  ///   tables.
  /// * `@LIST` stands for the paths in the lines of the file LIST, folders and patterns among them.
  /// * A path with `*`, `?` or `[` stands for the files that match it, in the order of their bytes.
  ///
  /// A file that is there by the very name stands for itself, and so does `-`.
  ///
  /// - Throws: `missingFile` where a folder or a pattern stands for nothing; `unreadableFile`.
  public static func files(of arguments: [String]) throws(CorpusError) -> [String] {
    try inputs(of: arguments).map(\.path)
  }

  /// A file that an argument stands for.
  public struct Input: Hashable, Sendable {
    /// Where it is.
    public let path: String
    /// What it is called where each input has an output: the path below the folder that was named,
    /// else the last part of its own.
    public let name: String

    /// An input of another kind than a file, by the name that stands for it.
    package init(path: String, name: String) {
      self.path = path
      self.name = name
    }
  }

  /// The files that `arguments` stand for, as `files(of:)` has them, with their names.
  public static func inputs(of arguments: [String]) throws(CorpusError) -> [Input] {
    var inputs: [Input] = []
    for argument in arguments { inputs += try self.inputs(of: argument, mayBeList: true) }
    return inputs
  }

  private static func inputs(
    of argument: String, mayBeList: Bool
  ) throws(CorpusError) -> [Input] {
    if argument == "-" { return [Input(path: argument, name: argument)] }
    if let status = FileStatus(path: argument) {
      guard status.kind == .folder else { return [Input(ofFile: argument)] }
      let root = folderPrefix(argument).utf8.count
      return try files(inFolder: argument).map {
        Input(path: $0, name: String(decoding: $0.utf8.dropFirst(root), as: UTF8.self))
      }
    }
    if mayBeList, argument.hasPrefix("@") {
      return try inputs(inList: String(argument.dropFirst()))
    }
    guard argument.utf8.contains(where: { "*?[".utf8.contains($0) }) else {
      return [Input(ofFile: argument)]
    }
    let found = Folder.paths(matching: argument)
    guard !found.isEmpty else {
      throw CorpusError(
        .missingFile, path: argument, detail: "no file matches the pattern; expected one at least")
    }
    var inputs: [Input] = []
    for path in found { inputs += try self.inputs(of: path, mayBeList: false) }
    return inputs
  }

  private static func inputs(inList path: String) throws(CorpusError) -> [Input] {
    if let kind = FileStatus(path: path)?.kind, kind != .regular {
      throw CorpusError(
        .unreadableFile, path: path,
        detail: kind == .folder
          ? "it is a directory; expected a list of paths, one on each line"
          : "a list is read more than once; expected a file on a disk, with a path on each line")
    }
    var inputs: [Input] = []
    let list = try MappedFile(path: path)
    let lines = list.withBytes(0..<list.byteCount) { bytes in
      // Safe: copied at once.
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map {
          unsafe SystemPath.string(UnsafeBufferPointer(rebasing: $0))
        }
      }
    }
    for line in lines { inputs += try self.inputs(of: line, mayBeList: false) }
    guard !inputs.isEmpty else {
      throw CorpusError(
        .missingFile, path: path, detail: "the list names no file; expected a path on each line")
    }
    return inputs
  }

  // MARK: - Folders

  static let endings: Set<String> = [
    "jsonl", "ndjson", "json", "csv", "tsv", "tab", "parquet", "arrow", "feather", "ipc",
  ]
  static let textEndings: Set<String> = ["txt", "text"]
  /// What `datasets` writes beside its tables.
  private static let notes: Set<String> = [
    "dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json",
  ]

  private static func files(inFolder folder: String) throws(CorpusError) -> [String] {
    var found: [String] = []
    var seen: Set<FileStatus.Identity> = []
    try collect(folder, into: &found, &seen)
    let data = found.filter { endings.contains(FormatGuess.ending(of: $0)) }
    let files = data.isEmpty ? found : data
    guard !files.isEmpty else {
      throw CorpusError(
        .missingFile, path: folder,
        detail: "the folder holds no file of data; expected one at least that ends in .jsonl, "
          + ".json, .csv, .tsv, .parquet, .arrow or .txt, plain or packed")
    }
    return files
  }

  /// What the paths of what is in `folder` begin with.
  private static func folderPrefix(_ folder: String) -> String {
    folder.hasSuffix("/") ? folder : folder + "/"
  }

  /// Adds the files of data and of text below `folder`; a folder that a link leads to again is passed.
  private static func collect(
    _ folder: String, into files: inout [String], _ seen: inout Set<FileStatus.Identity>
  ) throws(CorpusError) {
    guard let status = FileStatus(path: folder), seen.insert(status.identity).inserted
    else { return }
    let names = try asInput { () throws(FileError) in try Folder.names(in: folder) }
    for name in names where !name.hasPrefix(".") && !name.hasPrefix("_") {
      let path = folderPrefix(folder) + name
      switch FileStatus(path: path)?.kind {
      case .folder: try collect(path, into: &files, &seen)
      case .regular:
        let ending = FormatGuess.ending(of: path)
        if endings.union(textEndings).contains(ending), !notes.contains(name) { files.append(path) }
      case .link, .other, nil: break
      }
    }
  }
}

extension InputPaths.Input {
  fileprivate init(ofFile path: String) {
    self.init(path: path, name: path.split(separator: "/").last.map(String.init) ?? path)
  }
}
