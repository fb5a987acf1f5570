// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// Reads the outlines of records off their tapes.
struct OutlineReader {
  private let nested = JSONParser()
  private let toolReader = ToolReader()

  /// Names of lists of what annotators said.
  private static let ratings = NameTable([
    "annotations", "annotation", "ratings", "votes", "judgments", "judgements", "annotator_labels",
    "labels_by_annotator", "annotators", "raters",
  ])
  /// What a rating is called where it is an object.
  private static let ratingValues: [FieldName] = [
    "label", "rating", "value", "score", "category", "choice", "vote", "annotation",
  ]
  /// Fields that hold an answer outside the turns.
  private static let answers = NameTable(
    SchemaNames.preferences.flatMap { [$0.chosen, $0.rejected] } + [
      "completion", "completions", "preferred_output", "response", "answer", "output", "solution",
      "ground_truth",
    ])
  private static let turnNames = NameTable(SchemaNames.turns)
  private static let requestNames = NameTable(SchemaNames.requests)

  /// Longer texts are no labels.
  private static let labelByteLimit = 64

  /// The outline of the record on `tape`.
  func outline(of tape: JSONTape) -> RecordOutline {
    var outline = RecordOutline()
    let root = JSONTape.rootValue
    guard tape.tag(at: root) == .object else {
      addTurns(tape, at: root, tools: ToolOffers(), hasAnswer: false, to: &outline)
      return outline
    }
    var request = root
    var turns: Int?
    var hasAnswer = false
    tape.forEachMember(of: root) { key, value in
      addValue(tape, key, value, to: &outline)
      if Self.turnNames.number(of: tape, at: key) >= 0, tape.holdsTurns(at: value) { turns = value }
      if Self.answers.number(of: tape, at: key) >= 0, !tape.isAbsent(at: value) { hasAnswer = true }
      if Self.requestNames.number(of: tape, at: key) >= 0, tape.tag(at: value) == .object {
        request = value
      }
    }
    if turns == nil, request != root {
      tape.forEachMember(of: request) { key, value in
        if Self.turnNames.number(of: tape, at: key) >= 0 { turns = value }
      }
    }
    guard let turns else { return outline }
    let tools = toolReader.offers(tape, of: request)
    if tape.tag(at: turns) == .string {
      do throws(RecordFault) {
        let inner = try NestedParser(parser: nested, mode: .tolerant).parse(
          tape, at: turns, name: "")
        addTurns(inner, at: root, tools: tools, hasAnswer: hasAnswer, to: &outline)
      } catch {}  // such a record was rejected when it was read
    } else {
      addTurns(tape, at: turns, tools: tools, hasAnswer: hasAnswer, to: &outline)
    }
    return outline
  }

  private func addTurns(
    _ tape: JSONTape, at list: Int, tools: ToolOffers, hasAnswer: Bool,
    to outline: inout RecordOutline
  ) {
    var talk = TalkOutline(tools: tools, reader: toolReader)
    for turn in tape.elements(of: list) { talk.add(tape, turn) }
    outline.turnCount = talk.turnCount
    (outline.applies, outline.found) = talk.checks(hasAnswerElsewhere: hasAnswer)
  }

  private func addValue(
    _ tape: JSONTape, _ key: Int, _ value: Int, to outline: inout RecordOutline
  ) {
    if let text = text(tape, at: value) {
      outline.values.append(RecordOutline.Value(name: tape.text(at: key), text: text))
    } else if tape.tag(at: value) == .array, Self.ratings.number(of: tape, at: key) >= 0 {
      let ratings = tape.elements(of: value).map { rating(tape, at: $0) }
      guard ratings.count > 1, ratings.contains(where: { $0 != nil }) else { return }
      outline.ratings.append(
        RecordOutline.Ratings(name: tape.text(at: key), values: ratings))
    }
  }

  private func rating(_ tape: JSONTape, at place: Int) -> String? {
    guard tape.tag(at: place) == .object else { return text(tape, at: place) }
    return Self.ratingValues.lazy.compactMap { tape.member($0, of: place) }.first
      .flatMap { text(tape, at: $0) }
  }

  /// A short value as text; nil for one that is long, a list, an object or absent.
  private func text(_ tape: JSONTape, at place: Int) -> String? {
    switch tape.tag(at: place) {
    case .string:
      let count = tape.stringByteCount(at: place)
      guard count > 0, count <= Self.labelByteLimit else { return nil }
      return tape.text(at: place)
    case .int, .uint, .double: return tape.numberText(at: place)
    case .yes: return "true"
    case .no: return "false"
    default: return nil
    }
  }
}

extension JSONTape {
  /// Whether the value at `index` is a list of objects, or a string that is one.
  fileprivate func holdsTurns(at index: Int) -> Bool {
    switch tag(at: index) {
    case .array: tag(at: index + 1) == .object
    case .string: isJSONContainer(at: index)
    default: false
    }
  }
}
