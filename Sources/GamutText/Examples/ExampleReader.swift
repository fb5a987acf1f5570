// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutUnicode

/// Makes of records what the rule of examples compares.
struct ExampleReader: Sendable {
  private let options: TextSketcher.Options
  private let hasher: ShingleHasher
  private var words: ExampleWords
  /// The words of one text at a time, and of fields.
  private var text = FoldedText()
  private var shingles = ShingleBuffer()
  private var numbers = NumberSequence()
  /// Numbers are read of folded words, whatever the shingles are made of.
  private var foldedWords: ExampleWords?
  private let folder: WordFolder

  init(_ options: TextSketcher.Options) {
    self.options = options
    hasher = ShingleHasher(width: options.width)
    words = ExampleWords(options.folding)
    foldedWords = options.folding == .words ? nil : ExampleWords(.words)
    folder = WordFolder(options.folding)
  }

  /// Adds record `index` of `column` to `sets`.
  mutating func read(_ index: Int, of column: ShapedTexts, into sets: inout ShingleSets) {
    column.texts.withText(index) { bytes in
      column.shapes.withText(index) { shape in
        words.read(bytes, shape: shape, by: .units)
        foldedWords?.read(bytes, shape: shape, by: .parts)
      }
      column.fields.withText(index) { fields in read(bytes, fields: fields, into: &sets) }
    }
  }

  private mutating func read(
    _ bytes: Span<UInt8>, fields: Span<UInt8>, into sets: inout ShingleSets
  ) {
    var head = ExampleSets.Head(isDocument: words.isDocument)
    var marks = Marks()
    let firstSet = sets.examples.setEnds.count
    head.talk = readText([.asked, .said], bytes, &marks)
    makeShingles(of: [.asked, .said])
    _ = shingles.appendSet(to: &sets.hashes)
    sets.ends.append(sets.hashes.count)
    if head.isDocument {
      readNumbers(of: .asked)
      sets.numbers.append(numbers.signature)
      var fieldMarks = Marks()
      addFields(fields, &fieldMarks, to: &sets.examples)
      head.signature = fieldMarks.hash
      head.sets = firstSet..<sets.examples.setEnds.count
      sets.examples.add(head)
      return
    }
    head.system = readText(.system, bytes, &marks)
    makeShingles(of: .system)
    sets.examples.addSet(of: &shingles)
    head.given = readText(.given, bytes, &marks)
    makeShingles(of: .given)
    sets.examples.addSet(of: &shingles)
    head.said = readText(.said, bytes, &marks)
    for roles in [PartRoles.given, .asked, .said] {
      readNumbers(of: roles)
      marks.add(numbers.signature)
    }
    marks.add(UInt64(words.parts.count { $0.role == .said }))
    addFields(fields, &marks, to: &sets.examples)
    head.sets = firstSet..<sets.examples.setEnds.count
    head.words = sets.examples.addWords(words.hashes[..<words.wordCount])
    head.units = addUnits(to: &sets.examples)
    head.prompt = words.promptKey
    head.signature = marks.hash
    sets.numbers.append(head.signature)
    sets.examples.add(head)
  }

  /// What must be equal, as one hash.
  private struct Marks {
    private(set) var hash: UInt64 = 0
    mutating func add(_ mark: UInt64) { hash = StableHash.mix(hash ^ mark) &+ 1 }
  }

  /// Reads the text of `roles`; returns its hash, 0 where it has no part.
  private func readText(
    _ roles: PartRoles, _ bytes: Span<UInt8>, _ marks: inout Marks
  ) -> UInt64 {
    let isThere = words.parts.contains { roles.contains($0.role) }
    marks.add(isThere ? 1 : 2)
    let hash = words.withHashes(of: roles) { $0.isEmpty ? nil : WordSequence.hash($0) }
    return hash ?? (isThere ? byteHash(of: roles, bytes) : 0)
  }

  /// Makes the shingles of the text of `roles`.
  private mutating func makeShingles(of roles: PartRoles) {
    switch options.width {
    case .words: Self.append(roles, of: words, by: hasher, to: &shingles)
    case .characters:
      text.removeAll()
      words.append(roles, to: &text)
      hasher.hash(text, into: &shingles)
    }
  }

  private static func append(
    _ roles: PartRoles, of words: borrowing ExampleWords, by hasher: ShingleHasher,
    to shingles: inout ShingleBuffer
  ) {
    shingles.removeAll()
    words.withHashes(of: roles) { hasher.append($0, to: &shingles) }
  }

  /// A hash of the bytes of a text without words.
  private func byteHash(of roles: PartRoles, _ bytes: Span<UInt8>) -> UInt64 {
    var marks = Marks()
    for part in words.parts where roles.contains(part.role) {
      marks.add(StableHash.hash64(bytes.extracting(part.range), seed: 1))
    }
    return marks.hash
  }

  /// Reads the numbers of the text of `roles`.
  private mutating func readNumbers(of roles: PartRoles) {
    if let foldedWords {
      Self.read(roles, of: foldedWords, by: &text, into: &numbers)
    } else {
      Self.read(roles, of: words, by: &text, into: &numbers)
    }
  }

  private static func read(
    _ roles: PartRoles, of words: borrowing ExampleWords, by text: inout FoldedText,
    into numbers: inout NumberSequence
  ) {
    if let range = words.range(of: roles) { return numbers.read(range, of: words.folded) }
    text.removeAll()
    words.append(roles, to: &text)
    numbers.read(text)
  }

  private func addUnits(to sets: inout ExampleSets) -> Range<Int> {
    let first = sets.units.count
    for piece in words.pieces where piece.role != .system {
      let range = UInt32(piece.words.lowerBound)..<UInt32(piece.words.upperBound)
      sets.addUnit(ExampleSets.Unit(role: piece.role, words: range))
    }
    return first..<sets.units.count
  }

  /// Adds the fields: a mark for all that must be equal, a set for each of prose.
  private mutating func addFields(
    _ bytes: Span<UInt8>, _ marks: inout Marks, to sets: inout ExampleSets
  ) {
    if bytes.isEmpty { return }
    for field in CountedFields.fields(in: bytes) {
      marks.add(UInt64(field.kind.rawValue))
      marks.add(StableHash.hash64(bytes.extracting(field.name)))
      guard field.kind == .prose else {
        marks.add(StableHash.hash64(bytes.extracting(field.value)))
        continue
      }
      let prose = ProseText.decoded(bytes.extracting(field.value))
      folder.fold(prose.span, into: &text)
      hasher.hash(text, into: &shingles)
      // Texts without words must be equal.
      marks.add(shingles.count > 0 ? 0 : StableHash.hash64(prose.span, seed: 1))
      sets.addSet(of: &shingles)
    }
  }
}
