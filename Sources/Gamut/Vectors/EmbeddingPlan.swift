// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
public import GamutEmbedding
import GamutLinear

/// Makes a vector of every record read.
public struct EmbeddingPlan: Sendable {
  /// The text that is embedded.
  public var selection: Selection
  /// What makes the vectors.
  public var model: VectorModel
  /// How records are read.
  public var reading: ReadPlan.Options

  /// A plan for `selection`.
  public init(selection: Selection, model: VectorModel, reading: ReadPlan.Options) {
    self.selection = selection
    self.model = model
    self.reading = reading
  }

  /// What was written.
  public struct Summary: Sendable {
    /// One row per record read, rejected ones included.
    public let rowCount: Int
    /// The length of a row.
    public let columnCount: Int
    /// Rows of zeros: rejected records, and texts without words.
    public let zeroCount: Int
    /// The model, where it was fitted on the texts, to be saved.
    public let fittedModel: LSAModel?
  }

  /// Reads `inputs` and writes a `.npy` file: float32, one row of norm 1 per record read; those of
  /// rejected records, and of texts without words, are zero.
  ///
  /// Rows are written as they are made: the memory is that of the model, of the places of the records
  /// and of some thousand texts and rows.
  ///
  /// - Precondition: the model makes vectors, and does not take them from a file.
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  public func run(
    inputs: Corpus, to file: inout OutputFile, workers: Int, progress: ProgressSink? = nil
  ) throws -> Summary {
    let source = try RecordSource.reading(
      inputs, selection: selection, options: reading, workers: workers, progress: progress)
    let request = VectorRequest(source: source, records: source.readable)
    guard let encoder = try model.encoder(for: [request], workers: workers, progress: progress)
    else { preconditionFailure("\(model.name) makes no vectors") }
    let width = encoder.dimensionCount
    guard width > 0 else {
      throw EmbeddingError(
        code: .badShape,
        detail: "no text has a word, so there is nothing to make vectors of; expected one at least")
    }
    let meter = ProgressMeter("embedding", total: request.records.count, to: progress)
    try file.write(NPYWriter.header(rowCount: source.count, columnCount: width).span)
    let emptyRow = NPYWriter.bytes(of: [Float](repeating: 0, count: width).span)
    var zeroCount = source.count - request.records.count
    var writtenCount = 0
    var remaining = request.records[...]
    try VectorModel.forEachBlock(by: encoder, of: request, workers: workers, progress: meter) {
      elements throws(OutputError) in
      var rows = Matrix(
        rowCount: elements.count / width, columnCount: width, elements: elements)
      zeroCount += rows.normalizeRows().zeroRows.count
      for (row, record) in remaining.prefix(rows.rowCount).enumerated() {
        for _ in writtenCount..<Int(record) { try file.write(emptyRow.span) }
        let range = rows.elementRange(ofRows: row..<row + 1)
        try file.write(NPYWriter.bytes(of: rows.elements.span.extracting(range)).span)
        writtenCount = Int(record) + 1
      }
      remaining = remaining.dropFirst(rows.rowCount)
    }
    try encoder.finish()
    for _ in writtenCount..<source.count { try file.write(emptyRow.span) }
    return Summary(
      rowCount: source.count, columnCount: width, zeroCount: zeroCount,
      fittedModel: encoder as? LSAModel)
  }
}
