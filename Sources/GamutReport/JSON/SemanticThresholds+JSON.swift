// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension SemanticThresholds {
  /// The advice without the bins.
  var jsonAdvice: JSONValue { .object(adviceMembers) }

  /// The advice, then the bins.
  var jsonValue: JSONValue { .object(adviceMembers + [JSONMember("bins", jsonBins)]) }

  /// The bins alone.
  var jsonBins: JSONValue { .array(bins.map(\.jsonValue)) }

  private var adviceMembers: [JSONMember] {
    [
      JSONMember("advised", .optional(advised)), JSONMember("reason", .string(reason)),
      JSONMember("removed_at", .optional(removedAtAdvised?.count)),
      JSONMember("removed_at_is", .optional(removedAtAdvised?.name)),
      JSONMember("default", .number(Self.usual)), JSONMember("rows", .integer(rows)),
      JSONMember("counted_rows", .integer(countedRows)),
    ]
  }
}

extension SemanticThresholds.Removed {
  /// How the number is to be taken, as JSON has it.
  fileprivate var name: String {
    switch self {
    case .exactly: "exact"
    case .atMost: "at most"
    case .aboutAtMost: "about, at most"
    }
  }
}

extension SemanticThresholds.Bin {
  fileprivate var jsonValue: JSONValue {
    [
      "low": .number(low), "high": .number(high), "rows": .integer(rows),
      "removed_at": .optional(removed?.count), "removed_at_is": .optional(removed?.name),
      "examples": .array(
        examples.map {
          ["similarity": .number($0.similarity), "a": $0.a.jsonValue, "b": $0.b.jsonValue]
        }),
    ]
  }
}
