// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus

// A source is where a record comes from: the value of a field, or else the file it stands in.

extension RecordSource {
  /// The names of the sources: values in order of appearance, or the paths of the files. The source
  /// of records that name none is "".
  public var sourceNames: [String] {
    plan.sourceField == nil ? corpus.files.map(\.path) : columns.sources.names
  }

  /// The place in `sourceNames` of the source of record `index`.
  func sourceNumber(of index: RecordIndex) -> Int {
    plan.sourceField == nil
      ? columns.file(of: index) : Int(columns.sources.numbers[Int(index)])
  }

  /// A field with a value of its own in each record names no sources.
  func requireFewSources() throws(CorpusError) {
    guard columns.sources.hasTooMany, let field = plan.sourceField else { return }
    throw CorpusError(
      .unknownSource, field: field.text,
      detail: "\(OneLine.quoted(field.text)) has more than \(SourceColumn.limit) values; "
        + "expected a field that says where records come from")
  }

  /// How many records each source holds, rejected ones included.
  var sourceCounts: [Int] {
    guard plan.sourceField != nil else { return columns.fileCounts }
    var counts = [Int](repeating: 0, count: columns.sources.names.count)
    for number in columns.sources.numbers { counts[Int(number)] += 1 }
    return counts
  }
}
