// SPDX-License-Identifier: Apache-2.0

public import GamutCorpus
import GamutEmbedding
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
  }

  /// Reads `inputs` and writes a `.npy` file: float32, one row of norm 1 per record read; those of
  /// rejected records, and of texts without words, are zero.
  ///
  /// - Throws: `CorpusError`, `EmbeddingError`, `OutputError`.
  public func run(
    inputs: Corpus, to file: inout OutputFile, workers: Int, progress: ProgressSink? = nil
  ) throws -> Summary {
    let source = try RecordSource.reading(
      inputs, selection: selection, options: reading, workers: workers, progress: progress)
    let readable = source.readable
    var rows = try model.vectors(
      of: VectorRequest(source: source, records: readable), workers: workers, progress: progress)
    guard rows.columnCount > 0 else {
      throw EmbeddingError(
        code: .badShape,
        detail: "no text has a word, so there is nothing to make vectors of; expected one at least")
    }
    let rejectedCount = source.count - readable.count
    let zeroCount = rejectedCount + rows.normalizeRows().zeroRows.count
    try NPYWriter.write(rows, places: readable.map { Int($0) }, rowCount: source.count) {
      bytes throws(OutputError) in try file.write(bytes)
    }
    return Summary(
      rowCount: source.count, columnCount: rows.columnCount, zeroCount: zeroCount)
  }
}
