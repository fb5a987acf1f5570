// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON

extension TokenReport {
  /// The section as JSON; counts are those of the records looked at.
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("tokenizer", .optional(tokenizer))
    members.add("algorithm", .optional(algorithm))
    members.add("estimated", .bool(isEstimated))
    members.add("chat_template", marks.jsonValue)
    members.add("records", .integer(records))
    members.add("counted", .integer(counted))
    members.add("total", .integer(total))
    members.add("all_tokens", allTokens)
    members.add("parts", .object(parts.map { JSONMember("\($0.role)", $0.jsonValue(of: self)) }))
    members.add("trained", .integer(trained))
    members.add("trained_share", .number(trainedShare))
    members.add("documents", .bool(areDocuments))
    members.add("lengths", lengths.jsonValue)
    members.add("over", .array(over.map(\.jsonValue)))
    members.add("max_length", maxLength?.jsonValue ?? .null)
    members.add("by_source", .array(sources.map { $0.jsonValue(of: self) }))
    return members.object
  }
}

extension TokenReport.Marks {
  fileprivate var jsonValue: JSONValue {
    switch self {
    case .counted(let template, let tokens):
      ["name": .string(template), "tokens": .integer(tokens)]
    case .unknownTemplate: ["name": nil, "tokens": nil]
    case .none: nil
    }
  }
}

extension TokenReport.Part {
  fileprivate func jsonValue(of report: TokenReport) -> JSONValue {
    [
      "records": .integer(records), "tokens": .integer(tokens),
      "share": .number(report.share(tokens)),
    ]
  }
}

extension TokenReport.Lengths {
  fileprivate var jsonValue: JSONValue {
    [
      "median": .integer(median), "p90": .integer(p90), "p99": .integer(p99),
      "max": .integer(longest), "max_at": .object(place.jsonMembers),
    ]
  }
}

extension TokenReport.Over {
  fileprivate var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("limit", .integer(limit))
    members.add("records", .integer(records))
    // Of a count over all records there is no interval to tell.
    if share.low == nil {
      members.add("share", .number(share.value))
    } else {
      members.add("share", share)
    }
    return members.object
  }
}

extension TokenReport.MaxLength {
  fileprivate var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("limit", .integer(limit))
    members.add("cut", .integer(cut))
    members.add("cut_share", cutShare)
    members.add("lost", .integer(lost))
    members.add("lost_trained", .integer(lostTrained))
    members.add("untrained", .integer(untrained))
    members.add("untrained_share", untrainedShare)
    members.add("untrained_by_cut", .integer(untrainedByCut))
    members.add("untrained_at", .array(untrainedPlaces.map { .object($0.jsonMembers) }))
    members.add("batch_padding", .number(batchPadding))
    members.add("full_padding", .number(fullPadding))
    members.add("packing_loss", .number(packingLoss))
    members.add("packed_sequences", .integer(packedSequences))
    return members.object
  }
}

extension TokenReport.Source {
  fileprivate func jsonValue(of report: TokenReport) -> JSONValue {
    [
      "name": .string(name), "records": .integer(records), "tokens": .integer(tokens),
      "share": .number(report.share(tokens)), "trained": .integer(trained),
      "cut": .optional(cut),
    ]
  }
}
