// SPDX-License-Identifier: Apache-2.0

public import GamutCore
public import GamutFiles

/// What is wrong with a file of vectors, or with making vectors of texts.
public struct EmbeddingError: RemediedError, Hashable, Sendable {
  /// The kind of fault; compare it with the static members.
  public struct Code: Hashable, Sendable {
    /// The words that name the kind in the description.
    public let name: String

    private init(_ name: String) { self.name = name }

    /// The file could not be opened or read.
    public static let unreadable = Code("cannot read")
    /// A library that vectors need is not there.
    public static let noLibrary = Code("no vectors")
    /// The file does not start as a `.npy` file does.
    public static let notNPY = Code("not a .npy file")
    /// The file is of no format that vectors are read from.
    public static let unknownFormat = Code("unknown format of vectors")
    /// The file is not a zip archive, or one whose directory does not describe it.
    public static let badArchive = Code("bad .npz archive")
    /// The bytes are not those that were written.
    public static let damaged = Code("damaged")
    /// The file holds several arrays, none, or not the one asked for.
    public static let wrongArray = Code("which array")
    /// The rows of a `.fvecs` file differ in length, or make no sense.
    public static let badVectors = Code("bad .fvecs file")
    /// The version of the format is none of 1, 2 and 3.
    public static let unknownVersion = Code("unknown .npy version")
    /// The header is not a dictionary of `descr`, `fortran_order` and `shape`.
    public static let badHeader = Code("bad .npy header")
    /// The elements are Python objects, which would have to be unpickled.
    public static let objectArray = Code("object array")
    /// The elements are stored with the most significant byte first.
    public static let bigEndian = Code("big-endian array")
    /// The elements are of a type that is not a vector element.
    public static let unsupportedType = Code("unsupported element type")
    /// The elements are stored column by column.
    public static let fortranOrder = Code("Fortran order")
    /// The array has not two dimensions, or no columns.
    public static let badShape = Code("bad shape")
    /// The file is shorter or longer than its header says.
    public static let wrongLength = Code("wrong length")
    /// An element is NaN or infinite, or too large for a `Float`.
    public static let notFinite = Code("not finite")
    /// There are not as many rows as records.
    public static let wrongRowCount = Code("wrong number of rows")
    /// A row belongs to no record, or a record has no row.
    public static let unmatchedRow = Code("rows do not fit the records")
    /// A decomposition did not converge.
    public static let noConvergence = Code("no convergence")
    /// The file is not a JSON document.
    public static let badJSON = Code("bad JSON")
    /// The file does not start as a safetensors file does.
    public static let notSafetensors = Code("not a safetensors file")
    /// The header of a safetensors file does not describe the file.
    public static let badTensors = Code("bad safetensors header")
    /// A tensor of a model is missing or of another shape than its configuration says.
    public static let wrongTensor = Code("wrong tensor")
    /// The folder holds no model, or one of a kind that is not supported.
    public static let unsupportedModel = Code("unsupported model")
    /// The model's configuration lacks a value, or has one that makes no sense.
    public static let badConfiguration = Code("bad model configuration")
    /// The vocabulary or the settings of a tokeniser cannot be used.
    public static let badTokenizer = Code("bad tokeniser")
    /// The file does not start as a saved model does.
    public static let notSavedModel = Code("not a saved model")
    /// The version of a saved model is one that this program does not know.
    public static let unknownModelVersion = Code("unknown version of a saved model")
    /// A saved model is cut, or not as it was written.
    public static let damagedModel = Code("damaged model")
    /// The text is not an address of an embeddings server.
    public static let badAddress = Code("bad address")
    /// An embeddings server cannot be reached, or gives no vectors.
    public static let serverFailed = Code("no vectors from the server")
    /// What an embeddings server answers is not what was asked for.
    public static let badAnswer = Code("bad answer of the server")
    /// A cache of vectors cannot be written.
    public static let unwritable = Code("cannot write")
    /// A cache has vectors of another model.
    public static let otherModel = Code("vectors of another model")
  }

  /// The kind of fault.
  public let code: Code
  /// The file, where there is one.
  public let path: String?
  /// The row of the array, or the text of the batch, from 0, where the fault lies in one.
  public let row: Int?
  /// The column of the array, from 0, where the fault lies in one.
  public let column: Int?
  /// What was found and what was expected.
  public let detail: String
  /// What to do about it, where an option would help.
  public let remedy: Remedy?
  /// The error this one was made of, as text.
  public let underlying: String?
  /// The fault of a file, if one caused this.
  public let file: FileError?

  /// Makes an error; see the properties.
  public init(
    code: Code, path: String? = nil, row: Int? = nil, column: Int? = nil, detail: String,
    remedy: Remedy? = nil, underlying: String? = nil, file: FileError? = nil
  ) {
    self.code = code
    self.path = path
    self.row = row
    self.column = column
    self.detail = detail
    self.remedy = remedy
    self.underlying = underlying
    self.file = file
  }
}

extension EmbeddingError {
  /// The error of a file whose rows do not match the records, for the caller who counts both.
  ///
  /// Its description: `vectors.npy: wrong number of rows: 19999 rows, expected 20000: one per record
  /// read, rejected ones included`.
  public static func wrongRowCount(path: String, found: Int, expected: Int) -> EmbeddingError {
    EmbeddingError(
      code: .wrongRowCount, path: path,
      detail: "\(found) rows, expected \(expected): one per record read, rejected ones included")
  }
}

extension EmbeddingError {
  /// One line: `vectors.npy: row 7, column 3: not finite: nan`.
  public func description(in wording: RemedyWording) -> String {
    var parts: [String] = []
    if let path { parts.append(path) }
    if let row {
      parts.append(column.map { "row \(row), column \($0)" } ?? "row \(row)")
    }
    parts.append(code.name)
    parts.append(remedied(detail, in: wording))
    if let underlying { parts.append(underlying) }
    return parts.joined(separator: ": ")
  }

  /// The same, the remedy in plain words.
  public var description: String { description(in: .plain) }
}
