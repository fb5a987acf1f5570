// SPDX-License-Identifier: Apache-2.0

/// What a comparison says, in sentences.
enum ComparisonText {
  /// What a reader should know first.
  static func findings(_ document: ComparisonDocument) -> [Finding] {
    var findings: [Finding] = []
    if !document.differingOptions.isEmpty {
      findings.append(
        Finding(
          .warning,
          "The two reports were made with other options: "
            + document.differingOptions.joined(separator: ", ") + "."))
    }
    if let leaks = document.leaks, leaks.allSatisfy({ $0.exact + $0.near == 0 }) {
      findings.append(
        Finding(.good, "Nothing of the first set is repeated in the second.").proved(at: .leaks))
    }
    for leak in document.leaks ?? [] where leak.exact + leak.near > 0 {
      let count = leak.exact + leak.near
      let verbs = leak.view == "prompt" ? ("asks", "ask") : ("repeats", "repeat")
      let what = "\(count == 1 ? verbs.0 : verbs.1) what"
      findings.append(
        Finding(
          .problem,
          "\(NumberText.count(count, of: "record")) of the second set "
            + "(\(NumberText.percent(leak.share.value))) \(what) is in the first, "
            + "\(NumberText.count(leak.exact)) of them word for word.",
          action: "Where one is for evaluation, take them out."
        ).proved(at: .leaks))
    }
    findings += sources(document.sources ?? []).proved(at: .sources)
    findings += topics(document.lost, "lost", .warning).proved(at: .lost)
    findings += topics(document.gained, "gained", .note).proved(at: .gained)
    let moved = document.figures.filter { $0.hasMoved == true }
    findings.append(
      moved.isEmpty
        ? Finding(.note, "No figure moved beyond its error.")
        : Finding(
          .note,
          "\(NumberText.count(moved.count, of: "figure")) moved beyond "
            + "\(moved.count == 1 ? "its" : "their") error: "
            + moved.map(\.name).joined(separator: ", ") + "."))
    findings = findings.proved(at: .figures)
    return Finding.Severity.allCases.flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }

  /// Sources that are named in a sentence.
  private static let namedSources = 5

  private static func sources(_ sources: [ComparisonDocument.Source]) -> [Finding] {
    let moved = sources.map(\.figure).filter { $0.hasMoved == true }
    guard !moved.isEmpty else { return [] }
    let named = moved.prefix(namedSources).map { figure in
      "\(TextCut(line: figure.name, limit: 40).text) "
        + "(\(percent(figure.a)) to \(percent(figure.b)))"
    }
    let rest = moved.count - named.count
    return [
      Finding(
        .note,
        "\(NumberText.count(moved.count, of: "source")) "
          + "\(moved.count == 1 ? "has another share" : "have other shares") in the second set: "
          + named.joined(separator: ", ")
          + (rest > 0 ? " and \(NumberText.count(rest, of: "other"))." : "."))
    ]
  }

  /// A share; nothing where there is none.
  static func percent(_ measure: Measure?) -> String {
    measure.map { NumberText.percent($0.value) } ?? NumberText.missing
  }

  private static func topics(
    _ topics: [ComparisonDocument.Topic]?, _ verb: String, _ severity: Finding.Severity
  ) -> [Finding] {
    guard let topics, let first = topics.first else { return [] }
    return [
      Finding(
        severity,
        "\(NumberText.count(topics.count, of: "topic")) \(topics.count == 1 ? "was" : "were") \(verb); "
          + "first of all: \(first.name).")
    ]
  }

  /// The verdict on one figure.
  static func verdict(_ figure: ComparisonDocument.Figure) -> String {
    guard let change = figure.change else {
      return figure.a == nil && figure.b == nil ? "in neither" : "in one only"
    }
    if change.value == 0 { return "the same" }
    switch figure.hasMoved {
    case true: return change.value > 0 ? "rose" : "fell"
    case false: return "within error"
    case nil: return "no interval"
    }
  }

  /// The figures, those that moved beyond their error first, then those of which no interval tells.
  static func sorted(_ figures: [ComparisonDocument.Figure]) -> [ComparisonDocument.Figure] {
    func rank(_ figure: ComparisonDocument.Figure) -> Int {
      switch figure.hasMoved {
      case true: 0
      case nil: figure.change.map { $0.value != 0 } == true ? 1 : 3
      case false: 2
      }
    }
    return figures.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }.map(\.element)
  }

  /// What the topics are, in one sentence.
  static let topicsMeaning =
    "Topics of one set to which the other comes less near than the set itself: their records have a "
    + "near one in the other less often than among themselves."
}
