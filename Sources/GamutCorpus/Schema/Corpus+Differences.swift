// SPDX-License-Identifier: Apache-2.0

public import GamutCore
internal import GamutJSON

extension Corpus {
  /// The fields that the records of each pair differ in though they do not count: `id`, `metadata`,
  /// `score`.
  ///
  /// A field counts if it is part of the text or one of those beside it. What stands in turns beside
  /// their text is named `[].name`.
  ///
  /// - Parameters:
  ///   - plan: how they are read; a plan of paths has no schema, and then all fields but those of the
  ///     paths do not count.
  /// - Returns: for each pair their names in ascending order of bytes; none where one of its records
  ///   cannot be read.
  /// - Complexity: O(bytes of the records).
  public func uncountedDifferences(
    of pairs: [(SourceRange, SourceRange)], by plan: ReadPlan
  ) -> [[String]] {
    let parsers = parsers.take()
    defer { self.parsers.giveBack(parsers) }
    var reader = RecordReader(plan: plan, parsers: parsers)
    return pairs.map { a, b in
      guard let left = reader.uncountedFields(of: a.range, in: files[a.file]),
        let right = reader.uncountedFields(of: b.range, in: files[b.file])
      else { return [] }
      return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
    }
  }
}

extension RecordReader {
  /// The values of the fields of a record that neither are text nor count beside it, by their names;
  /// nil where it cannot be read.
  fileprivate mutating func uncountedFields(
    of record: Range<Int>, in file: SourceFile
  ) -> [String: [UInt8]]? {
    do throws(RecordFault) {
      return try uncountedFields(of: try tape(of: record, in: file))
    } catch { return nil }
  }

  private mutating func uncountedFields(
    of tape: JSONTape
  ) throws(RecordFault) -> [String: [UInt8]] {
    let known = try countedNames(of: tape)
    var fields: [String: [UInt8]] = [:]
    tape.forEachMember(of: JSONTape.rootValue) { key, place in
      if known.number(of: tape, at: key) >= 0 {
        for turn in tape.elements(of: place) { addTurnFields(tape, turn, to: &fields) }
      } else if !tape.isAbsent(at: place) {
        fields[tape.text(at: key)] = comparable(tape, at: place)
      }
    }
    for turn in tape.elements(of: JSONTape.rootValue) { addTurnFields(tape, turn, to: &fields) }
    return fields
  }

  /// Bytes that are equal exactly if two values are; of a string, which is most of what there is, its
  /// own behind a quote.
  private func comparable(_ tape: JSONTape, at place: Int) -> [UInt8] {
    var value: [UInt8] = []
    if tape.tag(at: place) == .string { return [UInt8(ascii: "\"")] + tape.bytes(at: place) }
    CanonicalJSON.append(tape, at: place, without: nil, to: &value)
    return value
  }

  private func addTurnFields(
    _ tape: JSONTape, _ turn: Int, to fields: inout [String: [UInt8]]
  ) {
    tape.forEachMember(of: turn) { key, place in
      if TurnKey.table.number(of: tape, at: key) >= 0 || tape.isAbsent(at: place) { return }
      CanonicalJSON.append(
        tape, at: place, without: nil, to: &fields["[].\(tape.text(at: key))", default: []])
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
