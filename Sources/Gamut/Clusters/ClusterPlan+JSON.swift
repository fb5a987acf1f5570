// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutReport

extension ClusterPlan.Summary {
  /// The clusters as one JSON document: `schema`, `version`, `reason`, `notes`, `without_vector`, and for each
  /// cluster, largest first, its number in the lines, its name, how many records it has, and the record
  /// nearest to its centroid.
  public func json() -> [UInt8] {
    var writer = JSONWriter(form: .indented)
    writer.value([
      "schema": .integer(1), "version": .string(Version.number), "reason": .string(reason),
      "notes": .array(notes.map { .string($0) }), "without_vector": .integer(zeroCount),
      "clusters": .array(
        clusters.map {
          [
            "cluster": .integer($0.number), "name": .string($0.name), "rows": .integer($0.count),
            "example": $0.placedExample,
          ]
        }),
    ])
    writer.endLine()
    return writer.bytes
  }
}

extension ClusterPlan.Summary.Cluster {
  /// {`file`, `line` or `row`, `text`}.
  fileprivate var placedExample: JSONValue {
    let position =
      switch place.position {
      case .line(let line): JSONMember("line", .integer(line))
      case .row(let row): JSONMember("row", .integer(row))
      }
    return .object([
      JSONMember("file", .string(place.file)), position, JSONMember("text", .string(example)),
    ])
  }
}
