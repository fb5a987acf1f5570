// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutJSON

/// Where the numbers of a vector stand in a record.
public enum VectorField: Hashable, Sendable {
  /// The record is the list of numbers.
  case record
  /// A field of the record is.
  case path(FieldPath)
}

extension Corpus {
  /// Opens a file whose records are vectors: lists of numbers, one a line or the elements of an
  /// array, or objects that hold them.
  ///
  /// - Throws: as `init(paths:workers:)`.
  public convenience init(vectorsAt path: String) throws(CorpusError) {
    self.init(files: [try SourceFile(path: path, lists: .areRecords)])
  }

  /// Where the records of chunk `index` stand, in order.
  ///
  /// - Throws: `brokenArray`.
  public func sources(ofChunk index: Int) throws(CorpusError) -> [SourceRange] {
    let chunk = chunk(index)
    let source = files[chunk.file]
    var sources: [SourceRange] = []
    try chunk.forEachRecord(of: source) { range, arrayFault throws(CorpusError) in
      if let arrayFault {
        let fault = RecordFault(code: .brokenArray, detail: arrayFault)
        throw source.error(fault.withHint(for: range, in: source), at: range)
      }
      sources.append(
        SourceRange(file: chunk.file, start: range.lowerBound, byteCount: range.count))
    }
    source.didRead(chunk.sourceRange(in: source))
    return sources
  }

  /// Where the vector of a record stands that is one, or an object with one list of numbers.
  ///
  /// - Throws: `missingField` where there is none, or more than one, with the names of the fields;
  ///   the error of a record that cannot be read.
  public func vectorField(of record: SourceRange) throws(CorpusError) -> VectorField {
    try withTape(of: record) { tape throws(RecordFault) in
      guard tape.tag(at: JSONTape.rootValue) != .array else { return .record }
      guard tape.tag(at: JSONTape.rootValue) == .object else { throw .noVector(tape) }
      let names = tape.memberNames(of: JSONTape.rootValue)
      let found = names.filter { name in
        guard let value = tape.member(FieldName(name), of: JSONTape.rootValue) else { return false }
        return tape.tag(at: value) == .array && tape.number(at: value + 1) != nil
      }
      guard found.count == 1 else {
        throw RecordFault(
          code: .missingField,
          detail:
            "\(found.isEmpty ? "no" : "more than one") field is a list of numbers; the fields "
            + "are \(OneLine.list(names))", remedy: .nameVectorField)
      }
      return .path(FieldPath(member: found[0]))
    }
  }

  /// Adds the key of each of some records, in the order given: the string or the number at `field`.
  ///
  /// - Throws: `missingField` where a record has none; the error of one that cannot be read.
  public func appendKeys(
    of records: [SourceRange], at field: FieldPath, to keys: inout TextBatch
  ) throws(CorpusError) {
    for record in records {
      try withTape(of: record) { tape throws(RecordFault) in
        guard tape.tag(at: JSONTape.rootValue) == .object else { throw .notAnObject(tape) }
        guard let place = tape.place(of: field), tape.tag(at: place) != .null else {
          throw .missing(field.text, in: tape, at: JSONTape.rootValue)
        }
        if tape.tag(at: place) == .string {
          tape.withString(at: place) { keys.append($0) }
        } else if let number = tape.numberText(at: place) {
          keys.append(Array(number.utf8).span)
        } else {
          throw .wrongType(field.text, tape, at: place, expected: "a string or a number")
        }
      }
    }
  }

  /// The whole number in the field `index` of each record; nil where the first has none.
  ///
  /// - Throws: the error of a later one that has none, or cannot be read.
  public func rowIndices(of records: [SourceRange]) throws(CorpusError) -> [Int]? {
    let name = FieldName("index")
    var indices: [Int] = []
    indices.reserveCapacity(records.count)
    for record in records {
      let isFirst = indices.isEmpty
      let index = try withTape(of: record) { tape throws(RecordFault) -> Int? in
        let isObject = tape.tag(at: JSONTape.rootValue) == .object
        let place = isObject ? tape.member(name, of: JSONTape.rootValue) : nil
        if let place, tape.tag(at: place) == .int {
          return Int(Int64(bitPattern: tape.word(at: place + 1)))
        }
        if isFirst { return nil }
        if !isObject { throw .notAnObject(tape) }
        guard let place else { throw .missing("index", in: tape, at: JSONTape.rootValue) }
        throw .wrongType("index", tape, at: place, expected: "a whole number, as in the first row")
      }
      guard let index else { return nil }
      indices.append(index)
    }
    return indices
  }

