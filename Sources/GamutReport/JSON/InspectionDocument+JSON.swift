// SPDX-License-Identifier: Apache-2.0

import GamutCore
public import GamutJSON

extension InspectionDocument {
  /// The document as JSON, indented, with a line break at its end.
  ///
  /// The names and their order are stable; `schema` counts their versions. `seconds` is the only field
  /// that may differ between two runs.
  public func json() -> [UInt8] {
    var writer = JSONWriter(form: .indented)
    writer.value(jsonValue)
    writer.endLine()
    return writer.bytes
  }

  /// The tree that `json()` writes.
  public var jsonValue: JSONValue {
    .object([
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("version", .string(version)),
      JSONMember("options", .object(options)),
      JSONMember("files", .array(files.map(\.jsonValue))),
      JSONMember("rows", rows.jsonValue),
      JSONMember("record_schema", recordSchema?.jsonValue ?? nil),
      JSONMember("sampled", .integer(sampledRecords)),
      JSONMember("fields", .array(fields.map(\.jsonValue))),
      JSONMember("parts", .array(parts.map(\.jsonValue))),
      JSONMember("turns", turns?.jsonValue ?? nil),
      JSONMember(
        "lengths", .object(lengths.map { JSONMember($0.name, $0.jsonValue) })),
      JSONMember("tokens", tokens?.jsonValue ?? nil),
      JSONMember("scripts", .array(scripts.map { $0.jsonValue(of: letterCount) })),
      JSONMember(
        "languages",
        languages.map { .object($0.map { JSONMember($0.name, $0.jsonValue) }) } ?? nil),
      JSONMember("problems", .array(problems.map { $0.jsonValue(wording) })),
      JSONMember("further_problems", .integer(furtherProblems)),
      JSONMember("preview", .array(preview.map(\.jsonValue))),
      JSONMember("seconds", .number(seconds)),
    ])
  }

  /// How many letters all texts have.
  var letterCount: Int { scripts.reduce(0) { $0 + $1.letters } }
}

extension InspectionDocument.File {
  fileprivate var jsonValue: JSONValue {
    [
      "name": .string(name), "format": .optional(format), "packing": .optional(packing),
      "bytes": .integer(bytes), "packed_bytes": .optional(packedBytes),
      "records": .integer(records), "rejected": .integer(rejected),
    ]
  }
}

extension InspectionDocument.Rows {
  fileprivate var jsonValue: JSONValue {
    [
      "read": .integer(read), "rejected": .integer(rejected), "empty": .integer(empty),
      "empty_prompt": .integer(emptyPrompt), "empty_response": .integer(emptyResponse),
    ]
  }
}

extension InspectionDocument.RecordSchema {
  fileprivate var jsonValue: JSONValue {
    [
      "names": .array(names.map { .string($0) }), "description": .string(description),
      "documents": .bool(holdsDocuments),
      "inner_counted": .array(innerCounted.map { .string($0) }),
      "unknown_roles": .array(
        unknownRoles.map { ["name": .string($0.name), "turns": .integer($0.turns)] }),
    ]
  }
}

extension InspectionDocument.Field {
  fileprivate var jsonValue: JSONValue {
    let (use, meaning): (JSONValue, JSONValue) =
      switch use {
      case .text(let meaning): ("text", .string(meaning))
      case .counted: ("counted", nil)
      case .unused: ("unused", nil)
      case .unknown: (nil, nil)
      }
    return ["name": .string(name), "use": use, "meaning": meaning, "records": .integer(records)]
  }
}

extension InspectionDocument.Part {
  fileprivate var jsonValue: JSONValue {
    ["role": .string("\(role)"), "records": .integer(records)]
  }
}

extension InspectionDocument.LengthSummary {
  fileprivate var jsonValue: JSONValue {
    [
      "records": .integer(records), "median": .integer(median), "p95": .integer(high),
      "longest": .integer(longest), "longest_at": .object(place.jsonMembers),
    ]
  }
}

extension InspectionDocument.TextLengths {
  fileprivate var jsonValue: JSONValue {
    ["words": words?.jsonValue ?? nil, "bytes": bytes.jsonValue]
  }
}

extension InspectionDocument.Script {
  fileprivate func jsonValue(of letterCount: Int) -> JSONValue {
    [
      "name": .string(name), "code": .string(code), "letters": .integer(letters),
      "share": .number(Double(letters) / Double(max(letterCount, 1))),
      "records": .integer(records),
    ]
  }
}

extension InspectionDocument.RoleLanguages {
  fileprivate var jsonValue: JSONValue {
    [
      "records": .integer(records), "undetermined": .integer(undetermined),
      "languages": .array(
        languages.map {
          [
            "code": .string($0.code), "name": .string($0.name), "records": .integer($0.records),
            "share": .number(Double($0.records) / Double(max(records, 1))),
          ]
        }),
    ]
  }
}

extension InspectionDocument.Problem {
  fileprivate func jsonValue(_ wording: RemedyWording) -> JSONValue {
    var members = [JSONMember("kind", .string(kind))] + (place?.jsonMembers ?? [])
    if let line, !members.contains(where: { $0.name == "line" }) {
      members.append(JSONMember("line", .integer(line)))
    }
    return .object(
      members + [
        JSONMember("reason", .string(reason(in: wording))), JSONMember("count", .integer(count)),
      ])
  }
}

extension InspectionDocument.PreviewedRecord {
  fileprivate var jsonValue: JSONValue {
    .object(
      place.jsonMembers + [
        JSONMember("index", .integer(Int(index))),
        JSONMember(
          "parts",
          .array(parts.map { ["label": .string($0.label), "text": .shortened($0.text)] })),
      ])
  }
}
