// SPDX-License-Identifier: Apache-2.0

extension MapReport {
  /// What the map shows, without its dots: they are for eyes, and a program has the vectors.
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
  /// {`name`, `rows`, `drawn`, `x`, `y`}: the medians to three digits, or null.
  fileprivate var jsonValue: JSONValue {
    func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
    let centre = centre
    return [
      "name": .string(name), "rows": .integer(rows), "drawn": .integer(points.count),
      "x": .optional(centre.map { rounded($0.x) }), "y": .optional(centre.map { rounded($0.y) }),
    ]
  }
}