  /// How many numbers the vector of a record has.
  ///
  /// - Throws: as `appendVectors(of:at:columnCount:to:)`.
  public func vectorLength(
    of record: SourceRange, at field: VectorField
  ) throws(CorpusError) -> Int {
    try withTape(of: record) { tape throws(RecordFault) in
      let list = try tape.vector(at: field)
      let end = tape.index(after: list)
      var count = 0
      var i = list + 1
      while i < end - 1 {
        i = tape.index(after: i)
        count += 1
      }
      guard count > 0 else { throw .badVector(field, "it is an empty list, expected numbers") }
      return count
    }
  }

  /// Adds the vectors of some records, in the order given: `columnCount` numbers each.
  ///
  /// - Throws: the fault of the first record that has one: it is not JSON, has not the field, what
  ///   stands there is no list, is of another length, or holds what is no finite number within the
  ///   range of `Float`.
  /// - Complexity: O(bytes of the records); any number of threads may read at once.
  public func appendVectors(
    of records: [SourceRange], at field: VectorField, columnCount: Int, to elements: inout [Float]
  ) throws(CorpusError) {
    for record in records {
      try withTape(of: record) { tape throws(RecordFault) in
        try tape.appendVector(at: field, columnCount: columnCount, to: &elements)
      }
    }
    // Records that follow each other, as those of most calls do, need their pages no more.
    if let first = records.first, let last = records.last, first.file == last.file,
      first.start < last.range.upperBound
    {
      files[first.file].didRead(first.start..<last.range.upperBound)
    }
  }

  /// Parses a record, and gives a fault its place.
  private func withTape<Result>(
    of record: SourceRange, _ body: (JSONTape) throws(RecordFault) -> Result
  ) throws(CorpusError) -> Result {
    let source = files[record.file]
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var tapes = RecordTapes(parsers: pair, mode: .tolerant)
    do throws(RecordFault) {
      return try body(tapes.tape(of: record.range, in: source))
    } catch { throw source.error(error, at: record.range) }
  }
}

extension JSONTape {
  /// The list of the vector at `field`.
  fileprivate func vector(at field: VectorField) throws(RecordFault) -> Int {
    var list = JSONTape.rootValue
    if case .path(let path) = field {
      guard tag(at: list) == .object else { throw .notAnObject(self) }
      guard let found = place(of: path) else {
        throw .missing(path.text, in: self, at: JSONTape.rootValue)
      }
      list = found
    }
    guard tag(at: list) == .array else {
      switch field {
      case .record: throw .noVector(self)
      case .path(let path):
        throw .wrongType(path.text, self, at: list, expected: "a list of numbers")
      }
    }
    return list
  }

  fileprivate func appendVector(
    at field: VectorField, columnCount: Int, to elements: inout [Float]
  ) throws(RecordFault) {
    let list = try vector(at: field)
    var count = 0
    var i = list + 1
    while tag(at: i) != .arrayEnd {
      guard let number = number(at: i) else {
        throw .badVector(field, "element \(count) is \(tag(at: i).name), expected a number")
      }
      let value = Float(number)
      guard value.isFinite else {
        throw .badVector(
          field,
          "element \(count) is \(number), expected a finite number within the range of float32")
      }
      if count < columnCount { elements.append(value) }
      count += 1
      i += 2
    }
    guard count == columnCount else {
      throw .badVector(field, "\(count) numbers, expected \(columnCount) as in the first record")
    }
  }
}

extension RecordFault {
  fileprivate static func badVector(_ field: VectorField, _ detail: String) -> RecordFault {
    switch field {
    case .record: RecordFault(code: .badVector, detail: detail)
    case .path(let path):
      RecordFault(
        code: .badVector, field: path.text, detail: "\(OneLine.quoted(path.text)): \(detail)")
    }
  }

  fileprivate static func noVector(_ tape: JSONTape) -> RecordFault {
    RecordFault(
      code: .wrongType,
      detail: "the record is \(tape.tag(at: JSONTape.rootValue).name), expected a list of numbers")
  }
}
