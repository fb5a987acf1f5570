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
    var files: [String] = []
    for argument in arguments { files += try self.files(of: argument, mayBeList: true) }
    return files
  }

  private static func files(
    of argument: String, mayBeList: Bool
  ) throws(CorpusError) -> [String] {
    if argument == "-" { return [argument] }
    if let status = FileStatus(path: argument) {
      return status.kind == .folder ? try files(inFolder: argument) : [argument]
    }
    if mayBeList, argument.hasPrefix("@") { return try files(inList: String(argument.dropFirst())) }
    guard argument.utf8.contains(where: { "*?[".utf8.contains($0) }) else { return [argument] }
    let found = Folder.paths(matching: argument)
    guard !found.isEmpty else {
      throw CorpusError(
        .missingFile, path: argument, detail: "no file matches the pattern; expected one at least")
    }
    var files: [String] = []
    for path in found { files += try self.files(of: path, mayBeList: false) }
    return files
  }

  private static func files(inList path: String) throws(CorpusError) -> [String] {
    if let kind = FileStatus(path: path)?.kind, kind != .regular {
      throw CorpusError(
        .unreadableFile, path: path,
        detail: kind == .folder
          ? "it is a directory; expected a list of paths, one on each line"
          : "a list is read more than once; expected a file on a disk, with a path on each line")
    }
    var files: [String] = []
    let list = try MappedFile(path: path)
    let lines = list.withBytes(0..<list.byteCount) { bytes in
      // Safe: copied at once.
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map {
          unsafe SystemPath.string(UnsafeBufferPointer(rebasing: $0))
        }
      }
    }
    for line in lines { files += try self.files(of: line, mayBeList: false) }
    guard !files.isEmpty else {
      throw CorpusError(
        .missingFile, path: path, detail: "the list names no file; expected a path on each line")
    }
    return files
  }

  // MARK: - Folders

  private static let endings: Set<String> = [
    "jsonl", "ndjson", "json", "csv", "tsv", "tab", "parquet", "arrow", "feather", "ipc",
  ]
  private static let textEndings: Set<String> = ["txt", "text"]
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

  /// Adds the files of data and of text below `folder`; a folder that a link leads to again is passed.
  private static func collect(
    _ folder: String, into files: inout [String], _ seen: inout Set<FileStatus.Identity>
  ) throws(CorpusError) {
    guard let status = FileStatus(path: folder), seen.insert(status.identity).inserted
    else { return }
    let names = try asInput { () throws(FileError) in try Folder.names(in: folder) }
    for name in names where !name.hasPrefix(".") && !name.hasPrefix("_") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
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
