// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension MapReport {
  /// What the map shows, without places: they are for eyes, turn with the last bits of a vector, and
  /// a program has the vectors.
  var jsonValue: JSONValue {
    var members = JSONMembers()
    members.add("method", .string(method))
    members.add("rows", .integer(drawnRows))
    members.add("reference_rows", .integer(drawnReferenceRows))
    members.add("neighbours", .integer(neighbours))
    members.add("neighbours_kept", neighboursKept)
    members.add("neighbours_kept_by_components", neighboursKeptByComponents)
    members.add("groups", .array(groups.map(\.jsonValue)))
    members.add("gaps", .array(gaps.map(\.jsonValue)))
    return members.object
  }
}

extension MapReport.Group {
  fileprivate var jsonValue: JSONValue {
    ["name": .string(name), "rows": .integer(rows), "drawn": .integer(points.count)]
  }
}
