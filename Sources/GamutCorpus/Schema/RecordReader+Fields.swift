// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

extension RecordReader {
  /// Adds the texts that `schema` finds on `tape`, and the fields that count beside them.
  mutating func append(_ schema: CompiledSchema, _ tape: JSONTape) throws(RecordFault) {
    members.find(schema.table, in: tape, object: JSONTape.rootValue)
    let talk = schema.chosen < 0 ? PreferredTalk() : preferredTalk(schema, tape)
    for i in schema.contents.indices {
      let value = members[i]
      guard value >= 0 else {
        if schema.isOptional[i] { continue }
        try appendAbsent(schema.fields[i], tape)
        continue
      }
      let content = schema.contents[i]
      if talk.isWhole, content.isHeldByTalk { continue }
      // Strings are most of what there is, and need nothing of the field that must be retained.
      switch (tape.tag(at: value), content) {
      case (.string, .prompt(let role)) where schema.fields[i].template == nil:
        append(tape, at: value, role: role)
      case (.string, .response): append(tape, at: value, role: .assistant)
      case (.string, .text) where schema.fields[i].template == nil:
        append(tape, at: value, role: .text)
      case (_, .chosen):
        try appendChosen(schema.fields[i], tape, at: value, talk)
      case (_, .rejected):
        if !rules.ignores(schema.fields[i].name) {
          appendRejected(schema.fields[i], tape, at: value, talk)
        }
      default:
        // Only an answer may be a list as long as that of the questions: see `isColumn`.
        if content == .response, isColumn(schema, tape, value) {
          throw .columns(schema.fields[i].name)
        }
        try append(schema.fields[i], tape, at: value)
      }
    }
    appendCounted(schema, tape)
  }

  /// A field that must be there and is not: an error, or where the record itself is the field.
  private mutating func appendAbsent(
    _ field: SchemaField, _ tape: JSONTape
  ) throws(RecordFault) {
    switch field.content {
    case .ownTurns:
      try appendTurns(tape, at: JSONTape.rootValue, name: "record", isContext: false)
    case .path(let part):
      try append(SelectedPath(path: part.path, target: .role(Role(of: part.role))), tape)
    default: throw .missing(field.name, in: tape, at: JSONTape.rootValue)
    }
  }

  private mutating func append(
    _ field: SchemaField, _ tape: JSONTape, at value: Int
  ) throws(RecordFault) {
    let name = field.name
    switch field.content {
    case .prompt(let role):
      if let template = field.template, tape.tag(at: value) == .string {
        appendTalk(tape, at: value, TemplateReader.all[template], isContext: true, otherwise: role)
      } else {
        try appendFlexible(tape, at: value, name: name, role: role, isContext: true)
      }
    case .response, .chosen:
      try appendFlexible(tape, at: value, name: name, role: .assistant, isContext: false)
    case .text:
      guard let template = field.template, tape.tag(at: value) == .string else {
        throw .wrongType(name, tape, at: value, expected: "a string")
      }
      appendTalk(tape, at: value, TemplateReader.all[template], isContext: false, otherwise: .text)
    case .turns: try appendTurns(tape, at: value, name: name, isContext: false)
    case .contextTurns: try appendTurns(tape, at: value, name: name, isContext: true)
    case .history: try appendHistory(tape, at: value, name: name)
    case .segments: try appendSegments(tape, at: value, name: name)
    case .inner(let isContext):
      try appendRequest(tape, at: value, name: name, isContext: isContext)
    case .ranked: try appendRanked(tape, at: value, name: name)
    case .thought: appendThoughts(tape, at: value, role: .thought)
    case .path, .ownTurns: try appendAbsent(field, tape)
    case .rejected: break
    }
  }

