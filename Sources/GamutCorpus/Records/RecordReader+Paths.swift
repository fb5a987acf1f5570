// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

extension RecordReader {
  /// Adds the texts at a path to its column, or to the views in its role.
  ///
  /// A text is a string or a list of content parts. Behind a list, null is an empty text (a message
  /// that only calls a tool); elsewhere it is of the wrong type. `[*]` and `[name=value]` may find
  /// nothing, which is an empty text; a name or a number that leads nowhere is an error, unless a `?`
  /// stands behind it.
  mutating func append(_ target: SelectedPath, _ tape: JSONTape) throws(RecordFault) {
    guard tape.tag(at: JSONTape.rootValue) == .object else { throw .notAnObject(tape) }
    try visit(tape, at: JSONTape.rootValue, step: 0, isBehindList: false, target)
  }

  private mutating func visit(
    _ tape: JSONTape, at index: Int, step: Int, isBehindList: Bool, _ target: SelectedPath
  ) throws(RecordFault) {
    let steps = target.path.steps
    guard step < steps.count else {
      return try appendLeaf(tape, at: index, isBehindList: isBehindList, target)
    }
    let isOptional = step < target.path.optionalCount
    if isOptional, tape.tag(at: index) == .null { return }
    if step > 0, tape.tag(at: index) == .string, tape.isJSONContainer(at: index) {
      // A list or an object stored as a string; what is inside of it cannot be stored so again,
      // because there is one parser for it.
      let inner = try nested.parse(tape, at: index, name: target.path.text)
      return try visit(
        inner, at: JSONTape.rootValue, step: step, isBehindList: isBehindList, target)
    }
    switch steps[step] {
    case .member(let name):
      guard tape.tag(at: index) == .object else {
        throw .wrongType(
          target.path.text, tape, at: index, expected: "an object with \(OneLine.quoted(name.text))"
        )
      }
      guard let value = tape.member(name, of: index) else {
        if isOptional { return }
        throw step == 0
          ? .missing(name.text, in: tape, at: index)
          : RecordFault.missing(name.text, in: tape, at: index).below(target.path.text)
      }
      try visit(tape, at: value, step: step + 1, isBehindList: isBehindList, target)
    case .element(let number):
      try requireList(tape, at: index, target)
      guard let element = tape.element(number, of: index) else {
        if isOptional { return }
        throw RecordFault(
          code: .missingField, field: target.path.text,
          detail: "\(OneLine.quoted(target.path.text)): no element \(number) in a list of "
            + "\(tape.elements(of: index).count)")
      }
      try visit(tape, at: element, step: step + 1, isBehindList: true, target)
    case .every:
      try requireList(tape, at: index, target)
      for element in tape.elements(of: index) {
        try visit(tape, at: element, step: step + 1, isBehindList: true, target)
      }
    case .matching(let name, let value):
      try requireList(tape, at: index, target)
      for element in tape.elements(of: index) where tape.hasMember(name, value, at: element) {
        try visit(tape, at: element, step: step + 1, isBehindList: true, target)
      }
    }
  }

  private func requireList(
    _ tape: JSONTape, at index: Int, _ target: SelectedPath
  ) throws(RecordFault) {
    guard tape.tag(at: index) == .array else {
      throw .wrongType(target.path.text, tape, at: index, expected: "a list before the brackets")
    }
  }

  private mutating func appendLeaf(
    _ tape: JSONTape, at index: Int, isBehindList: Bool, _ target: SelectedPath
  ) throws(RecordFault) {
    switch tape.tag(at: index) {
    case .string: appendText(tape, at: index, target)
    case .null where isBehindList || target.path.optionalCount == target.path.steps.count: return
    case .array:
      for element in tape.elements(of: index) {
        let part = try ContentPart.read(
          tape, at: element, name: target.path.text, &partKeys)
        if case .text(let text) = part { appendText(tape, at: text, target) }
      }
    case .int, .uint, .double, .yes, .no:
      // A number is a text where the user says what it is to the model; else it may be a mistake.
      guard case .role(let role) = target.target, role == .assistant || role == .input else {
        throw .wrongType(target.path.text, tape, at: index, expected: "a string")
      }
      appendJSON(tape, at: index, role: role)
    default: throw .wrongType(target.path.text, tape, at: index, expected: "a string")
    }
  }

  private mutating func appendText(_ tape: JSONTape, at index: Int, _ target: SelectedPath) {
    switch target.target {
    case .role(let role): append(tape, at: index, role: role)
    case .column(let column, let number):
      tape.withString(at: index) {
        writer.append($0, column: column, path: number, origin: tape.origin(at: index))
      }
    }
  }
}

extension JSONTape {
  /// Where the first value at `path` stands; nil where there is none.
  func place(of path: FieldPath) -> Int? {
    var index = JSONTape.rootValue
    for step in path.steps {
      var found: Int?
      switch step {
      case .member(let name): found = member(name, of: index)
      case .element(let number): found = element(number, of: index)
      case .every: found = element(0, of: index)
      case .matching(let name, let value):
        found = elements(of: index).first { hasMember(name, value, at: $0) }
      }
      guard let found else { return nil }
      index = found
    }
    return index
  }

  /// Element `number` of the list at `index`; a negative number counts from the end.
  fileprivate func element(_ number: Int, of index: Int) -> Int? {
    let places = elements(of: index)
    let place = number < 0 ? places.count + number : number
    return places.indices.contains(place) ? places[place] : nil
  }

  /// Whether the value at `index` is an object whose member `name` is the string `value`.
  fileprivate func hasMember(_ name: FieldName, _ value: [UInt8], at index: Int) -> Bool {
    guard let member = member(name, of: index), tag(at: member) == .string else { return false }
    return bytes(at: member) == value
  }

  /// Whether the string at `index` looks like a list or an object of JSON.
  func isJSONContainer(at index: Int) -> Bool {
    withString(at: index) { text in
      let start = JSONScanner.skipSpace(text, from: 0)
      guard start < text.count else { return false }
      return text[start] == UInt8(ascii: "[") || text[start] == UInt8(ascii: "{")
    }
  }
}
