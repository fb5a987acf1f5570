// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension RemovalDoubts {
  /// What is said of removals: `compared`, `uncounted_fields`, `only_form` and examples of it.
  var removalMembers: [JSONMember] {
    [
      JSONMember("compared", .integer(comparedCount)),
      JSONMember(
        "uncounted_fields",
        .array(uncountedFields.map { $0.jsonValue(record: "removed", first: "kept") })),
      JSONMember("only_form", .integer(onlyFormCount)),
      JSONMember(
        "only_form_examples",
        .array(onlyFormExamples.map { $0.jsonValue(record: "removed", first: "kept") })),
    ]
  }

  /// What is said of records that stay.
  var keptMembers: [JSONMember] {
    [
      JSONMember(
        "kept_for_fields",
        .array(keptForFields.map { $0.jsonValue(record: "second", first: "first") })),
      JSONMember(
        "conflicts", .array(conflicts.map { $0.jsonValue(record: "second", first: "first") })),
      JSONMember("without_keep_field", .optional(withoutNumber?.count)),
    ] + (cutTexts.map { [JSONMember("cut_texts", $0.jsonValue)] } ?? [])
  }
}

extension RemovalDoubts.Field {
  /// {`field`, `count`, `examples`}.
  fileprivate func jsonValue(record: String, first: String) -> JSONValue {
    [
      "field": .string(name), "count": .integer(count),
      "examples": .array(examples.map { $0.jsonValue(record: record, first: first) }),
    ]
  }
}

extension RemovalDoubts.Pair {
  /// The places of both, by their names.
  fileprivate func jsonValue(record: String, first: String) -> JSONValue {
    .object([
      JSONMember(record, .object(self.record.jsonMembers)),
      JSONMember(first, .object(self.first.jsonMembers)),
    ])
  }
}
