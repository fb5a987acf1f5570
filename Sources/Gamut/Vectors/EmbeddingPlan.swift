// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
public import GamutEmbedding
import GamutLinear
public import GamutReport

/// Makes a vector of every record read.
public struct EmbeddingPlan: Sendable {
  /// What fixes the vectors.
  public struct Options: Hashable, Codable, Sendable {
    /// The text that is embedded.
    public var selection = Selection.view(.prompt)
    /// What makes the vectors.
    public var model = VectorModel.lsa(.init())
    /// How records are read.
    public var reading = ReadPlan.Options()

    /// The defaults.
    public init() {}
  }

  /// What fixes the vectors.
  public var options: Options

  /// A plan with `options`.
  public init(options: Options = Options()) { self.options = options }

  /// What was written.
  public struct Summary: Sendable {
    /// One row per record read, rejected ones included.
    public let rowCount: Int
    /// The length of a row.
    public let columnCount: Int
    /// Rows of zeros: rejected records, and texts without words.
    public let zeroCount: Int
    /// Texts longer than the model reads; nil where there are none, and where nobody knows.
    public let cutTexts: CutTexts?
    /// The model, where it was fitted on the texts, to be saved.
    public let fittedModel: LSAModel?
    /// What was read.
    public let reading: ReadingSummary
  }

  /// Reads `inputs` and writes a `.npy` file: float32, one row of norm 1 per record read; those of
  /// rejected records, and of texts without words, are zero.
  ///
  /// Rows are written as they are made: the memory is that of the model, of the places of the records
  /// and of some thousand texts and rows. Those of a field of the records are all read first.
  ///
  /// - Parameter model: that of the options, where it is open already.
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  public func run(
    inputs: Corpus, to file: inout OutputFile, model: OpenedModel? = nil,
    in context: RunContext = RunContext()
  ) throws -> Summary {
    let model = try model.orOpened(options.model, in: context)
    let source = try RecordSource.reading(
      inputs, selection: options.selection, options: options.reading, in: context)
    let request = VectorRequest(source: source, records: source.readable)
    let encoder = try model.encoder(for: [request], in: context)
    let given =
      encoder == nil
      ? try model.vectors(of: request, in: context).rows
      : Matrix(rowCount: 0, columnCount: 0)
    let width = encoder?.dimensionCount ?? given.columnCount
    guard width > 0 else {
      throw EmbeddingError(
        code: .badShape,
        detail: "no text has a word, so there is nothing to make vectors of; expected one at least")
    }
    var writer = try UnitRowWriter(
      of: request.records, recordCount: source.count, columnCount: width, to: &file)
    var cuts = TextCuts()
    if let encoder {
      let meter = context.meter("embedding", total: request.records.count)
      try OpenedModel.forEachBlock(by: encoder, of: request, in: context, meter: meter) {
        elements, cut throws(OutputError) in
        if let cut { cuts = cuts.appending(cut) }
        try writer.write(elements, to: &file)
      }
      try encoder.finish()
    }
    for start in stride(from: 0, to: given.rowCount, by: EmbeddingPlan.givenRowCount) {
      let rows = start..<min(given.rowCount, start + EmbeddingPlan.givenRowCount)
      try writer.write(Array(given.elements[given.elementRange(ofRows: rows)]), to: &file)
    }
    try writer.finish(to: &file)
    return Summary(
      rowCount: source.count, columnCount: width, zeroCount: writer.zeroCount,
      cutTexts: CutTexts(cuts), fittedModel: encoder as? LSAModel, reading: ReadingSummary(source))
  }

  /// Given rows that are scaled and written at a time.
  private static let givenRowCount = 4_096
}
