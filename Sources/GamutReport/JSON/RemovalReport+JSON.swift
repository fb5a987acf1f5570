// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutJSON

extension RemovalReport {
  /// The section, with what is doubtful about the removals where that was looked for.
  func jsonValue(_ doubts: RemovalDoubts?) -> JSONValue {
    .object(members.map { JSONMember($0.0, $0.1) } + (doubts?.removalMembers ?? []))
  }

  private var members: KeyValuePairs<String, JSONValue> {
    [
      "examples": .array(examples.map(\.jsonValue)),
      "least_similar": .array(leastSimilar.map(\.jsonValue)),
      "different_numbers": .optional(differentNumbers),
      "different_numbers_examples": .array(differentNumbersExamples.map(\.jsonValue)),
      "other_response_examples": .array(otherResponseExamples.map(\.jsonValue)),
      "near_similarity": nearSimilarities?.jsonValue ?? nil,
      "semantic_similarity": semanticSimilarities?.jsonValue ?? nil,
      "largest_groups": .array(largestGroups.map(\.jsonValue)),
      "group_sizes": .array(
        groupSizes.map {
          [
            "from": .integer($0.sizes.lowerBound), "to": .integer($0.sizes.upperBound),
            "groups": .integer($0.groups), "removed": .integer($0.removed),
          ]
        }),
      "sources": .array(sources.map(\.jsonValue)),
    ]
  }
}

extension RemovalReport.Group {
  var jsonValue: JSONValue {
    [
      "size": .integer(size), "example": example.jsonValue, "removed": removed.jsonValue,
      "least_similar": leastSimilar?.jsonValue ?? nil,
    ]
  }
}

extension RemovalReport.Source {
  var jsonValue: JSONValue {
    [
      "name": .string(name), "read": .integer(read), "removed": removed.jsonValue,
      "rejected": .integer(rejected), "kept": .integer(kept),
      "removed_share": .number(removedShare), "removed_for_other_sources": .integer(elsewhere),
    ]
  }
}

extension RemovalReport.Example {
  var jsonValue: JSONValue {
    [
      "cause": .string(cause.rawValue), "similarity": .number(similarity),
      "removed": removed.jsonValue, "kept": kept.jsonValue,
    ]
  }
}

extension AnswerReport {
  var jsonValue: JSONValue {
    [
      "rows": .integer(rows),
      "conflicting_prompts": .optional(conflictingPrompts),
      "conflicting_rows": .optional(conflictingRows),
      "conflicting_answer_words": .optional(conflictingAnswerWords),
      "different_prompts": .optional(differentPrompts),
      "prompted_rows": .optional(promptedRows),
      "conflicts": .array(
        conflicts.map {
          ["prompt": .shortened($0.prompt), "answers": .array($0.answers.map(\.jsonValue))]
        }),
      "refusals": refusals?.jsonValue ?? nil,
      "refusals_corrected": correctedRefusals?.jsonValue ?? nil,
      "refusal_examples": .array(refusalExamples.map(\.jsonValue)),
      "openings": .array(openings.map(\.jsonValue)),
      "repeated": .array(repeated.map(\.jsonValue)),
    ]
  }
}

extension AnswerReport.Pattern {
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("text", .shortened(text))
    members.add("rows", .integer(rows))
    members.add("share", share)
    return members.object
  }
}
