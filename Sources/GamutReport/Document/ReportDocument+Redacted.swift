// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension ReportDocument {
  /// The report without any text of the data: places, counts and numbers stay; texts of records are left
  /// out; topics, sources, openings and the like, which are made of words of the data, become numbers;
  /// names of files and fields stay. The findings are drawn again from what is left.
  ///
  /// A new section with texts has a `redacted()` of its own and its line here. A test fills every text
  /// of a document with a word of its own and fails where one is left that is not on its list of what
  /// stays.
  public func redacted() -> ReportDocument {
    var document = self
    // One numbering for all sections; a source that is a file keeps its name.
    var sources = Redaction("source", keeping: (inputs + references).map(\.name))
    document.removals = removals?.redacted(&sources)
    document.audit = audit?.redacted(&sources)
    document.tokens = tokens?.redacted(&sources)
    document.semanticThresholds = semanticThresholds?.redacted()
    document.answers = answers?.redacted()
    document.diversity = diversity?.redacted(&sources)
    document.coverage = coverage?.redacted()
    document.options.append(JSONMember("redacted", true))
    document.findings = findings.isEmpty ? [] : Findings(document: document).list
    return document
  }
}

/// What stands in place of a text, and numbers in place of names.
struct Redaction {
  /// In place of the text of a record.
  static let leftOut = "(text left out)"

  /// What the names are of, such as `topic`.
  private let noun: String
  /// Names that are no text of the data.
  private let known: Set<[UInt8]>
  private var numbers: [[UInt8]: Int] = [:]

  /// Numbers names of `noun`, but for those of `known`.
  init(_ noun: String, keeping known: [String] = []) {
    self.noun = noun
    self.known = Set(known.map { Array($0.utf8) })
  }

  /// `topic 3` for the third name, and for every other that is equal to it in bytes.
  mutating func name(_ name: String) -> String {
    let key = Array(name.utf8)
    if key.isEmpty || known.contains(key) { return name }
    let number = numbers[key] ?? numbers.count + 1
    numbers[key] = number
    return "\(noun) \(number)"
  }
}

extension PlacedText {
  /// The place alone.
  func redacted() -> PlacedText { PlacedText(Redaction.leftOut, at: place) }

  /// Whether there is the place alone.
  var isLeftOut: Bool { text.utf8.elementsEqual(Redaction.leftOut.utf8) }
}

extension [PlacedText] {
  /// The places alone.
  func redacted() -> [PlacedText] { map { $0.redacted() } }
}

extension RemovalReport {
  fileprivate func redacted(_ names: inout Redaction) -> RemovalReport {
    var report = self
    report.examples = examples.map { $0.redacted() }
    report.leastSimilar = leastSimilar.map { $0.redacted() }
    report.differentNumbersExamples = differentNumbersExamples.map { $0.redacted() }
    report.otherResponseExamples = otherResponseExamples.map { $0.redacted() }
    for i in largestGroups.indices {
      report.largestGroups[i].example = largestGroups[i].example.redacted()
      report.largestGroups[i].leastSimilar = largestGroups[i].leastSimilar?.redacted()
    }
    for i in sources.indices { report.sources[i].name = names.name(sources[i].name) }
    return report
  }
}

extension RemovalReport.Example {
  fileprivate func redacted() -> RemovalReport.Example {
    RemovalReport.Example(
      cause: cause, similarity: similarity, removed: removed.redacted(), kept: kept.redacted())
  }
}

extension SemanticThresholds {
  fileprivate func redacted() -> SemanticThresholds {
    var report = self
    for i in bins.indices {
      report.bins[i].examples = bins[i].examples.map {
        Pair(similarity: $0.similarity, a: $0.a.redacted(), b: $0.b.redacted())
      }
    }
    return report
  }
}

extension AnswerReport {
  fileprivate func redacted() -> AnswerReport {
    var report = self
    report.conflicts = conflicts.map {
      Conflict(prompt: Redaction.leftOut, answers: $0.answers.redacted())
    }
    report.refusalExamples = refusalExamples.redacted()
    report.openings = openings.redacted("opening")
    report.repeated = repeated.redacted("answer")
    return report
  }
}

extension [AnswerReport.Pattern] {
  /// Each by its number: `opening 1`.
  fileprivate func redacted(_ noun: String) -> [AnswerReport.Pattern] {
    var names = Redaction(noun)
    return map { AnswerReport.Pattern(text: names.name($0.text), rows: $0.rows, share: $0.share) }
  }
}

extension MoreMeasures {
  fileprivate func redacted() -> MoreMeasures {
    var report = self
    report.openings = openings.redacted("opening")
    report.templates = templates.redacted("template")
    report.novelExamples = novelExamples.redacted()
    return report
  }
}

extension DiversityReport {
  fileprivate func redacted(_ sources: inout Redaction) -> DiversityReport {
    var report = self
    report.nearest?.thresholds = nearest?.thresholds?.redacted()
    report.more = more?.redacted()
    // The map has the same topics.
    var topics = Redaction("topic")
    for i in clusters?.list.indices ?? 0..<0 {
      report.clusters?.list[i].name = topics.name(clusters?.list[i].name ?? "")
      report.clusters?.list[i].examples = clusters?.list[i].examples.redacted() ?? []
    }
    for i in map?.groups.indices ?? 0..<0 {
      report.map?.groups[i].name = topics.name(map?.groups[i].name ?? "")
    }
    var gaps = Redaction("reference topic")
    for i in map?.gaps.indices ?? 0..<0 {
      report.map?.gaps[i].name = gaps.name(map?.gaps[i].name ?? "")
    }
    for i in map?.records?.list.indices ?? 0..<0 {
      report.map?.records?.list[i].beginning = Redaction.leftOut
    }
    report.map?.records?.sources = map?.records?.sources.map { sources.name($0) } ?? []
    return report
  }
}

extension CoverageReport {
  fileprivate func redacted() -> CoverageReport {
    var report = self
    report.more = more?.redacted()
    for i in recordGaps.indices {
      report.recordGaps[i].record = recordGaps[i].record.redacted()
      report.recordGaps[i].nearest = recordGaps[i].nearest?.redacted()
    }
    // The gaps first, whose numbers then are those of their cards, and of the map.
    var topics = Redaction("reference topic")
    for i in gaps.indices {
      report.gaps[i].name = topics.name(gaps[i].name)
      report.gaps[i].terms = []
      report.gaps[i].examples = gaps[i].examples.redacted()
      report.gaps[i].nearest = gaps[i].nearest.map { $0.redacted() }
      report.gaps[i].annotateFirst = gaps[i].annotateFirst.redacted()
    }
    for i in clusters.indices { report.clusters[i].name = topics.name(clusters[i].name) }
    for i in overRepresented.indices {
      report.overRepresented[i].name = topics.name(overRepresented[i].name)
    }
    return report
  }
}

extension CoverageReport.Neighbour {
  fileprivate func redacted() -> CoverageReport.Neighbour {
    CoverageReport.Neighbour(record.redacted(), cosine: cosine)
  }
}
