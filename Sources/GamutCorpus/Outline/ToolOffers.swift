// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The tools that a record offers, by their names, with the arguments that each requires.
struct ToolOffers {
  var required: [String: [String]] = [:]
}

/// Reads what tools a record offers, and calls of them.
struct ToolReader {
  private let listParser = JSONParser()
  private let callParser = JSONParser()
  private let argumentParser = JSONParser()

  private static let lists = NameTable([
    "tools", "functions", "available_tools", "function_declarations", "functionDeclarations",
  ])

  /// The tools that the object at `request` offers.
  func offers(_ tape: JSONTape, of request: Int) -> ToolOffers {
    var offers = ToolOffers()
    tape.forEachMember(of: request) { key, value in
      guard Self.lists.number(of: tape, at: key) >= 0 else { return }
      if tape.tag(at: value) == .string {
        guard tape.isJSONContainer(at: value), let inner = parsed(tape, at: value, by: listParser)
        else { return }
        add(inner, at: JSONTape.rootValue, to: &offers)
      } else {
        add(tape, at: value, to: &offers)
      }
    }
    return offers
  }

  private func add(_ tape: JSONTape, at value: Int, to offers: inout ToolOffers) {
    let tools = tape.tag(at: value) == .array ? tape.elements(of: value) : [value]
    for tool in tools {
      for name in ["functionDeclarations", "function_declarations"] as [FieldName] {
        if let inner = tape.member(name, of: tool) { add(tape, at: inner, to: &offers) }
      }
      let function = tape.member("function", of: tool) ?? tape.member("toolSpec", of: tool) ?? tool
      guard let name = tape.member("name", of: function), tape.tag(at: name) == .string else {
        continue
      }
      let schema =
        tape.member("parameters", of: function) ?? tape.member("input_schema", of: function)
      let required = schema.flatMap { tape.member("required", of: $0) }
      offers.required[tape.text(at: name)] =
        required.map { tape.elements(of: $0) }?.filter { tape.tag(at: $0) == .string }
        .map(tape.text(at:)) ?? []
    }
  }

  /// What is wrong with a call.
  struct Call {
    /// The tool's name; nil without one.
    var name: String?
    /// The names of its arguments; nil where they are no object of JSON.
    var arguments: [String]?
  }

  /// The calls at `value`: a list of them, one, or their text.
  func calls(_ tape: JSONTape, at value: Int) -> [Call] {
    switch tape.tag(at: value) {
    case .array: return tape.elements(of: value).map { call(tape, at: $0) }
    case .object: return [call(tape, at: value)]
    case .string:
      guard let inner = parsed(tape, at: value, by: callParser) else { return [Call()] }
      return inner.tag(at: JSONTape.rootValue) == .string
        ? [Call()] : calls(inner, at: JSONTape.rootValue)
    default: return []
    }
  }

  private func call(_ tape: JSONTape, at value: Int) -> Call {
    guard tape.tag(at: value) == .object else { return Call() }
    let places = ToolCallPlaces(tape, at: value)
    let name = places.name.map { tape.text(at: $0) }
    guard let arguments = places.arguments, tape.tag(at: arguments) != .null else {
      return Call(name: name, arguments: [])
    }
    if tape.tag(at: arguments) == .string {
      // A call without arguments has an empty text as often as an empty object.
      if tape.stringByteCount(at: arguments) == 0 { return Call(name: name, arguments: []) }
      let inner = parsed(tape, at: arguments, by: argumentParser)
      return Call(
        name: name, arguments: inner.flatMap { names($0, of: JSONTape.rootValue) })
    }
    return Call(name: name, arguments: names(tape, of: arguments))
  }

  private func names(_ tape: JSONTape, of object: Int) -> [String]? {
    tape.tag(at: object) == .object ? tape.memberNames(of: object) : nil
  }

  private func parsed(_ tape: JSONTape, at index: Int, by parser: JSONParser) -> JSONTape? {
    do throws(RecordFault) {
      return try NestedParser(parser: parser, mode: .tolerant).parse(tape, at: index, name: "")
    } catch { return nil }  // what is no JSON is malformed, which is what is asked here
  }
}
