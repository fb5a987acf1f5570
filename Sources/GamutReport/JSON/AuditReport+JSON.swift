// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON

extension AuditReport {
  /// {`records`, `kept`, `outlined`, `checks`: by the names of the checks, …}.
  var jsonValue: JSONValue {
    [
      "records": .integer(records), "kept": .integer(kept), "outlined": .integer(outlined),
      "checks": .object(checks.map { JSONMember($0.check.name, $0.jsonValue) }),
      "languages": .array(languages.map(\.jsonValue)), "undetermined": undetermined.jsonValue,
      "turns": turns?.jsonValue ?? nil, "labels": .array(labels.map(\.jsonValue)),
      "preference": preference?.jsonValue ?? nil,
      "agreements": .array(agreements.map(\.jsonValue)),
      "consistency": consistency?.jsonValue ?? nil, "form": form?.jsonValue ?? nil,
      "sources": .array(sources.map(\.jsonValue)),
      "notes": .array(notes.map { .string($0) }),
    ]
  }
}

extension AuditReport.Check {
  /// {`value`, `low`, `high`, `count`, `of`, `examples`}: a gate means the share.
  fileprivate var jsonValue: JSONValue {
    share.with([
      JSONMember("count", .integer(rows)), JSONMember("of", .integer(of)),
      JSONMember(
        "examples",
        .array(
          examples.map {
            check.isPersonal ? .object($0.place.jsonMembers) : $0.jsonValue
          })),
    ])
  }
}

extension Measure {
  /// {`value`, `low`, `high`} and `members`.
  fileprivate func with(_ members: [JSONMember]) -> JSONValue {
    guard case .object(let own) = jsonValue else { return .object(members) }
    return .object(own + members)
  }
}

extension AuditReport.Sides {
  fileprivate var jsonValue: JSONValue {
    ["prompt": .integer(prompt), "answer": .integer(answer)]
  }
}

extension [AuditReport.Flaw] {
  /// How many records each check found, by its name.
  fileprivate var jsonValue: JSONValue {
    .object(map { JSONMember($0.check.name, .integer($0.rows)) })
  }
}

extension AuditReport.Language {
  fileprivate var jsonValue: JSONValue {
    [
      "code": .string(code), "name": .string(name), "rows": rows.jsonValue,
      "prompt_share": promptShare.jsonValue, "answer_share": answerShare.jsonValue,
      "checks": flaws.jsonValue,
    ]
  }
}

extension AuditReport.Turns {
  fileprivate var jsonValue: JSONValue {
    [
      "median": .integer(median), "most": .integer(most), "several_share": severalShare.jsonValue,
    ]
  }
}

extension AuditReport.Label {
  fileprivate var jsonValue: JSONValue {
    [
      "field": .optional(field), "rows": .integer(rows), "count": .integer(count),
      "effective_count": .number(effectiveCount), "imbalance": .number(imbalance),
      "largest": .array(largest.map(\.jsonValue)), "smallest": smallest.jsonValue,
      "neighbor_agreement": agreement?.jsonValue ?? nil, "suspects": .integer(suspectCount),
      "suspect_examples": .array(
        suspects.map {
          .object(
            $0.record.place.jsonMembers + [
              JSONMember("text", .shortened($0.record.text)),
              JSONMember("label", .string($0.label)),
              JSONMember("expected", .string($0.expected)),
            ])
        }),
    ]
  }
}

extension AuditReport.Label.Class {
  fileprivate var jsonValue: JSONValue {
    share.with([JSONMember("name", .string(name)), JSONMember("count", .integer(rows))])
  }
}

extension AuditReport.Preference {
  fileprivate var jsonValue: JSONValue {
    [
      "pairs": .integer(pairs), "equal": equal.jsonValue, "nearly_equal": nearlyEqual.jsonValue,
      "chosen_longer": chosenLonger.jsonValue, "length_ratio": lengthRatio?.jsonValue ?? nil,
      "examples": .array(examples.map(\.jsonValue)),
    ]
  }
}

extension AuditReport.Agreement {
  fileprivate var jsonValue: JSONValue {
    [
      "fields": .array(fields.map { .string($0) }), "items": .integer(items),
      "raters": .integer(raters), "categories": .array(categories.map { .string($0) }),
      "cohen_kappa": cohen?.jsonValue ?? nil, "fleiss_kappa": fleiss?.jsonValue ?? nil,
      "krippendorff_alpha": alpha?.jsonValue ?? nil,
      "krippendorff_alpha_ordinal": ordinalAlpha?.jsonValue ?? nil,
      "gwet_ac1": gwet?.jsonValue ?? nil, "disputed": .array(disputed.map(\.jsonValue)),
    ]
  }
}

extension AuditReport.Consistency {
  fileprivate var jsonValue: JSONValue {
    alpha.with([
      JSONMember("prompts", .integer(prompts)), JSONMember("answers", .integer(answers)),
    ])
  }
}

extension AuditReport.Form {
  fileprivate var jsonValue: JSONValue {
    func list(_ rows: [Row]) -> JSONValue { .array(rows.map(\.jsonValue)) }
    return [
      "records": .integer(records), "reference_records": .integer(referenceRecords),
      "median_words": .integer(medianWords),
      "reference_median_words": .integer(referenceMedianWords), "lengths": list(lengths),
      "turns": list(turns), "openings": list(openings), "templates": list(templates),
    ]
  }
}

extension AuditReport.Form.Row {
  /// {`at_most`, `more_than` or `text`; `share`, `reference_share`, `difference`}.
  fileprivate var jsonValue: JSONValue {
    let property: JSONMember =
      switch self.property {
      case .atMost(let limit): JSONMember("at_most", .integer(limit))
      case .moreThan(let limit): JSONMember("more_than", .integer(limit))
      case .words(let words): JSONMember("text", .shortened(words))
      }
    return .object([
      property, JSONMember("share", share.jsonValue),
      JSONMember("reference_share", referenceShare.jsonValue),
      JSONMember("difference", difference.jsonValue),
    ])
  }
}

extension AuditReport.Source {
  fileprivate var jsonValue: JSONValue {
    share.with([
      JSONMember("name", .string(name)), JSONMember("count", .integer(rows)),
      JSONMember("language", .optional(language)), JSONMember("checks", flaws.jsonValue),
      JSONMember(
        "nearest",
        .array(
          nearest.map {
            $0.share.with([
              JSONMember("name", .string($0.name)), JSONMember("expected", .number($0.expected)),
            ])
          })),
    ])
  }
}