  /// A string, a turn, a list of strings or turns, or another value where it can be taken as text.
  mutating func appendFlexible(
    _ tape: JSONTape, at value: Int, name: String, role: Role, isContext: Bool
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .string: append(tape, at: value, role: role)
    case .object where role == .input: appendLeaves(tape, at: value, role: role)
    case .object: try appendObject(tape, at: value, name: name, role: role, isContext: isContext)
    case .array where role == .input && !isTurn(tape, at: value + 1):
      appendLeaves(tape, at: value, role: role)
    case .array where role == .system && tape.tag(at: value + 1) == .object:
      try appendContent(tape, at: value, role: role, roleName: [], name: name)
    case .array where tape.tag(at: value + 1) == .object:
      try appendTurns(tape, at: value, name: name, isContext: isContext)
    case .array:
      var i = value + 1
      var number = 0
      while tape.tag(at: i) != .arrayEnd {
        switch tape.tag(at: i) {
        case .string: append(tape, at: i, role: role)
        case let tag where tag.isPlain && (role == .assistant || role == .input):
          appendJSON(tape, at: i, role: role)
        default: throw .wrongType("\(name)[\(number)]", tape, at: i, expected: "a string")
        }
        i = tape.index(after: i)
        number += 1
      }
    case let tag where tag.isPlain && (role == .assistant || role == .input):
      appendJSON(tape, at: value, role: role)
    default: throw .wrongType(name, tape, at: value, expected: "a string or a list of messages")
    }
  }

  /// A turn, or an object that holds the text by one of the usual names.
  private mutating func appendObject(
    _ tape: JSONTape, at value: Int, name: String, role: Role, isContext: Bool
  ) throws(RecordFault) {
    if role != .system, isTurn(tape, at: value) {
      return try appendTurns(tape, at: value, name: name, isContext: isContext)
    }
    for key in ["parts", "content", "text", "value"] as [FieldName] {
      guard let inner = tape.member(key, of: value), tape.tag(at: inner) != .null else { continue }
      return try appendContent(
        tape, at: inner, role: role, roleName: [], name: "\(name).\(key.text)")
    }
    try appendTurns(tape, at: value, name: name, isContext: isContext)
  }

  /// Whether the value at `index` is an object with a role.
  private func isTurn(_ tape: JSONTape, at index: Int) -> Bool {
    guard tape.tag(at: index) == .object else { return false }
    return tape.member("role", of: index) ?? tape.member("from", of: index) != nil
  }

  /// Adds every string and number below `value`: passages with their titles, choices.
  mutating func appendLeaves(_ tape: JSONTape, at value: Int, role: Role) {
    let end = tape.index(after: value)
    var isKey: [Bool] = []  // of the open containers: whether a name is next; arrays have none
    var isArray: [Bool] = []
    var i = value
    while i < end {
      let tag = tape.tag(at: i)
      if tag == .objectEnd || tag == .arrayEnd {
        isKey.removeLast()
        isArray.removeLast()
        i += 1
      } else if let last = isKey.last, last, isArray.last == false {
        isKey[isKey.count - 1] = false
        i = tape.index(after: i)
        continue
      } else if tag == .object || tag == .array {
        if isArray.last == false { isKey[isKey.count - 1] = true }
        isKey.append(tag == .object)
        isArray.append(tag == .array)
        i += 1
        continue
      } else {
        if tag == .string {
          append(tape, at: i, role: role)
        } else if tag != .null {
          appendJSON(tape, at: i, role: role)
        }
        i = tape.index(after: i)
        if isArray.last == false { isKey[isKey.count - 1] = true }
      }
    }
  }

  /// Adds the turns of a string in a chat template; one that does not begin as its texts do is a part
  /// of the role `otherwise`.
  mutating func appendTalk(
    _ tape: JSONTape, at value: Int, _ template: TemplateReader, isContext: Bool, otherwise: Role
  ) {
    let origin = tape.origin(at: value)
    tape.withString(at: value) { text in
      let turns = template.turns(of: text)
      if turns.isEmpty { writer.append(text, role: otherwise, origin: origin) }
      for turn in turns { append(turn, of: text, isContext: isContext, origin) }
    }
  }

  /// Adds one turn of a text in a chat template.
  mutating func append(
    _ turn: TemplateReader.Turn, of text: Span<UInt8>, isContext: Bool,
    _ origin: PartWriter.Origin?
  ) {
    if turn.role == .other { unknownRoles[turn.name, default: 0] += 1 }
    let role = isContext ? turn.role.untrained : turn.role
    if rules.ignoresThoughts, turn.role == .thought { return }
    let place = origin.map {
      PartWriter.Origin(tapeIndex: $0.tapeIndex, offset: turn.range.lowerBound)
    }
    writer.append(
      text.extracting(turn.range), role: role, name: turn.name,
      origin: turn.role == .call ? nil : place)
  }

  /// Adds the string at `index` as a part.
  mutating func append(_ tape: JSONTape, at index: Int, role: Role, name: [UInt8] = []) {
    if role == .other { unknownRoles[name, default: 0] += 1 }
    // A call of a tool without some of its text is not a call: it has no place to be cut at.
    let origin = role.untrained == Role.call.untrained ? nil : tape.origin(at: index)
    tape.withString(at: index) { writer.append($0, role: role, name: name, origin: origin) }
  }

  /// The value at `index` as compact JSON.
  mutating func appendJSON(_ tape: JSONTape, at index: Int, role: Role) {
    var bytes: [UInt8] = []
    JSONText.append(tape, at: index, to: &bytes)
    writer.append(bytes.span, role: role)
  }
}

