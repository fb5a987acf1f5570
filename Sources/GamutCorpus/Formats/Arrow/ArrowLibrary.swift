// SPDX-License-Identifier: Apache-2.0

internal import CGamutArrow

/// The library that reads and writes Parquet and Arrow files, opened when the first of them is.
///
/// It is apart from the program because Apache Arrow C++ comes with it: 60 MB, which a program
/// without such files need not wait for, nor even have. Its functions may be called from any thread.
enum ArrowLibrary {
  /// The Arrow C++ it was built with; nil where there is no library.
  static var version: String? {
    // Safe: the library is never unloaded, and its strings are constants.
    guard let functions = unsafe gamut_arrow_library() else { return nil }
    return unsafe String(cString: functions.pointee.arrow_version)
  }

  /// The functions of the library.
  ///
  /// - Throws: `unsupportedFormat`, which says how to get the library.
  @unsafe static func functions(
    for kind: ArrowKind, path: String
  ) throws(CorpusError) -> UnsafePointer<gamut_arrow_functions> {
    if let functions = unsafe gamut_arrow_library() { return unsafe functions }
    throw absent(path, "it is \(kind.name), which is read by", "convert the file to JSONL")
  }

  /// The same, for a Parquet file that is to be written.
  @unsafe static func functionsForWriting(
    path: String
  ) throws(CorpusError) -> UnsafePointer<gamut_arrow_functions> {
    if let functions = unsafe gamut_arrow_library() { return unsafe functions }
    throw absent(path, "a Parquet file is written by", "give the file a name that ends in .jsonl")
  }

  private static func absent(_ path: String, _ use: String, _ other: String) -> CorpusError {
    let problem = unsafe String(cString: gamut_arrow_problem())
    return CorpusError(
      .unsupportedFormat, path: path,
      detail: "\(use) libgamut_arrow (\(OneLine.escaped(problem))); build it with Scripts/setup "
        + "arrow, or name it by GAMUT_ARROW, or of a Python wheel run python -m gamut_data, or "
        + other
    )
  }

  /// Runs one function of the library; its error becomes ours.
  static func run(
    path: String, _ body: (UnsafeMutablePointer<gamut_arrow_error>) -> Void
  ) throws(CorpusError) {
    var error = gamut_arrow_error()
    unsafe body(&error)
    guard error.status != GAMUT_ARROW_OK else { return }
    let code: CorpusError.Code
    switch error.status {
    case GAMUT_ARROW_UNSUPPORTED, GAMUT_ARROW_DIFFERENT: code = .unsupportedFormat
    case GAMUT_ARROW_NO_MEMORY: code = .unreadableFile
    default: code = .brokenTable
    }
    // Safe: the library ends the reason with a zero, and within the array.
    let reason = unsafe withUnsafeBytes(of: &error.reason) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    throw CorpusError(code, path: path, detail: OneLine.escaped(reason))
  }
}

/// A file format whose tables the library reads.
enum ArrowKind: Hashable, Sendable {
  case parquet, arrowFile, arrowStream

  /// With its article, for messages.
  var name: String {
    switch self {
    case .parquet: "a Parquet file"
    case .arrowFile: "an Arrow file"
    case .arrowStream: "an Arrow stream"
    }
  }

  /// What people call a file of it.
  var title: String {
    switch self {
    case .parquet: "Parquet"
    case .arrowFile: "Arrow file"
    case .arrowStream: "Arrow stream"
    }
  }

  /// How the names of such files end.
  var endings: [String] {
    self == .parquet ? ["parquet"] : ["arrow", "feather", "ipc"]
  }

  /// What a file that begins like `bytes` is; nil for any other.
  ///
  /// A stream begins with 0xFFFFFFFF and the length of its schema, a multiple of 8.
  init?(firstBytes bytes: Span<UInt8>) {
    func begins(with magic: String) -> Bool {
      let magic = Array(magic.utf8)
      return bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
    }
    if begins(with: "PAR1") {
      self = .parquet
    } else if begins(with: "ARROW1") {
      self = .arrowFile
    } else if bytes.count >= 8, (0..<4).allSatisfy({ bytes[$0] == 0xFF }), bytes[4] % 8 == 0,
      bytes[7] < 0x80, bytes[4] | bytes[5] | bytes[6] | bytes[7] != 0
    {
      self = .arrowStream
    } else {
      return nil
    }
  }

  var number: gamut_arrow_kind {
    switch self {
    case .parquet: GAMUT_ARROW_PARQUET
    case .arrowFile: GAMUT_ARROW_FILE
    case .arrowStream: GAMUT_ARROW_STREAM
    }
  }
}
