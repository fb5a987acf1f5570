// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// Looks at sampled records for what counts beside their text: prose in fields that nobody knows,
/// known fields, roles.
struct FieldSurvey {
  private var reader: RecordReader
  private let options: ReadPlan.Options
  private let known: NameTable
  private let rules: CountingRules
  private var statistics: [[String]: Statistics] = [:]
  private var order: [[String]] = []
  private var seenCounted: Set<String> = []

  /// What is known of one field.
  private struct Statistics {
    var presentCount = 0
    var proseCount = 0
    var repeatCount = 0
  }

  /// A field of fewer words is a label or a name.
  private static let proseWordCount = 8
  /// A part of fewer bytes may stand in any field by chance.
  private static let repeatByteCount = 16
  private static let depthLimit = 4

  /// Begins a survey of records that are read by `choice`.
  init(
    _ choice: SchemaChoice, named: [FieldPath?], options: ReadPlan.Options, parsers: ParserPair
  ) {
    self.options = options
    let plan = ReadPlan(
      selections: [.view(.all)], schema: choice, numberField: named[0], sourceField: named[1],
      keyField: named[2], options: options)
    reader = RecordReader(plan: plan, parsers: parsers)
    rules = plan.rules
    known = NameTable(
      choice.schemas.flatMap { $0.fields.map(\.name) } + KnownField.all.map(\.name))
  }

  /// Looks at a record; one that cannot be read has its turn later.
  mutating func add(_ record: Range<Int>, of source: SourceFile) {
    do throws(RecordFault) {
      let tape = try reader.tape(of: record, in: source)
      try reader.appendParts(of: tape)
      for name in reader.writer.fields.names { seenCounted.insert(name) }
      let own = OwnText(of: reader.writer.columns[0])
      forEachMember(of: tape, at: JSONTape.rootValue) { name, place in
        if known.number(of: name.utf8) == nil { look(at: [name], tape, place, own) }
      }
      reader.writer.endRecord()
    } catch { reader.writer.endRejectedRecord() }  // told, or counted, when the records are read
  }

  private mutating func look(at path: [String], _ tape: JSONTape, _ place: Int, _ own: OwnText) {
    if let name = path.last, KnownField.descriptions.number(of: name.utf8) != nil { return }
    if tape.isAbsent(at: place) { return }
    if tape.tag(at: place) == .object, path.count < Self.depthLimit {
      forEachMember(of: tape, at: place) { name, inner in look(at: path + [name], tape, inner, own)
      }
      return
    }
    if statistics[path] == nil { order.append(path) }
    var field = statistics[path] ?? Statistics()
    field.presentCount += 1
    if holdsProse(tape, place) {
      field.proseCount += 1
      var value: [UInt8] = []
      CanonicalJSON.append(tape, at: place, without: nil, to: &value)
      if own.stands(in: value[...], byteCount: Self.repeatByteCount) { field.repeatCount += 1 }
    }
    statistics[path] = field
  }

  private func forEachMember(of tape: JSONTape, at object: Int, _ body: (String, Int) -> Void) {
    guard tape.tag(at: object) == .object else { return }
    var key = object + 1
    while tape.tag(at: key) == .string {
      body(tape.text(at: key), key + 1)
      key = tape.index(after: key + 1)
    }
  }

  /// Whether a string of the value has eight words or more between white space.
  private func holdsProse(_ tape: JSONTape, _ place: Int) -> Bool {
    let end = tape.index(after: place)
    var i = place
    while i < end {
      switch tape.tag(at: i) {
      case .string where tape.withString(at: i, Self.isProse): return true
      case .int, .uint, .double: i += 2
      default: i += 1
      }
    }
    return false
  }

  private static func isProse(_ text: Span<UInt8>) -> Bool {
    var count = 0
    var isInWord = false
    for i in text.indices {
      let isSpace = text[i] == 0x20 || 0x09...0x0D ~= text[i]
      if !isSpace, !isInWord { count += 1 }
      isInWord = !isSpace
      if count == proseWordCount { return true }
    }
    return false
  }
}

extension FieldSurvey {
  /// The choice with what the survey has shown.
  ///
  /// - Throws: `missingField` where no record of the sample has a field that is to be compared.
  func completed(_ choice: SchemaChoice, seen fields: Set<String>) -> SchemaChoice {
    let compared = options.compared.map { name in
      let field = statistics.first { $0.key.joined(separator: ".") == name }
      return CountedPath(
        names: field?.key ?? name.split(separator: ".").map(String.init),
        isProse: field.map { isProse($0.value) } ?? false, isCompared: true, repeatsText: false)
    }
    let prose = order.filter { path in
      guard let field = statistics[path], isProse(field) else { return false }
      return !rules.ignores(path.joined(separator: ".")) && !rules.ignores(path[0])
        && !options.compared.contains(path.joined(separator: "."))
    }.map { path in
      let field = statistics[path] ?? Statistics()
      return CountedPath(
        names: path, isProse: true, isCompared: false,
        repeatsText: field.repeatCount * 2 >= field.proseCount)
    }
    let names = seenCounted.union((compared + prose).map(\.name))
    let roles = reader.unknownRoles.map {
      SchemaChoice.UnknownRole(name: String(decoding: $0.key, as: UTF8.self), count: $0.value)
    }
    return SchemaChoice(
      choice, countedPaths: compared + prose, countedFields: names.sorted(),
      unknownRoles: roles.sorted { ($1.count, $0.name) < ($0.count, $1.name) }, seen: fields)
  }

  private func isProse(_ field: Statistics) -> Bool {
    field.proseCount * 2 >= field.presentCount && field.proseCount > 0
  }
}
