// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding
import GamutLinear

/// The vectors of some records, scaled to norm 1: what a semantic stage compares.
struct SemanticRows {
  /// A row per record.
  let rows: Matrix
  /// For each record whether it is compared with no other: those without text or with a zero vector.
  let takesNoPart: [Bool]
  /// What is asked and what is said, where each has a vector of its own; nil where a row is one vector.
  let sides: SideTexts?
  /// For each side, what was left unread of its texts.
  let sideCuts: [TextCuts?]
  /// What was left unread of the text of each record, where a row is one vector and it is known.
  let rowCuts: TextCuts?

  /// - Parameter areExamples: whether what is asked and what is said are embedded apart, where they
  ///   are embedded at all.
  init(
    of records: [RecordIndex], in union: RecordUnion, by model: OpenedModel, areExamples: Bool,
    in context: RunContext
  ) throws {
    var rows: Matrix
    if areExamples, !model.model.isGiven {
      let texts = SideTexts(of: records, in: union, workers: context.workers)
      (rows, sideCuts) = try texts.rows(of: records, in: union, by: model, in: context)
      (sides, rowCuts) = (texts, nil)
    } else {
      let vectors = try Self.vectors(of: records, in: union, by: model, in: context)
      (rows, rowCuts) = (vectors.rows, vectors.cuts)
      (sides, sideCuts) = (nil, [])
    }
    let byteCounts = union.textByteCounts
    // An empty text is never a duplicate, whatever a file of vectors says of it.
    var takesNoPart = records.map { byteCounts[Int($0)] == 0 }
    for row in rows.normalizeRows().zeroRows { takesNoPart[row] = true }
    self.rows = rows
    self.takesNoPart = takesNoPart
  }

  /// What was left unread of all texts, each once; nil where it is not known.
  var cuts: TextCuts? {
    sides == nil ? rowCuts : sideCuts.reduce(nil) { TextCuts.joined($0, $1) }
  }

  /// A vector of each record's whole text.
  private static func vectors(
    of records: [RecordIndex], in union: RecordUnion, by model: OpenedModel,
    in context: RunContext
  ) throws -> TextVectors {
    let limit = RecordIndex(union.referenceCount)
    var requests = [
      VectorRequest(
        source: union.source, records: records.filter { $0 >= limit }.map { $0 - limit })
    ]
    // An index, which holds no vectors, is refused before.
    if let reference = union.reference as? RecordSource {
      requests.append(VectorRequest(source: reference, records: records.filter { $0 < limit }))
    }
    var parts = try model.vectors(of: requests, in: context)
    var vectors = parts.removeLast()
    // The records of the reference come first.
    if let own = parts.popLast() {
      vectors.rows = vectors.rows.appendingRows(of: own.rows)
      vectors.cuts = TextCuts.joined(vectors.cuts, own.cuts)
    }
    return vectors
  }
}
