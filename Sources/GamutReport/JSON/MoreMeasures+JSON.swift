// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension MoreMeasures {
  /// Each measure by its name, then what illustrates them.
  var jsonValue: JSONValue {
    var members = JSONMembers()
    for entry in entries { members.add(entry.metric.rawValue, entry.jsonValue) }
    if !openings.isEmpty { members.add("openings", .array(openings.map(\.jsonPattern))) }
    if !templates.isEmpty { members.add("templates", .array(templates.map(\.jsonPattern))) }
    if !novelExamples.isEmpty {
      members.add("novel_examples", .array(novelExamples.map(\.jsonValue)))
    }
    members.add("notes", .array(notes.map { .string($0) }))
    return members.object
  }
}

extension MoreMeasures.Entry {
  /// {`value`, `low`, `high`, …, `meaning`, `change`}.
  var jsonValue: JSONValue {
    guard case .object(var members) = measure.jsonValue else { return measure.jsonValue }
    switch baseline {
    case .equalSets(let value): members.append(JSONMember("expected", .number(value)))
    case .halves(let value): members.append(JSONMember("between_halves", .number(value)))
    case nil: break
    }
    if let pValue { members.append(JSONMember("p_value", .number(pValue))) }
    let text = MoreMeasureText(metric)
    members += [
      JSONMember("meaning", .string(text.meaning)), JSONMember("change", .string(text.change)),
    ]
    return .object(members)
  }
}

extension AnswerReport.Pattern {
  /// {`text`, `rows`, `share`}.
  fileprivate var jsonPattern: JSONValue {
    var members = JSONMembers()
    members.add("text", .shortened(text))
    members.add("rows", .integer(rows))
    members.add("share", share)
    return members.object
  }
}
