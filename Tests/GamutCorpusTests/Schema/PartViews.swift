// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

/// The parts and the fields of each record of a text, as people read them.
struct PartViews {
  /// Of each record its parts: `asked:q`.
  var parts: [[String]] = []
  /// Of each record the fields that count: `label=true`.
  var fields: [[String]] = []
  /// The same of the prompt, and of the response.
  var promptFields: [[String]] = []
  var responseFields: [[String]] = []
  var columns: [ShapedTexts] = []
  let choice: SchemaChoice
  let corpus: Corpus
  let plan: ReadPlan
  let batches: [RecordBatch]

  init(_ text: String, options: ReadPlan.Options = .init(), keep: String? = nil) throws {
    corpus = try Corpus(of: text)
    plan = try corpus.plan(
      selections: [.view(.all), .view(.prompt), .view(.response)],
      numberField: keep.map { try FieldPath($0) }, options: options)
    choice = try #require(plan.schema)
    batches = try readAll(corpus, plan)
    for batch in batches {
      for i in 0..<batch.count {
        let column = batch.columns[0]
        let text = Array(column.texts.bytes[column.texts.range(of: i)])
        parts.append(
          column.parts(of: i).map { part in
            "\(part.role):\(String(decoding: text[part.range], as: UTF8.self))"
          })
        fields.append(Self.fields(of: batch.columns[0], i))
        promptFields.append(Self.fields(of: batch.columns[1], i))
        responseFields.append(Self.fields(of: batch.columns[2], i))
      }
    }
    columns = batches.first?.columns ?? []
  }

  static func fields(of column: ShapedTexts, _ index: Int) -> [String] {
    let bytes = Array(column.fields.bytes[column.fields.range(of: index)])
    return CountedFields.fields(in: bytes.span).map { field in
      let name = String(decoding: bytes[field.name], as: UTF8.self)
      let value = String(decoding: bytes[field.value], as: UTF8.self)
      let mark = field.kind == .prose ? "~" : ""
      return "\(name)\(mark)=\(value)"
    }
  }

  /// Whether the first two records are copies.
  var areCopies: Bool { columns[0].areEqual(0, 1) }
}
