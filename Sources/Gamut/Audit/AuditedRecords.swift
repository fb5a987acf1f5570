// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutDiversity
import GamutJSON

/// What looking at some records one by one has shown, for an audit of their set.
struct AuditedRecords {
  /// What a closer look at one record has shown.
  struct Outlined: Sendable {
    /// Its place among the records looked at.
    var place: Int
    /// Its turns, tools and short values; nil where it cannot be read.
    var outline: RecordOutline?
    /// Its answer, where it is one short line.
    var shortAnswer: String?
    /// The words of its preferred answer and of the other; nil where there is no such pair.
    var pair: WordPair?
  }

  /// The words of two answers, as hashes in their order.
  struct WordPair: Sendable {
    var chosen: [UInt64]
    var rejected: [UInt64]
  }

  /// The records looked at, ascending.
  let records: [RecordIndex]
  /// What was found in each.
  private(set) var audits: [RecordAudit] = []
  /// The records that were looked at more closely: all of a small set, evenly spaced ones of a large.
  private(set) var outlined: [Outlined] = []

  /// Above so many records, evenly spaced ones are looked at: the standard error of a share is at most
  /// .16 %.
  static let textLimit = 100_000
  /// Above so many, evenly spaced ones are looked at more closely: at most .36 %.
  private static let outlineLimit = 20_000
  /// Longer answers are no labels.
  private static let labelByteLimit = 64

  /// Which of some records are looked at.
  struct Choice: Sendable {
    /// Of each record, its place among those looked at; nil for the others.
    private let places: [Int32?]
    /// Whether each of those looked at is looked at more closely.
    fileprivate let isClose: [Bool]

    /// Chooses of `count` records.
    init(of count: Int) {
      let chosen = AuditedRecords.evenly(Array(0..<count), limit: AuditedRecords.textLimit)
      var places = [Int32?](repeating: nil, count: count)
      for (i, place) in chosen.enumerated() { places[place] = Int32(i) }
      self.places = places
      let close = AuditedRecords.evenly(
        Array(chosen.indices), limit: AuditedRecords.outlineLimit)
      var isClose = [Bool](repeating: false, count: chosen.count)
      for place in close { isClose[place] = true }
      self.isClose = isClose
    }

    /// The place of a record among those looked at; nil for the others.
    func place(of record: Int) -> Int? { places[record].map(Int.init) }
  }

  /// What was found in some of them.
  typealias Part = [(audit: RecordAudit, outlined: Outlined?)]

  /// Looks at the records of `column` that `choice` has chosen; they stand at `places` of all.
  static func look(
    at column: ShapedTexts, places: Range<Int>, _ choice: Choice, hasRoles: Bool
  ) -> Part {
    var auditor = RecordAuditor(tellsLanguages: false, hasRoles: hasRoles)
    var closeAuditor = RecordAuditor(tellsLanguages: true, hasRoles: hasRoles)
    return places.enumerated().compactMap { i, record in
      guard let place = choice.place(of: record) else { return nil }
      guard choice.isClose[place] else { return (auditor.audit(column, i), nil) }
      var (audit, outlined) = look(at: column, i, hasRoles: hasRoles, by: &closeAuditor)
      outlined.place = place
      return (audit, outlined)
    }
  }

  /// Looks at `kept` records of `source`, whose first selection is the whole record.
  init(_ kept: [RecordIndex], of source: RecordSource, workers: Int) {
    let choice = Choice(of: kept.count)
    let hasRoles = source.plan.selections[0].needsSchema
    var parts: [Part] = []
    let chosen = kept.indices.filter { choice.place(of: $0) != nil }
    // Of those chosen all are; the same ones are looked at more closely.
    let all = Choice(of: chosen.count)
    source.forEachPart(of: chosen.map { kept[$0] }, workers: workers) { places, columns in
      Self.look(at: columns[0], places: places, all, hasRoles: hasRoles)
    } count: {
      $0.count
    } _: { _, part in
      parts.append(part)
    }
    self.init(kept, choice, parts, of: source, workers: workers)
  }

