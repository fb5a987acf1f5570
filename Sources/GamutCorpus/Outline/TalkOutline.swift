// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// How the turns of one record follow each other, added one by one.
struct TalkOutline {
  /// How many turns there are, those of the operator left aside.
  private(set) var turnCount = 0
  private let tools: ToolOffers
  private let reader: ToolReader
  private var found: AuditChecks = []
  private var hasModelTurn = false
  private var hasCalls = false
  private var hasResults = false
  private var hasUnknownRole = false
  private var last = Speaker.nobody
  /// Whether the last turn is an empty one of the model, and whether another of its turns is not.
  private var isEmptyAnswer = false
  private var hasAnswer = false
  /// Whether the last turn that is no tool's calls one.
  private var isCalling = false

  private enum Speaker {
    case nobody, user, model, tool, other
  }

  init(tools: ToolOffers, reader: ToolReader) {
    self.tools = tools
    self.reader = reader
  }

  /// Adds the turn at `turn`; what is no turn with a role is passed over.
  mutating func add(_ tape: JSONTape, _ turn: Int) {
    var keys = FoundMembers()
    keys.find(TurnKey.table, in: tape, object: turn)
    func place(_ key: TurnKey) -> Int? { keys.place(key.rawValue) }
    guard tape.tag(at: turn) == .object,
      let name = place(.role) ?? place(.from) ?? place(.speaker), tape.tag(at: name) == .string
    else {
      hasUnknownRole = true
      return
    }
    let role = Role.named(tape, at: name)
    let content =
      place(.content) ?? place(.value) ?? place(.text) ?? place(.parts)
      ?? place(.message)
    let calls =
      place(.toolCalls) ?? place(.toolCallsCamel) ?? place(.functionCall)
      ?? place(.functionCallCamel)
    let hasContent = content.map { !isEmpty(tape, at: $0) } ?? false
    let hasMore =
      calls ?? place(.toolResponses) ?? place(.toolResponse) ?? place(.refusal) != nil
      || TurnKey.thoughts.contains { place($0).map { !tape.isAbsent(at: $0) } ?? false }
      || TurnKey.media.contains { place($0) != nil }
    // An answer that is missing altogether is told as such, and not as a turn.
    let holdsNothing = !hasContent && !hasMore
    found.insert(.emptyTurn, if: isEmptyAnswer || holdsNothing && !role.isSpokenByModel)
    isEmptyAnswer = holdsNothing && role.isSpokenByModel
    if role.isSpokenByModel, !holdsNothing { hasAnswer = true }
    if role == .system {
      found.insert(.lateSystem, if: last != .nobody)
      return
    }
    turnCount += 1
    let inner = content.map { Inner(tape, at: $0) } ?? Inner()
    var made = calls.map { reader.calls(tape, at: $0) } ?? []
    if role == .call, let content { made += reader.calls(tape, at: content) }
    made += inner.calls.flatMap { reader.calls(tape, at: $0) }
    let isText = role == .assistant && (content.map { hasCallText(tape, at: $0) } ?? false)
    let holdsResults =
      role == .tool || inner.hasResults || place(.toolResponses) ?? place(.toolResponse) != nil
    check(made)
    step(speaker(role, inner), isCalling: !made.isEmpty || isText, holdsResults: holdsResults)
  }

  private func speaker(_ role: Role, _ inner: Inner) -> Speaker {
    if role == .tool || inner.hasResults { return .tool }
    if role.isSpokenByModel { return .model }
    return role == .user || role == .input ? .user : .other
  }

  /// What the new turn is after those before.
  private mutating func step(_ speaker: Speaker, isCalling calls: Bool, holdsResults: Bool) {
    if holdsResults {
      hasResults = true
      found.insert(.resultWithoutCall, if: !isCalling && speaker == .tool && last != .tool)
    } else if isCalling, last != .tool, !calls {
      found.insert(.callWithoutResult)
    }
    switch speaker {
    case .user: found.insert(.notAlternating, if: last == .user)
    case .model:
      // A thought and its answer, an answer and its call, may be turns of their own.
      found.insert(.notAlternating, if: last == .model && !isCalling && !calls)
      found.insert(.startsWithAnswer, if: last == .nobody)
      hasModelTurn = true
    case .other: hasUnknownRole = true
    case .tool, .nobody: break
    }
    if speaker != .tool { isCalling = calls }
    if calls { hasCalls = true }
    last = speaker
  }

  private mutating func check(_ calls: [ToolReader.Call]) {
    for call in calls {
      guard let name = call.name, let arguments = call.arguments else {
        found.insert(.malformedCall)
        continue
      }
      guard !tools.required.isEmpty else { continue }
      if let required = tools.required[name] {
        found.insert(.missingArgument, if: required.contains { !arguments.contains($0) })
      } else {
        found.insert(.unknownTool)
      }
    }
  }

  /// The checks that apply, and those that found something.
  ///
  /// - Parameter hasAnswerElsewhere: whether the answer to the turns stands in another field.
  func checks(hasAnswerElsewhere: Bool) -> (applies: AuditChecks, found: AuditChecks) {
    guard turnCount > 0 else { return ([], []) }
    var applies = AuditChecks(.lateSystem, .emptyTurn)
    // Several people, or roles of one's own, follow rules of their own.
    if !hasUnknownRole { applies.formUnion(AuditChecks(.notAlternating, .startsWithAnswer)) }
    if !hasAnswerElsewhere { applies.insert(.endsWithoutAnswer) }
    if hasCalls {
      applies.formUnion(AuditChecks(.malformedCall, .callWithoutResult))
      if !tools.required.isEmpty { applies.formUnion(AuditChecks(.unknownTool, .missingArgument)) }
    }
    if hasResults { applies.insert(.resultWithoutCall) }
    var found = found
    found.insert(.endsWithoutAnswer, if: last != .model && last != .nobody)
    found.insert(.emptyTurn, if: isEmptyAnswer && hasAnswer)
    return (applies, found.intersection(applies))
  }
}

extension TalkOutline {
  /// What stands within the parts of a content.
  private struct Inner {
    var calls: [Int] = []
    var hasResults = false

    init() {}

    init(_ tape: JSONTape, at content: Int) {
      for part in tape.elements(of: content) where tape.tag(at: part) == .object {
        if let type = tape.member("type", of: part), tape.tag(at: type) == .string {
          switch tape.text(at: type) {
          case "tool_use", "tool_call", "function_call":
            calls.append(tape.member("value", of: part) ?? part)
          case "tool_result", "tool_response", "function_response": hasResults = true
          default: break
          }
        }
        for name in ["functionCall", "function_call", "toolUse"] as [FieldName] {
          if let call = tape.member(name, of: part) { calls.append(call) }
        }
        for name in ["functionResponse", "function_response", "toolResult"] as [FieldName]
        where tape.member(name, of: part) != nil {
          hasResults = true
        }
      }
    }
  }

  /// Whether a content is absent, white space, or parts that are.
  private func isEmpty(_ tape: JSONTape, at content: Int) -> Bool {
    if tape.isAbsent(at: content) { return true }
    guard tape.tag(at: content) == .string else { return false }
    return tape.withString(at: content) { text in
      for i in text.indices where text[i] > 0x20 { return false }
      return true
    }
  }

  /// Whether an answer calls a tool within its text, as older formats do.
  private func hasCallText(_ tape: JSONTape, at content: Int) -> Bool {
    guard tape.tag(at: content) == .string else { return false }
    let text = tape.text(at: content)
    return text.contains("<functioncall>") || text.contains("<tool_call>")
      || text.contains("<function_call>")
  }
}
