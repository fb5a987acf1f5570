// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension CoverageReport {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("threshold", .number(threshold))
    // The share has its interval beside it; a gate on `coverage` means the share.
    members.add("share", .number(share.value))
    members.add("low", .optional(share.low))
    members.add("high", .optional(share.high))
    members.add("ceiling", ceiling)
    members.add("share_of_ceiling", shareOfCeiling)
    members.add("mean_max_cosine", meanMaxCosine)
    members.add("unlike", unlike)
    members.add("unlike_level", .number(unlikeLevel))
    members.add("gaps", .array(gaps.map(\.jsonValue)))
    for kind in [Gap.Kind.missing, .thin] {
      members.add("\(kind.rawValue)_count", .integer(gaps.count { $0.kind == kind }))
    }
    members.add("over_represented", .array(overRepresented.map(\.jsonValue)))
    members.add("outside", outside)
    members.add("threshold_reason", .string(thresholdReason))
    members.add("reference_rows", .integer(referenceRows))
    members.add("training_rows", .integer(trainingRows))
    members.add("model", .string(model))
    members.add("curve", .array(curve.map(\.jsonValue)))
    members.add("record_gaps", .array(recordGaps.map(\.jsonValue)))
    members.add("clusters", .array(clusters.map(\.jsonValue)))
    if let more { members.add("more", more.jsonValue) }
    members.add("zero_rows", .integer(zeroRows))
    if let setAside { members.add("set_aside", setAside.jsonValue) }
    members.add("notes", .array(notes.map { .string($0) }))
    return members.object
  }
}

extension CoverageReport.CurvePoint {
  var jsonValue: JSONValue {
    [
      "threshold": .number(threshold), "share": .number(share.value), "low": .optional(share.low),
      "high": .optional(share.high), "ceiling": .optional(ceiling),
    ]
  }
}

extension CoverageReport.Neighbour {
  var jsonValue: JSONValue {
    .object(
      record.place.jsonMembers + [
        JSONMember("text", .shortened(record.text)), JSONMember("cosine", .number(cosine)),
      ])
  }
}

extension CoverageReport.RecordGap {
  var jsonValue: JSONValue {
    [
      "gap": .number(gap), "max_cosine": .number(maxCosine), "record": record.jsonValue,
      "nearest": nearest?.jsonValue ?? nil,
    ]
  }
}

extension CoverageReport.Cluster {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("name", .string(name))
    members.add("reference_rows", .integer(referenceRows))
    members.add("training_rows", .integer(trainingRows))
    members.add("reference_share", referenceShare)
    members.add("training_share", trainingShare)
    members.add("odds_ratio", oddsRatio)
    members.add("p_value", .optional(pValue))
    members.add("q_value", .optional(qValue))
    return members.object
  }
}

extension CoverageReport.Gap {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("kind", .string(kind.rawValue))
    members.add("cluster", .integer(topic))
    members.add("name", .string(name))
    members.add("terms", .array(terms.map { .string($0) }))
    members.add("reference_share", referenceShare)
    members.add("training_share", trainingShare)
    members.add("odds_ratio", oddsRatio)
    members.add("q_value", .optional(qValue))
    members.add("covered", covered)
    members.add("reach_threshold", .number(reachThreshold))
    members.add("reach", reach)
    members.add("own_reach", .number(ownReach))
    // The number has its interval beside it.
    members.add("add", .integer(Int(add.value)))
    members.add("add_low", add.low.map { .integer(Int($0)) } ?? .null)
    members.add("add_high", add.high.map { .integer(Int($0)) } ?? .null)
    members.add("curve", .string(curve.rawValue))
    members.add("reach_after", reachAfter)
    if let budget { members.add("budget", .integer(budget)) }
    if let reachWithBudget { members.add("reach_with_budget", reachWithBudget) }
    members.add("examples", examples.jsonTexts)
    members.add("example_places", examples.jsonPlaces)
    members.add("nearest", .array(nearest.map(\.jsonValue)))
    members.add("annotate_first", .array(annotateFirst.map(\.jsonValue)))
    members.add("coverage_after", .optional(coverageAfter))
    return members.object
  }
}
