// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutReport
import GamutText

/// Looks for what is doubtful about the decisions of a run.
///
/// Removals in favour of another set are not looked at: what stands there counts for nothing here.
struct DoubtSearch {
  let deduplication: Deduplication
  let context: RunContext

  private var source: RecordSource { deduplication.source }

  /// Pairs that are looked at; of more, so many evenly spaced ones.
  static let pairLimit = 16_384
  private static let batchCount = 256
  private static let exampleCount = 3

  /// All that is found.
  func doubts() -> RemovalDoubts {
    var doubts = RemovalDoubts()
    addRemovals(to: &doubts)
    addKept(to: &doubts)
    doubts.cutTexts = deduplication.cutTexts
    let keep = deduplication.options.keep
    if keep.field != nil {
      doubts.withoutNumber = (keep.description, source.withoutNumberCount)
    }
    return doubts
  }
}

/// Two records by their indices.
private struct IndexPair: Hashable, Sendable {
  let record: RecordIndex
  let first: RecordIndex
}

/// How often something is found, and the first few examples.
private struct Tally {
  var count = 0
  var examples: [IndexPair] = []

  mutating func add(_ pair: IndexPair, keeping limit: Int) {
    count += 1
    if examples.count < limit { examples.append(pair) }
  }
}

/// What is found of one pair.
private struct Difference: Sendable {
  let pair: IndexPair
  let fields: [String]
  var isFormAlone = false
}

// MARK: - What went

extension DoubtSearch {
  private func addRemovals(to doubts: inout RemovalDoubts) {
    let all = deduplication.removals.filter { !$0.keeper.isReference && $0.cause != .repeated }
    let removals = Self.spread(all)
    doubts.comparedCount = removals.count
    doubts.isPartial = removals.count < all.count
    let found = Parallel.mapChunks(
      of: removals.count, chunkSize: Self.batchCount, workers: context.workers
    ) { differences(of: removals[$0]) }
    var fields: [String: Tally] = [:]
    var form = Tally()
    for difference in found.joined() {
      for field in difference.fields {
        fields[field, default: Tally()].add(difference.pair, keeping: Self.exampleCount)
      }
      if difference.fields.contains(where: { !isExpected($0) }) { doubts.uncountedCount += 1 }
      if difference.isFormAlone { form.add(difference.pair, keeping: Self.exampleCount) }
    }
    doubts.uncountedFields = list(fields)
    doubts.onlyFormCount = form.count
    doubts.onlyFormExamples = form.examples.map(places)
  }

  /// What removed records have that their keepers have not; those of equal bytes have nothing.
  private func differences(of removals: ArraySlice<Removal>) -> [Difference] {
    let others = removals.filter { !haveEqualBytes($0.record, $0.keeper.index) }
    let fields = source.corpus.uncountedDifferences(
      of: others.map { (source.source(of: $0.record), source.source(of: $0.keeper.index)) },
      by: source.plan)
    return zip(others, fields).map { removal, fields in
      let pair = IndexPair(record: removal.record, first: removal.keeper.index)
      return Difference(
        pair: pair, fields: fields + differencesOfCounted(removal),
        isFormAlone: mayDifferInFormAlone(removal) && differsInFormAlone(pair))
    }
  }

  private func haveEqualBytes(_ a: RecordIndex, _ b: RecordIndex) -> Bool {
    let (a, b) = (source.source(of: a), source.source(of: b))
    guard a.byteCount == b.byteCount else { return false }
    var texts = TextBatch()
    source.corpus.appendSources(of: [a, b], to: &texts)
    return texts.bytes[texts.range(of: 0)] == texts.bytes[texts.range(of: 1)]
  }

  /// The fields that count for copies, but not where texts alone are compared.
  private func differencesOfCounted(_ removal: Removal) -> [String] {
    guard removal.cause != .exact, deduplication.options.alike == .text else { return [] }
    let column = source.columns(of: [removal.record, removal.keeper.index])[0]
    var blank = TextBatch()
    blank.endText()
    blank.endText()
    return ShapedTexts(texts: blank, shapes: blank, fields: column.fields)
      .countedDifferences(between: 0, and: 1) ?? []
  }

