// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The fields that the first records of a corpus have, whatever they are read as.
package struct FieldTally: Sendable {
  /// One field at the top of a record.
  package struct Field: Sendable {
    /// Its name, as its first record has it.
    package let name: String
    /// How many of the records hold something in it: null, "", [] and {} are absent.
    package fileprivate(set) var recordCount = 0
  }

  /// The fields in order of appearance; empty for records that are lists of turns.
  package private(set) var fields: [Field] = []
  /// How many records were looked at: those that are JSON, and no more than for a schema.
  package private(set) var recordCount = 0
  private var places: [[UInt8]: Int] = [:]

  /// Whether as many were looked at as there are to be.
  fileprivate var isFull: Bool { recordCount >= SchemaDetector.sampleSize }

  fileprivate mutating func add(_ tape: JSONTape) {
    recordCount += 1
    guard tape.tag(at: JSONTape.rootValue) == .object else { return }
    var isPresent: [Int: Bool] = [:]
    var key = JSONTape.rootValue + 1
    while tape.tag(at: key) == .string {
      let name = tape.bytes(at: key)
      let place = places[name] ?? fields.count
      if place == fields.count {
        places[name] = place
        fields.append(Field(name: tape.text(at: key)))
      }
      // Of a name that is there twice, the last value counts.
      isPresent[place] = !tape.isAbsent(at: key + 1)
      key = tape.index(after: key + 1)
    }
    for (place, isPresent) in isPresent where isPresent { fields[place].recordCount += 1 }
  }
}

extension Corpus {
  /// Looks at the fields of the first 1,000 records that are JSON.
  ///
  /// - Complexity: O(bytes of these records and of those before them that are none).
  package func tallyFields(options: ReadPlan.Options) -> FieldTally {
    let pair = parsers.take()
    defer { parsers.giveBack(pair) }
    var reader = RecordReader(plan: ReadPlan(selections: [], options: options), parsers: pair)
    var tally = FieldTally()
    for index in 0..<chunkCount where !tally.isFull {
      let chunk = chunk(index)
      let source = files[chunk.file]
      do throws(CorpusError) {
        try chunk.forEachRecord(of: source) { range, fault throws(CorpusError) in
          guard !tally.isFull, fault == nil else { return }
          do throws(RecordFault) { tally.add(try reader.tape(of: range, in: source)) } catch {}
        }
      } catch {}  // told, or counted, when the records are read
    }
    return tally
  }
}

extension SchemaChoice {
  /// What a field at the top of a record is to the reader.
  package enum FieldUse: Hashable, Sendable {
    /// Its text, as `asked`, `said` or `turns by their roles`.
    case text(String)
    /// It is none of the text, and two records that differ in it are not the same.
    case counted
    /// Nothing looks at it.
    case unused
  }

  /// What becomes of the field `name`, in any case of letters.
  package func use(of name: String) -> FieldUse {
    let key = name.lowercased()
    let uses = schemas.flatMap(\.fields).filter { $0.name.lowercased() == key }.compactMap(\.use)
    var meanings: [String] = []
    for use in uses where !meanings.contains(use.meaning) { meanings.append(use.meaning) }
    if !meanings.isEmpty { return .text(meanings.joined(separator: ", ")) }
    let isCounted = countedFields.contains {
      $0.lowercased() == key || $0.lowercased().hasPrefix(key + ".")
    }
    return isCounted ? .counted : .unused
  }

  /// Whether every record is one text without sides.
  package var holdsDocuments: Bool {
    schemas.allSatisfy { $0.fields.allSatisfy { $0.content == .text && $0.template == nil } }
  }

  /// Whether records with the fields `names` may have any number of turns.
  package func holdsTurns(in names: [String]) -> Bool {
    let names = Set(names.map { $0.lowercased() })
    return schemas.contains { schema in
      schema.fields.contains {
        $0.holdsTurns && ($0.isRequired || names.contains($0.name.lowercased()))
      }
    }
  }
}
