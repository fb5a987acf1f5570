// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

extension RecordReader {
  /// Calls of tools: a list of them or one, or their text.
  mutating func appendCalls(
    _ tape: JSONTape, at value: Int, isLearned: Bool
  ) throws(RecordFault) {
    switch tape.tag(at: value) {
    case .null: return
    case .string: appendCallText(tape, at: value, isLearned: isLearned)
    case .object: appendCall(tape, at: value, isLearned: isLearned)
    case .array:
      var i = value + 1
      while tape.tag(at: i) != .arrayEnd {
        guard tape.tag(at: i) == .object else {
          throw .wrongType("tool_calls", tape, at: i, expected: "a list of objects")
        }
        appendCall(tape, at: i, isLearned: isLearned)
        i = tape.index(after: i)
      }
    default: throw .wrongType("tool_calls", tape, at: value, expected: "a list of objects")
    }
  }

  /// A call of any type: {function: {name, arguments}}, {custom: {name, input}}, {name, arguments},
  /// {name, input}, {name, args}; of a type without these, the whole of it without its id.
  mutating func appendCall(_ tape: JSONTape, at value: Int, isLearned: Bool) {
    let call = ToolCallPlaces(tape, at: value)
    let role: Role = isLearned ? .call : Role.call.untrained
    if let name = call.name { append(tape, at: name, role: role) }
    if let arguments = call.arguments {
      if tape.tag(at: arguments) == .string {
        append(tape, at: arguments, role: role)
      } else if tape.tag(at: arguments) != .null {
        appendJSON(tape, at: arguments, role: role)
      }
    }
    if call.name == nil, call.arguments == nil {
      var bytes: [UInt8] = []
      CanonicalJSON.append(tape, at: value, without: KnownField.hints, to: &bytes)
      writer.append(bytes.span, role: role)
    }
    if rules.ignores("tool_calls") { return }
    var bytes: [UInt8] = []
    appendValue(of: call, tape, at: value, to: &bytes)
    writer.fields.append("tool_calls".utf8, .call, .calls) { $0 += bytes }
  }

  /// A call that is written as text: JSON of the same forms, or anything.
  mutating func appendCallText(_ tape: JSONTape, at value: Int, isLearned: Bool) {
    append(tape, at: value, role: isLearned ? .call : Role.call.untrained)
    if rules.ignores("tool_calls") { return }
    var values: [[UInt8]] = []
    if tape.isJSONContainer(at: value), let inner = parsedCall(tape, at: value) {
      let root = JSONTape.rootValue
      for place in inner.tag(at: root) == .array ? inner.elements(of: root) : [root] {
        var bytes: [UInt8] = []
        // The arguments of such a call may be a string with JSON again: three levels deep it stays one.
        let call = ToolCallPlaces(inner, at: place)
        if call.isOneOfOurs {
          Self.appendValue(of: call, inner, at: place, to: &bytes) { bytes, arguments in
            CanonicalJSON.append(inner, at: arguments, without: nil, to: &bytes)
          }
        } else {
          CanonicalJSON.append(inner, at: place, without: KnownField.hints, to: &bytes)
        }
        values.append(bytes)
      }
    } else {
      var bytes: [UInt8] = []
      JSONText.append(tape, at: value, to: &bytes)
      values.append(bytes)
    }
    for bytes in values { writer.fields.append("tool_calls".utf8, .call, .calls) { $0 += bytes } }
  }

  /// A call as a value: its name and its arguments, which are JSON where they are written as a string
  /// that is.
  private mutating func appendValue(
    of call: ToolCallPlaces, _ tape: JSONTape, at value: Int, to bytes: inout [UInt8]
  ) {
    guard call.isOneOfOurs else {
      return CanonicalJSON.append(tape, at: value, without: KnownField.hints, to: &bytes)
    }
    var argumentBytes: [UInt8] = []
    if let arguments = call.arguments {
      if tape.tag(at: arguments) == .string, tape.isJSONContainer(at: arguments),
        let inner = parsedCall(tape, at: arguments)
      {
        CanonicalJSON.append(inner, at: JSONTape.rootValue, without: nil, to: &argumentBytes)
      } else {
        CanonicalJSON.append(tape, at: arguments, without: nil, to: &argumentBytes)
      }
    }
    Self.appendValue(of: call, tape, at: value, to: &bytes) { bytes, _ in bytes += argumentBytes }
  }

  private static func appendValue(
    of call: ToolCallPlaces, _ tape: JSONTape, at value: Int, to bytes: inout [UInt8],
    _ appendArguments: (inout [UInt8], Int) -> Void
  ) {
    bytes.append(contentsOf: "{\"arguments\":".utf8)
    if let arguments = call.arguments {
      appendArguments(&bytes, arguments)
    } else {
      bytes.append(contentsOf: "{}".utf8)
    }
    bytes.append(contentsOf: ",\"name\":".utf8)
    if let name = call.name {
      JSONText.append(tape, at: name, to: &bytes)
    } else {
      bytes.append(contentsOf: "null".utf8)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// What the string at `index` is as JSON; nil where it is none.
  private mutating func parsedCall(_ tape: JSONTape, at index: Int) -> JSONTape? {
    let parser = callParser ?? JSONParser()
    callParser = parser
    do throws(RecordFault) {
      return try NestedParser(parser: parser, mode: plan.options.mode).parse(
        tape, at: index, name: "")
    } catch { return nil }  // the text of a call need not be JSON
  }
}

/// Where the name and the arguments of a call stand.
struct ToolCallPlaces {
  let name: Int?
  let arguments: Int?

  /// Whether it has a name or arguments by the usual names.
  var isOneOfOurs: Bool { name ?? arguments != nil }

  init(_ tape: JSONTape, at value: Int) {
    var keys = FoundMembers()
    keys.find(CallKey.table, in: tape, object: value)
    let wrapper = CallKey.wrappers.lazy.compactMap { keys.place($0.rawValue) }.first {
      tape.tag(at: $0) == .object
    }
    if let wrapper { keys.find(CallKey.table, in: tape, object: wrapper) }
    name = CallKey.names.lazy.compactMap { keys.place($0.rawValue) }.first {
      tape.tag(at: $0) == .string
    }
    arguments = CallKey.contents.lazy.compactMap { keys.place($0.rawValue) }.first
  }
}

/// The members of a call that mean something.
private enum CallKey: Int, CaseIterable {
  case function, custom, functionCall, functionCallSnake, toolUse
  case name, toolName, arguments, input, args, parameters, value

  static let table = NameTable(
    allCases.map {
      switch $0 {
      case .functionCallSnake: "function_call"
      case .toolName: "tool_name"
      default: "\($0)"
      }
    })

  /// Those that hold the call itself.
  static let wrappers: [CallKey] = [
    .function, .custom, .functionCall, .functionCallSnake, .toolUse,
  ]
  /// Those that hold the tool's name.
  static let names: [CallKey] = [.name, .toolName, .function]
  /// Those that hold what it is called with.
  static let contents: [CallKey] = [.arguments, .input, .args, .parameters, .value]
}
