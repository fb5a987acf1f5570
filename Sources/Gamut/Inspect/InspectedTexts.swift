// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutUnicode

/// What is counted of the texts of some records, in one look at each.
struct InspectedTexts: Sendable {
  /// The lengths of one kind of text.
  struct Lengths: Sendable {
    var words = LengthColumn()
    var bytes = LengthColumn()
  }

  /// Records without a text that they might have: how many, and the first.
  struct Absence: Sendable {
    private(set) var count = 0
    private(set) var first: Int?

    mutating func add(_ record: Int) {
      count += 1
      if first == nil { first = record }
    }

    mutating func append(_ other: Absence, from start: Int) {
      count += other.count
      if first == nil { first = other.first.map { start + $0 } }
    }
  }

  /// Of each role, by its raw value.
  private(set) var roles = [Lengths](repeating: Lengths(), count: PartRole.allCases.count)
  /// Of all parts of a record together.
  private(set) var whole = Lengths()
  /// How many turns each record has, the operator's left aside.
  private(set) var turns = LengthColumn()
  private(set) var scripts = ScriptCounter()
  /// Of each role, by its raw value; of a text without roles all stands in the first. Nothing is counted where
  /// languages cannot be told.
  private(set) var languages = [LanguageCounter](
    repeating: LanguageCounter(), count: PartRole.allCases.count)
  /// Records that give and ask nothing, in which nothing is said, and which hold no text at all.
  private(set) var promptless = Absence()
  private(set) var responseless = Absence()
  private(set) var textless = Absence()

  init() {}

  /// Looks at the first column of `batch`; records that could not be read are passed over.
  ///
  /// - Parameter hasRoles: whether its parts have roles; those of field paths have none.
  init(_ batch: RecordBatch, hasRoles: Bool) {
    guard let column = batch.columns.first else { return }
    var rejected = batch.rejections[...]
    var reader = TextReader(hasRoles: hasRoles)
    let tellsLanguages = LanguageCounter.problem == nil
    for record in 0..<column.count {
      if rejected.first?.index == record {
        rejected.removeFirst()
        continue
      }
      reader.read(column, record)
      add(reader, record, hasRoles: hasRoles)
      column.texts.withText(record) { scripts.add($0) }
      if tellsLanguages { addLanguages(of: column, record, reader) }
    }
  }

  private mutating func add(_ reader: TextReader, _ record: Int, hasRoles: Bool) {
    let byteCount = reader.byteCounts.reduce(0, +)
    whole.words.append(reader.wordCounts.reduce(0, +), of: record)
    whole.bytes.append(byteCount, of: record)
    if byteCount == 0 { textless.add(record) }
    guard hasRoles else { return }
    for role in PartRole.allCases {
      let i = Int(role.rawValue)
      roles[i].words.append(reader.wordCounts[i], of: record)
      roles[i].bytes.append(reader.byteCounts[i], of: record)
    }
    turns.append(reader.turnCount, of: record)
    func has(_ role: PartRole) -> Bool { reader.byteCounts[Int(role.rawValue)] > 0 }
    if !has(.given), !has(.asked) { promptless.add(record) }
    if !has(.said) { responseless.add(record) }
  }

  /// Looks at the beginning of what the record has of each role.
  private mutating func addLanguages(
    of column: ShapedTexts, _ record: Int, _ reader: borrowing TextReader
  ) {
    for i in languages.indices where reader.byteCounts[i] > 0 {
      var beginning: [UInt8] = []
      column.texts.withText(record) { text in
        reader.forEachPart(of: i, in: text) { part in
          let room = LanguageCounter.byteCount + 4 - beginning.count
          guard room > 0 else { return }
          if !beginning.isEmpty { beginning.append(0x0A) }
          for j in 0..<min(room, part.count) { beginning.append(part[j]) }
        }
      }
      languages[i].add(beginning.span)
    }
  }

  /// Adds what was counted of later records, which begin with record `first`.
  mutating func append(_ other: InspectedTexts, from first: Int) {
    for i in roles.indices {
      roles[i].words.append(other.roles[i].words, from: first)
      roles[i].bytes.append(other.roles[i].bytes, from: first)
    }
    whole.words.append(other.whole.words, from: first)
    whole.bytes.append(other.whole.bytes, from: first)
    turns.append(other.turns, from: first)
    scripts.add(other.scripts)
    for i in languages.indices { languages[i].add(other.languages[i]) }
    promptless.append(other.promptless, from: first)
    responseless.append(other.responseless, from: first)
    textless.append(other.textless, from: first)
  }
}

/// Counts the words, bytes and turns of one text after the other.
private struct TextReader {
  /// Of each role, by its raw value; of a text without roles all stands in the first.
  private(set) var wordCounts = [Int](repeating: 0, count: PartRole.allCases.count)
  private(set) var byteCounts = [Int](repeating: 0, count: PartRole.allCases.count)
  private(set) var turnCount = 0
  private let hasRoles: Bool
  private let folder = WordFolder()
  private var folded = FoldedText()
  private var places: [Int] = []
  private var ends: [Int] = []
  private var wordEnds: [Int] = []

  init(hasRoles: Bool) { self.hasRoles = hasRoles }

  mutating func read(_ column: ShapedTexts, _ record: Int) {
    for i in wordCounts.indices { (wordCounts[i], byteCounts[i]) = (0, 0) }
    turnCount = 0
    places.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var speaker = Speaker.system
    column.shapes.withText(record) { shape in
      PartShape.forEachPart(of: shape, hasNames: hasRoles) { part in
        let place = hasRoles ? Int(part.role.rawValue) : 0
        places.append(place)
        ends.append(part.range.upperBound)
        byteCounts[place] += part.range.count
        let next = Speaker(part.roleByte)
        if next != speaker, next != .system { turnCount += 1 }
        speaker = next
      }
    }
    // Nothing is folded across the line break behind a part, and no word contains one.
    column.texts.withText(record) {
      folder.fold($0, into: &folded, ends: ends, wordEnds: &wordEnds)
    }
    var start = 0
    for (place, end) in zip(places, wordEnds) {
      wordCounts[place] += end - start
      start = end
    }
  }

  /// Lends the parts of the text that was read last whose place is `place`.
  func forEachPart(of place: Int, in text: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    var start = 0
    for (own, end) in zip(places, ends) {
      if own == place, end > start { body(text.extracting(start..<end)) }
      start = min(end + 1, text.count)
    }
  }

  /// Who speaks in a part; material goes with the user's words.
  private enum Speaker {
    case system, user, model, tool

    init(_ roleByte: UInt8) {
      switch roleByte {
      case UInt8(ascii: "s"): self = .system
      case UInt8(ascii: "t"): self = .tool
      case UInt8(ascii: "a"), UInt8(ascii: "h"), UInt8(ascii: "c"), UInt8(ascii: "A"),
        UInt8(ascii: "H"), UInt8(ascii: "C"):
        self = .model
      default: self = .user
      }
    }
  }
}
