// SPDX-License-Identifier: Apache-2.0

extension RemovalReport {
  var jsonValue: JSONValue {
    [
      "examples": .array(examples.map(\.jsonValue)),
      "least_similar": .array(leastSimilar.map(\.jsonValue)),
      "numbers_only": .optional(numbersOnly),
      "numbers_only_examples": .array(numbersOnlyExamples.map(\.jsonValue)),
      "near_similarity": nearSimilarities?.jsonValue ?? nil,
      "largest_groups": .array(
        largestGroups.map { ["size": .integer($0.size), "example": $0.example.jsonValue] }),
      "sources": .array(
        sources.map {
          [
            "name": .string($0.name), "read": .integer($0.read), "removed": $0.removed.jsonValue,
          ]
        }),
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
      "conflicts": .array(
        conflicts.map {
          ["prompt": .shortened($0.prompt), "answers": .array($0.answers.map(\.jsonValue))]
        }),
      "refusals": refusals?.jsonValue ?? nil,
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
