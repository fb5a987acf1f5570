// SPDX-License-Identifier: Apache-2.0

public import GamutCore
import GamutCorpus
public import GamutReport
public import GamutText

/// The kept records of earlier runs, for later ones to be compared with.
///
/// It holds all that deciding needs, texts included; the files the records came from are only named.
/// The index of a run over new records has the kept records of all runs before it in their order, so
/// with `KeepPolicy.first` any number of runs, one file each, decide as one run over all files does.
public struct SavedIndex: Sendable {
  /// The records.
  public let texts: TextIndex
  /// What the index was made with.
  public let options: IndexOptions
  /// What each run read and added, in their order.
  public let additions: [IndexAddition]

  /// Opens and checks the index at `path`.
  ///
  /// - Throws: `TextError`.
  /// - Complexity: O(bytes).
  public init(
    path: String, in context: RunContext = RunContext()
  ) throws(TextError) {
    texts = try TextIndex(path: path, workers: context.workers)
    guard let options = IndexOptions(texts.notes) else { throw Self.unreadable(path, "options") }
    self.options = options
    var additions: [IndexAddition] = []
    for saved in texts.additions {
      guard let addition = IndexAddition(saved) else { throw Self.unreadable(path, "notes") }
      additions.append(addition)
    }
    self.additions = additions
  }

  private init(texts: TextIndex, options: IndexOptions, additions: [IndexAddition]) {
    (self.texts, self.options, self.additions) = (texts, options, additions)
  }

  /// The same index before its last addition; nil where it has but one.
  public var beforeLastAddition: SavedIndex? {
    texts.beforeLastAddition.map {
      SavedIndex(texts: $0, options: options, additions: Array(additions.dropLast()))
    }
  }

  static func unreadable(_ path: String, _ part: String) -> TextError {
    TextError(
      code: .brokenIndex, path: path, detail: "its \(part) do not read as this version writes them")
  }

  /// Says in one line that the last run on it was killed; nil where all is whole.
  public var warning: String? {
    guard texts.tornByteCount > 0 else { return nil }
    return "\(texts.path): the last addition was cut short or is not done; going on with the "
      + "\(texts.count) records of the \(additions.count) before it"
  }

  /// - Throws: `otherOptions` where `plan` asks for others than the index was made with.
  func requireOptions(of plan: DeduplicationPlan) throws(TextError) {
    let asked = IndexOptions(plan, holdsExamples: texts.holdsExamples)
    if !texts.holdsExamples, plan.options.alike == .example || plan.options.folding != .words {
      throw TextError(
        code: .otherOptions, path: texts.path,
        detail: "its format is version \(texts.formatVersion), which holds no parts of examples",
        remedy: .compareTexts)
    }
    guard let difference = options.difference(from: asked) else {
      guard texts.bandCount == plan.sketcher.banding.bandCount else {
        throw Self.unreadable(texts.path, "bands")
      }
      return
    }
    throw TextError(code: .otherOptions, path: texts.path, detail: difference)
  }

  /// Gives all records to the stages.
  func append(to scanned: inout ScannedTexts) throws(TextError) {
    scanned.reserveCapacity(count)
    try texts.forEachBatch { identities, bands throws(TextError) in
      try scanned.append(ScannedTexts.Part(identities: identities, bands: bands))
    }
  }
}

extension SavedIndex: KnownRecords {
  public var count: Int { texts.count }

  /// None: what could not be read is in no index.
  public var rejected: [RecordIndex] { [] }

  public var textByteCounts: [UInt32] { texts.textByteCounts }

  public var inputFiles: [InputFile] {
    additions.flatMap(\.files).map {
      InputFile(name: $0.name, records: $0.read, bytes: $0.bytes)
    }
  }

  public func column(of records: [RecordIndex], workers: Int) -> ShapedTexts {
    texts.texts(of: records, workers: workers)
  }

  public func placeAndIndex(of record: RecordIndex) -> (place: Place, index: RecordIndex) {
    let (addition, saved) = texts.place(of: record)
    let files = additions[addition].files
    // A number without a file stands in no index that this program wrote.
    let file = files.indices.contains(Int(saved.file)) ? files[Int(saved.file)] : nil
    let position = Int(clamping: saved.position)
    return (
      Place(
        file: file?.name ?? "", position: file?.isArray == true ? .row(position) : .line(position)),
      saved.index
    )
  }
}
