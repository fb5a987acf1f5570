// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

extension Corpus {
  /// Finds what the records are, from the first 1,000 that can be read.
  ///
  /// The rules are tried in a fixed order and the first that fits a record is its schema. A record
  /// whose fields are only some of those another schema needs counts as an incomplete record of that
  /// one, to be rejected when it is read, and not as a mixture. A second look at the same records
  /// finds the fields that count beside the text.
  ///
  /// - Parameter named: the fields that order the records, name their sources, and are their keys:
  ///   they do not count.
  /// - Throws: `tokenised`; `unknownSchema` with the fields found; `mixedSchemas` unless allowed, with
  ///   the place of the first record that differs; `noRecords`; `missingField` for a field to compare
  ///   that none has; under `.stop`, the error of a record of the sample that is not a JSON object.
  public func detectSchema(
    options: ReadPlan.Options, number: FieldPath? = nil, source: FieldPath? = nil,
    key: FieldPath? = nil
  ) throws(CorpusError) -> SchemaChoice {
    if let model {
      return try model.detectSchema(options: options, number: number, source: source, key: key)
    }
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var sample = SchemaSample(options: options, parsers: pair)
    for index in 0..<chunkCount where !sample.isFull {
      let chunk = chunk(index)
      let source = files[chunk.file]
      try chunk.forEachRecord(of: source) { range, arrayFault throws(CorpusError) in
        if !sample.isFull { try sample.add(range, of: source, arrayFault: arrayFault) }
      }
    }
    return try sample.choice(corpus: self, named: [number, source, key], parsers: pair)
  }

  /// A plan for `selections`; the schema is detected if one of them is a view.
  ///
  /// - Throws: as `detectSchema(options:)`; `noRecords` whatever is selected.
  public func plan(
    selections: [Selection], numberField: FieldPath? = nil, sourceField: FieldPath? = nil,
    keyField: FieldPath? = nil, options: ReadPlan.Options = ReadPlan.Options()
  ) throws(CorpusError) -> ReadPlan {
    guard chunkCount > 0 else { throw isEmptyError }
    var choice: SchemaChoice?
    if selections.contains(where: \.needsSchema) {
      choice = try detectSchema(
        options: options, number: numberField, source: sourceField, key: keyField)
    }
    return ReadPlan(
      selections: selections, schema: choice, numberField: numberField, sourceField: sourceField,
      keyField: keyField, options: options)
  }
}

extension Corpus {
  /// That there is no record to look at.
  var isEmptyError: CorpusError {
    CorpusError(
      .noRecords, path: files.count == 1 ? files[0].path : nil,
      detail: "\(form?.emptiness ?? LinesFormat.form.emptiness), expected at least one record")
  }
}