  /// Equal words have equal shingles, where words make them.
  private func mayDifferInFormAlone(_ removal: Removal) -> Bool {
    switch removal.cause {
    case .exact, .repeated: false
    case .near: removal.similarity == 1 || deduplication.options.folding != .words
    case .semantic: true
    }
  }

  private func differsInFormAlone(_ pair: IndexPair) -> Bool {
    let texts = source.columns(of: [pair.record, pair.first])[0].texts
    guard texts.bytes[texts.range(of: 0)] != texts.bytes[texts.range(of: 1)] else { return false }
    return texts.withText(0) { WordForm(of: $0) } == texts.withText(1) { WordForm(of: $0) }
  }

  private static func spread(_ removals: [Removal]) -> [Removal] {
    guard removals.count > pairLimit else { return removals }
    return (0..<pairLimit).map { removals[$0 * removals.count / pairLimit] }
  }
}

// MARK: - What stays

extension DoubtSearch {
  /// Fields that say whether a text is right: of one text they cannot say both.
  private static let labels: Set<String> = [
    "label", "labels", "kto_tag", "score", "rating", "reward", "preference", "winner", "is_correct",
    "correct", "is_safe", "safe", "target", "targets", "answer_key", "answerKey",
  ]

  private func addKept(to doubts: inout RemovalDoubts) {
    let pieces = fieldPieces()
    let found = Parallel.mapChunks(of: pieces.count, chunkSize: 1, workers: context.workers) {
      range -> [Difference] in
      let piece = pieces[range.lowerBound]
      let column = source.columns(of: piece)[0]
      return (1..<piece.count).compactMap { i in
        guard let fields = column.countedDifferences(between: 0, and: i), !fields.isEmpty else {
          return nil
        }
        return Difference(pair: IndexPair(record: piece[i], first: piece[0]), fields: fields)
      }
    }
    var fields: [String: Tally] = [:]
    for difference in found.joined() {
      for field in difference.fields {
        fields[field, default: Tally()].add(difference.pair, keeping: Self.exampleCount)
      }
    }
    doubts.keptForFields = list(fields)
    doubts.conflicts = doubts.keptForFields.filter { Self.labels.contains($0.name) }
  }

  /// The records to compare with the first of each piece, up to the bound.
  private func fieldPieces() -> [[RecordIndex]] {
    var pieces: [[RecordIndex]] = []
    var room = Self.pairLimit
    for group in deduplication.fieldGroups {
      let members = group.dropFirst().prefix(room)
      room -= members.count
      for start in stride(from: 0, to: members.count, by: Self.batchCount) {
        pieces.append([group[0]] + members.dropFirst(start).prefix(Self.batchCount))
      }
      if room == 0 { break }
    }
    return pieces
  }
}

// MARK: - How it is listed

extension DoubtSearch {
  /// Names that number records or their contents, in lower case.
  private static let identifiers: Set<String> = [
    "id", "uid", "uuid", "guid", "index", "idx", "row", "hash", "md5", "sha1", "sha256", "created",
    "created_at", "timestamp",
  ]

  private func isExpected(_ field: String) -> Bool {
    let plan = source.plan
    let named = [plan.numberField, plan.sourceField, plan.keyField].compactMap { $0?.text }
    if named.contains(where: { $0 == field || $0.hasPrefix(field + ".") }) { return true }
    let name = field.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return Self.identifiers.contains(name) || name.hasSuffix("_id") || name.hasSuffix("-id")
      || name.hasSuffix("_index") || name.hasSuffix("_hash")
  }

  /// The most frequent first, those of equal counts by their names.
  private func list(_ tallies: [String: Tally]) -> [RemovalDoubts.Field] {
    tallies.map { name, tally in
      RemovalDoubts.Field(
        name: name, count: tally.count, examples: tally.examples.map(places),
        isExpected: isExpected(name))
    }.sorted {
      $0.count != $1.count
        ? $0.count > $1.count : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  private func places(_ pair: IndexPair) -> RemovalDoubts.Pair {
    RemovalDoubts.Pair(
      record: Place(source.place(of: pair.record)), first: Place(source.place(of: pair.first)))
  }
}