extension RecordReader {
  /// Whether an answer is a list of texts and so is what is asked: the file is laid out by columns.
  private func isColumn(_ schema: CompiledSchema, _ tape: JSONTape, _ value: Int) -> Bool {
    guard tape.tag(at: value) == .array, tape.tag(at: value + 1) != .object else { return false }
    for i in schema.contents.indices where schema.contents[i] == .prompt(.user) {
      guard let asked = members.place(i), tape.tag(at: asked) == .array,
        tape.tag(at: asked + 1) == .string
      else { continue }
      return true
    }
    return false
  }

  /// Adds the fields that count to those of the record.
  private mutating func appendCounted(_ schema: CompiledSchema, _ tape: JSONTape) {
    for number in members.numbers where number >= schema.contents.count {
      guard let place = members.place(number),
        let field = schema.counted[number - schema.contents.count]
      else { continue }
      appendField(field, tape, at: place)
    }
    appendFields(schema.paths, tape)
  }

  /// Adds the fields at paths to those of the record.
  mutating func appendFields(_ fields: [CompiledSchema.CountedField], _ tape: JSONTape) {
    for field in fields { appendField(field.counted, tape, below: field.path) }
  }

  private mutating func appendField(
    _ field: CompiledSchema.Counted, _ tape: JSONTape, below path: [FieldName]
  ) {
    var place = JSONTape.rootValue
    for name in path {
      guard let next = tape.member(name, of: place) else { return }
      place = next
    }
    appendField(field, tape, at: place)
  }

  private mutating func appendField(
    _ field: CompiledSchema.Counted, _ tape: JSONTape, at place: Int
  ) {
    if tape.isAbsent(at: place) { return }
    writer.fields.append(
      field.name.utf8, field.kind, field.group, repeatsText: field.repeatsText
    ) { bytes in
      // A list of tools may be stored as a string that holds it.
      if field.kind == .value, tape.tag(at: place) == .string, tape.isJSONContainer(at: place) {
        do throws(RecordFault) {
          let inner = try nested.parse(tape, at: place, name: field.name)
          CanonicalJSON.append(
            inner, at: JSONTape.rootValue, without: KnownField.hints, to: &bytes)
          return
        } catch {}  // a string like any other
      }
      CanonicalJSON.append(
        tape, at: place, without: field.group == .other ? nil : KnownField.hints, to: &bytes)
    }
  }
}

extension SchemaField.Content {
  /// Whether a preferred talk that begins with the user's turn has it already.
  fileprivate var isHeldByTalk: Bool {
    switch self {
    case .prompt(.user), .prompt(.input), .contextTurns, .history: true
    default: false
    }
  }
}

extension RecordFault {
  /// Lists of texts where one text is expected.
  fileprivate static func columns(_ name: String) -> RecordFault {
    RecordFault(
      code: .wrongType, field: name,
      detail: "\(OneLine.quoted(name)) and what is asked are lists: the file is laid out by "
        + "columns, expected one record for each example")
  }
}
