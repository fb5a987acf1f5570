// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutJSON

extension Corpus {
  /// The fields that two records differ in though they do not count: `id`, `metadata`, `score`.
  ///
  /// A field counts if it is part of the text or one of those beside it. What stands in turns beside
  /// their text is named `[].name`.
  ///
  /// - Parameters:
  ///   - a: a record of this corpus.
  ///   - other: the corpus of `b`.
  ///   - plan: how both are read; a plan of paths has no schema, and then all fields but those of the
  ///     paths do not count.
  /// - Returns: their names in ascending order of bytes; none where one cannot be read.
  /// - Complexity: O(bytes of both records).
  public func uncountedDifferences(
    between a: SourceRange, and b: SourceRange, in other: Corpus? = nil, by plan: ReadPlan
  ) -> [String] {
    guard let left = uncountedFields(of: a, by: plan),
      let right = (other ?? self).uncountedFields(of: b, by: plan)
    else { return [] }
    return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// The values of the fields of a record that do not count, by their names.
  private func uncountedFields(of record: SourceRange, by plan: ReadPlan) -> [String: [UInt8]]? {
    let file = files[record.file]
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var reader = RecordReader(plan: plan, parsers: pair)
    do throws(RecordFault) {
      let tape = try reader.tape(of: record.range, in: file)
      return try reader.uncountedFields(of: tape)
    } catch { return nil }
  }
}

extension RecordReader {
  /// The values of the fields on `tape` that neither are text nor count beside it.
  fileprivate mutating func uncountedFields(
    of tape: JSONTape
  ) throws(RecordFault) -> [String: [UInt8]] {
    let known = try countedNames(of: tape)
    var fields: [String: [UInt8]] = [:]
    forEachMember(of: tape, at: JSONTape.rootValue) { name, place in
      if known.number(of: name.utf8) != nil {
        for turn in tape.elements(of: place) { addTurnFields(tape, turn, to: &fields) }
      } else if !tape.isAbsent(at: place) {
        var value: [UInt8] = []
        CanonicalJSON.append(tape, at: place, without: nil, to: &value)
        fields[name] = value
      }
    }
    for turn in tape.elements(of: JSONTape.rootValue) { addTurnFields(tape, turn, to: &fields) }
    return fields
  }

  private func addTurnFields(
    _ tape: JSONTape, _ turn: Int, to fields: inout [String: [UInt8]]
  ) {
    forEachMember(of: tape, at: turn) { name, place in
      if TurnKey.table.number(of: name.utf8) != nil || tape.isAbsent(at: place) { return }
      CanonicalJSON.append(tape, at: place, without: nil, to: &fields["[].\(name)", default: []])
    }
  }

  private func forEachMember(of tape: JSONTape, at object: Int, _ body: (String, Int) -> Void) {
    guard tape.tag(at: object) == .object else { return }
    var key = object + 1
    while tape.tag(at: key) == .string {
      body(tape.text(at: key), key + 1)
      key = tape.index(after: key + 1)
    }
  }
}

extension ShapedTexts {
  /// The fields in which records `a` and `b` differ, where they are equal but for fields that count:
  /// where nothing else keeps both.
  ///
  /// - Returns: their names in ascending order; none where the records are copies; nil where their
  ///   texts or shapes differ.
  public func countedDifferences(between a: Int, and b: Int) -> [String]? {
    guard texts.bytes[texts.range(of: a)] == texts.bytes[texts.range(of: b)],
      shapes.bytes[shapes.range(of: a)] == shapes.bytes[shapes.range(of: b)]
    else { return nil }
    let (left, right) = (values(of: a), values(of: b))
    return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// The values of the fields of record `index`, by their names.
  private func values(of index: Int) -> [String: [[UInt8]]] {
    let bytes = Array(fields.bytes[fields.range(of: index)])
    var values: [String: [[UInt8]]] = [:]
    for field in CountedFields.fields(in: bytes.span) {
      values[String(decoding: bytes[field.name], as: UTF8.self), default: []].append(
        Array(bytes[field.value]))
    }
    return values
  }
}
