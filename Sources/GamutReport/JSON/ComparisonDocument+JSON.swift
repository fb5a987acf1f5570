// SPDX-License-Identifier: Apache-2.0

public import GamutJSON

extension ComparisonDocument {
  /// The document as JSON, indented, with a line break at its end; names and their order are stable.
  public func json() -> [UInt8] {
    var writer = JSONWriter(form: .indented)
    writer.value(jsonValue)
    writer.endLine()
    return writer.bytes
  }

  /// The tree that `json()` writes.
  public var jsonValue: JSONValue {
    func list(_ topics: [Topic]?) -> JSONValue {
      topics.map { .array($0.map(\.jsonValue)) } ?? .null
    }
    return .object([
      JSONMember("schema", .integer(Self.schema)),
      JSONMember("version", .string(version)),
      JSONMember("options", .object(options)),
      JSONMember("a", a.jsonValue),
      JSONMember("b", b.jsonValue),
      JSONMember("sampled", sampled.map { .integer($0) } ?? .null),
      JSONMember(
        "figures", .object(figures.map { JSONMember($0.key, $0.jsonValue) })),
      JSONMember("sources", sources.map { .array($0.map(\.jsonValue)) } ?? .null),
      JSONMember("lost_count", lost.map { .integer($0.count) } ?? .null),
      JSONMember("gained_count", gained.map { .integer($0.count) } ?? .null),
      JSONMember("lost", list(lost)),
      JSONMember("gained", list(gained)),
      JSONMember(
        "leaks",
        leaks.map { .object($0.map { JSONMember($0.view, $0.jsonValue) }) } ?? .null),
      JSONMember(
        "findings",
        .array(
          ComparisonText.findings(self).map {
            ["severity": .string($0.severity.rawValue), "message": .string($0.message)]
          })),
      JSONMember("differing_options", .array(differingOptions.map { .string($0) })),
      JSONMember("notes", .array(notes.map { .string($0) })),
      JSONMember("seconds", .number(seconds)),
    ])
  }
}

extension ComparisonDocument {
  /// Of an earlier report beside this one: {`name`, `figures`, `differing_options`}.
  var baselineValue: JSONValue {
    [
      "name": .string(a.name),
      "figures": .object(figures.map { JSONMember($0.key, $0.jsonValue) }),
      "differing_options": .array(differingOptions.map { .string($0) }),
    ]
  }
}

extension ComparisonDocument.Side {
  fileprivate var jsonValue: JSONValue {
    ["name": .string(name), "records": .integer(records), "bytes": .integer(bytes)]
  }
}

extension ComparisonDocument.Figure {
  fileprivate var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("a", a)
    members.add("b", b)
    members.add("change", change)
    members.add("moved", hasMoved.map { .bool($0) } ?? .null)
    return members.object
  }
}

extension ComparisonDocument.Source {
  /// {`name`} and the members of a figure.
  fileprivate var jsonValue: JSONValue {
    guard case .object(let members) = figure.jsonValue else { return .null }
    return .object([JSONMember("name", .string(name))] + members)
  }
}

extension ComparisonDocument.Topic {
  fileprivate var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("kind", .string(kind.rawValue))
    members.add("name", .string(name))
    members.add("share", share)
    members.add("reach", reach)
    members.add("own_reach", .number(ownReach))
    members.add("examples", .array(examples.map(\.jsonValue)))
    return members.object
  }
}

extension ComparisonDocument.Leak {
  fileprivate var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("exact", .integer(exact))
    members.add("near", .integer(near))
    members.add("share", share)
    members.add(
      "examples",
      .array(
        examples.map {
          ["a": $0.a.jsonValue, "b": $0.b.jsonValue, "similarity": .number($0.similarity)]
        }))
    return members.object
  }
}