  /// The same of what a pass over `kept` records has found, in their order.
  init(
    _ kept: [RecordIndex], _ choice: Choice, _ parts: [Part], of source: RecordSource,
    workers: Int
  ) {
    records = kept.indices.filter { choice.place(of: $0) != nil }.map { kept[$0] }
    for entry in parts.joined() {
      audits.append(entry.audit)
      if let outlined = entry.outlined { self.outlined.append(outlined) }
    }
    addOutlines(of: source, workers: workers)
  }

  private static func look(
    at column: ShapedTexts, _ record: Int, hasRoles: Bool, by auditor: inout RecordAuditor
  ) -> (RecordAudit, Outlined) {
    let audit = auditor.audit(column, record)
    var outlined = Outlined(place: 0)
    let said = column.auditedParts(of: record, hasRoles: hasRoles).filter { $0.role == .said }
    if said.count == 1, said[0].range.count <= labelByteLimit {
      let text = column.texts.withText(record) { String(copying: $0.extracting(said[0].range)) }
      if !text.contains("\n") { outlined.shortAnswer = text }
    }
    if let rejected = rejected(column.fields, record) {
      outlined.pair = WordPair(
        chosen: auditor.saidWords(column, record), rejected: auditor.wordHashes(rejected.span))
    }
    return (audit, outlined)
  }

  private mutating func addOutlines(of source: RecordSource, workers: Int) {
    let ranges = outlined.map { source.source(of: records[$0.place]) }
    let outlines = Parallel.mapChunks(of: ranges.count, chunkSize: 256, workers: workers) {
      source.corpus.outlines(of: Array(ranges[$0]))
    }
    for (i, outline) in outlines.joined().enumerated() {
      outlined[i].outline = outline
      guard let outline else { continue }
      audits[outlined[i].place].applies.formUnion(outline.applies)
      audits[outlined[i].place].found.formUnion(outline.found)
    }
  }

  /// `limit` of `values` at even distances; all where there are no more.
  static func evenly<Value>(_ values: [Value], limit: Int) -> [Value] {
    guard values.count > limit else { return values }
    return (0..<limit).map { values[$0 * values.count / limit] }
  }
}

extension AuditedRecords {
  /// The names under which the answer that another is preferred to is counted.
  private static let rejectedNames: Set<[UInt8]> = Set(
    [
      "rejected", "rejected_response", "rejected_responses", "rejected_messages",
      "rejected_answer", "rejected_output", "rejected_completion", "non_preferred_output",
    ].map { Array($0.utf8) })

  /// The text of the answer that another is preferred to; nil where there is none.
  private static func rejected(_ fields: TextBatch, _ record: Int) -> [UInt8]? {
    fields.withText(record) { bytes in
      let field = CountedFields.fields(in: bytes).first { field in
        rejectedNames.contains(field.name.map { bytes[$0] | 0x20 })
      }
      guard let field else { return nil }
      let value = field.value.map { bytes[$0] }
      do throws(JSONSyntaxError) {
        var text: [UInt8] = []
        appendTexts(of: try JSONTree(parsing: value), to: &text)
        return text
      } catch { return nil }  // a value that is no tree says nothing of its length
    }
  }

  /// Adds the strings of a value, of turns their contents alone.
  private static func appendTexts(of tree: JSONTree, to text: inout [UInt8]) {
    switch tree {
    case .string(let bytes):
      if !text.isEmpty { text.append(0x0A) }
      text += bytes
    case .array(let elements): for element in elements { appendTexts(of: element, to: &text) }
    case .object:
      for name in ["content", "value", "text", "message"] {
        if let content = tree[name] { return appendTexts(of: content, to: &text) }
      }
    default: return
    }
  }
}
