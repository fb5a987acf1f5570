// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension DiversityReport {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("rows", .integer(rows))
    members.add("dimensions", .integer(dimensions))
    members.add("model", .string(model))
    members.add("view", .string(view))
    members.add("duplicate_rate", duplicateRate)
    members.add("effective_rows", effectiveRows)
    members.add("vendi", ["raw": vendiRaw.jsonValue, "centred": vendiCentred.jsonValue])
    members.add("mean_cosine", meanCosine)
    members.add("spread", spread)
    members.add("participation_ratio", participationRatio)
    members.add("effective_rank", effectiveRank)
    members.add("nearest_cosine", nearest?.jsonValue ?? nil)
    members.add("clusters", clusters?.jsonValue ?? nil)
    members.add("map", map?.jsonValue ?? nil)
    if let more { members.add("more", more.jsonValue) }
    members.add("zero_rows", .integer(zeroRows))
    if let setAside { members.add("set_aside", setAside.jsonValue) }
    if let cutTexts { members.add("cut_texts", cutTexts.jsonValue) }
    members.add("notes", .array(notes.map { .string($0) }))
    return members.object
  }
}

extension SetAsideText {
  var jsonValue: JSONValue { ["units": .integer(units), "words": .integer(words)] }
}

extension CutTexts {
  var jsonValue: JSONValue { ["texts": .integer(texts), "tokens": .integer(tokens)] }
}

extension VendiFamily {
  var jsonValue: JSONValue {
    ["0.5": half.jsonValue, "1": one.jsonValue, "2": two.jsonValue, "inf": infinity.jsonValue]
  }
}

extension VendiScore {
  var jsonValue: JSONValue {
    var members = [
      JSONMember("value", .number(value)), JSONMember("corrected", .optional(corrected)),
    ]
    if case .object(let ends) = interval.jsonValue { members += ends }
    return .object(members)
  }
}

extension NearestCosine {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("mean", mean)
    members.add("deciles", .array(deciles.map { .number($0) }))
    members.add("histogram", histogram?.jsonValue ?? nil)
    members.add("bins", thresholds?.jsonBins ?? nil)
    members.add("semantic_threshold", thresholds?.jsonAdvice ?? nil)
    return members.object
  }
}

extension ClusterReport {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("count", .integer(count))
    members.add("count_reason", .string(countReason))
    members.add("hill", hill.jsonValue)
    members.add("evenness", evenness)
    members.add("top_ten_share", topTenShare)
    members.add("grid", .array(grid.map(\.jsonValue)))
    members.add("list", .array(list.map(\.jsonValue)))
    return members.object
  }
}

extension HillNumbers {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("0", zero)
    members.add("1", one)
    members.add("2", two)
    return members.object
  }
}

extension ClusterReport.GridRow {
  var jsonValue: JSONValue {
    [
      "count": .integer(count), "hill_1": .number(hill1), "hill_2": .number(hill2),
      "evenness": .number(evenness), "top_ten_share": .number(topTenShare),
      "silhouette": .optional(silhouette),
    ]
  }
}

extension ClusterReport.Cluster {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("name", .string(name))
    members.add("rows", .integer(rows))
    members.add("share", share)
    members.add("examples", examples.jsonTexts)
    members.add("example_places", examples.jsonPlaces)
    return members.object
  }
}
