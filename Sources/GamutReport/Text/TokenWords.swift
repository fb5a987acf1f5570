// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// What the pages say of tokens, in the words that all of them have in common.
struct TokenWords {
  /// Figures in a table: the names of its columns, and rows of as many cells.
  struct Table {
    let title: String
    let columns: [String]
    let rows: [[String]]
  }

  let report: TokenReport

  /// What was counted, and how.
  var lede: String {
    let by =
      report.tokenizer.map { "by \(TextCut(line: $0, limit: ReportLimits.name).text)" }
      ?? "estimated from letters, without a tokeniser"
    return "\(NumberText.count(report.total, of: "token")) in "
      + "\(NumberText.count(report.counted, of: "record")), \(by)."
  }

  /// What a reader must know of how they were counted.
  var notes: [String] {
    var notes: [String] = []
    if report.isEstimated {
      notes.append(
        "An estimate: of the texts it was measured on it lies within a fifth of what tokenisers of "
          + "today make; of other languages and of code it may be further off.")
    }
    if report.isSampled {
      let interval = MetricRow.text(of: report.allTokens.interval) {
        NumberText.whole($0.rounded())
      }
      notes.append(
        "\(NumberText.count(report.counted)) of \(NumberText.count(report.records)) records were "
          + "looked at, evenly spaced: about \(NumberText.whole(report.allTokens.value.rounded())) "
          + "tokens in all (\(interval)).")
    }
    switch report.marks {
    case .counted(let template, let tokens):
      notes.append(
        "\(NumberText.count(tokens)) of the tokens "
          + "(\(NumberText.percent(report.share(tokens)))) are marks of the chat template, "
          + "\(TextCut(line: template, limit: ReportLimits.name).text).")
    case .unknownTemplate:
      notes.append("The chat template is none of the known ones: its marks were not counted.")
    case .none:
      if !report.areDocuments { notes.append("Without the marks of a chat template.") }
    }
    return notes
  }

  /// The tokens of each kind of text.
  var parts: Table {
    Table(
      title: "By part", columns: ["part", "records", "tokens", "share"],
      rows: report.parts.map {
        [
          name(of: $0.role), NumberText.count($0.records), NumberText.count($0.tokens),
          NumberText.percent(report.share($0.tokens)),
        ]
      })
  }

  /// What a role is called.
  func name(of role: PartRole) -> String {
    if report.areDocuments { return "text, all of it trained" }
    return role == .said ? "said, which is trained" : "\(role)"
  }

  /// The lengths of records, and how many exceed usual limits.
  var lengths: Table {
    let lengths = report.lengths
    let quantiles: [[String]] = [
      ["median", NumberText.count(lengths.median), "", ""],
      ["90 % have at most", NumberText.count(lengths.p90), "", ""],
      ["99 % have at most", NumberText.count(lengths.p99), "", ""],
      ["longest", NumberText.count(lengths.longest), "", ""],
    ]
    return Table(
      title: "By length of record", columns: ["length", "tokens", "longer", "share"],
      rows: quantiles
        // The limits that any record exceeds, and the next, which none does.
        + report.over.prefix(report.over.count { $0.records > 0 } + 1).map {
          [
            "over", NumberText.count($0.limit), NumberText.count($0.records),
            NumberText.percent($0.share.value),
          ]
        })
  }

  /// What training at the named length sees; nil where none was named.
  var maxLength: Table? {
    guard let limit = report.maxLength else { return nil }
    let trained = max(report.trained, 1)
    let total = max(report.total, 1)
    return Table(
      title: "Trained at \(NumberText.count(limit.limit)) tokens",
      columns: ["what is not seen", "count", "share"],
      rows: [
        ["records cut", NumberText.count(limit.cut), NumberText.percent(limit.cutShare.value)],
        [
          "tokens lost", NumberText.count(limit.lost),
          NumberText.percent(Double(limit.lost) / Double(total)),
        ],
        [
          "trained tokens lost", NumberText.count(limit.lostTrained),
          NumberText.percent(Double(limit.lostTrained) / Double(trained)),
        ],
        [
          "records that train on nothing", NumberText.count(limit.untrained),
          NumberText.percent(limit.untrainedShare.value),
        ],
        ["padding, batches of 8", "", NumberText.percent(limit.batchPadding)],
        ["padding, to the length", "", NumberText.percent(limit.fullPadding)],
        [
          "sequences when packed, loss", NumberText.count(limit.packedSequences),
          NumberText.percent(limit.packingLoss),
        ],
      ])
  }

  /// The tokens of each source; nil where there is one alone.
  var sources: Table? {
    guard !report.sources.isEmpty else { return nil }
    let hasCut = report.sources.contains { $0.cut != nil }
    return Table(
      title: "By source",
      columns: ["source", "records", "tokens", "share", "trained"] + (hasCut ? ["cut"] : []),
      rows: report.sources.prefix(Self.sourceCount).map { source in
        [
          source.name.isEmpty ? "(none named)" : source.name, NumberText.count(source.records),
          NumberText.count(source.tokens), NumberText.percent(report.share(source.tokens)),
          NumberText.percent(
            source.tokens > 0 ? Double(source.trained) / Double(source.tokens) : 0),
        ] + (hasCut ? [NumberText.count(source.cut ?? 0)] : [])
      })
  }

  /// How many sources are shown.
  static let sourceCount = 20

  /// All tables there are.
  var tables: [Table] { [parts, lengths] + [maxLength, sources].compactMap { $0 } }

  /// The first of the records that train on nothing.
  var untrained: String? {
    guard let limit = report.maxLength, !limit.untrainedPlaces.isEmpty else { return nil }
    let places = limit.untrainedPlaces.prefix(5).map {
      TextCut(line: $0.description, limit: ReportLimits.name).text
    }
    return "Cut so far that nothing trained is left: \(places.joined(separator: ", "))"
      + (limit.untrainedByCut > places.count ? " …" : "")
  }
}
