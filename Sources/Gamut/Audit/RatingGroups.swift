// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutDiversity

/// The fields in which several annotators say what they think of one record.
///
/// Three forms are known: a list of ratings in one field; a field for each annotator, `annotation_1` and
/// `annotation_2`; and a count for each class beside the number of annotators, to which they add up.
struct RatingGroups {
  /// Fields that belong together.
  struct Group {
    let fields: [String]
    /// The places of the items among the records looked at more closely.
    let places: [Int]
    let table: RatingTable?
  }

  private(set) var groups: [Group] = []

  /// The names of all fields that are ratings.
  var fieldNames: [String] { groups.flatMap(\.fields) }

  /// Words by which a field for each annotator is known.
  private static let stems = [
    "annot", "rater", "rating", "label", "judg", "vote", "coder", "reviewer",
  ]
  /// What the number of annotators is called.
  private static let totals: Set<String> = [
    "count", "votes", "vote_count", "annotators", "annotator_count", "num_annotators",
    "n_annotators",
  ]

  init(_ fields: LabelFields, _ outlines: [RecordOutline?]) {
    addLists(outlines)
    addFamilies(fields)
    addCounts(fields)
  }

  private mutating func addLists(_ outlines: [RecordOutline?]) {
    var names: [String] = []
    var rows: [String: [(Int, [String?])]] = [:]
    for (place, outline) in outlines.enumerated() {
      for ratings in outline?.ratings ?? [] {
        if rows[ratings.name] == nil { names.append(ratings.name) }
        rows[ratings.name, default: []].append((place, ratings.values))
      }
    }
    for name in names {
      let items = rows[name] ?? []
      groups.append(
        Group(
          fields: [name], places: items.map(\.0),
          table: RatingTable(ratings: items.map(\.1), haveNames: false)))
    }
  }

  private mutating func addFamilies(_ fields: LabelFields) {
    var stems: [String] = []
    var families: [String: [String]] = [:]
    for name in fields.names {
      guard let stem = Self.stem(of: name) else { continue }
      if families[stem] == nil { stems.append(stem) }
      families[stem, default: []].append(name)
    }
    for stem in stems {
      let names = families[stem] ?? []
      guard names.count > 1 else { continue }
      let columns = names.map { fields.columns[$0] ?? [] }
      let places = columns[0].indices.filter { row in columns.contains { $0[row] != nil } }
      groups.append(
        Group(
          fields: names, places: places,
          table: RatingTable(
            ratings: places.map { row in columns.map { $0[row] } }, haveNames: true)))
    }
  }

  /// What `annotation_1` and `annotation_2`, `rater_a` and `rater_b` have in common; nil for other names.
  private static func stem(of name: String) -> String? {
    let lower = name.lowercased()
    var stem = Substring(lower)
    while let last = stem.last, last.isNumber { stem.removeLast() }
    if stem.count == lower.count {
      guard lower.count > 2, let last = lower.last, ("a"..."e").contains(last),
        lower.dropLast().last == "_"
      else { return nil }
      stem.removeLast()
    }
    while let last = stem.last, last == "_" || last == "-" || last == " " { stem.removeLast() }
    return stems.contains { stem.contains($0) } ? String(stem) : nil
  }

  private mutating func addCounts(_ fields: LabelFields) {
    func numbers(_ name: String) -> [Int?] {
      (fields.columns[name] ?? []).map { $0.flatMap { Int($0) } }
    }
    for (place, name) in fields.names.enumerated() where Self.totals.contains(name.lowercased()) {
      let sums = numbers(name)
      // The classes stand beside the number, in any number of fields.
      var names: [String] = []
      var counts: [[Int?]] = []
      for next in fields.names.dropFirst(place + 1) {
        let column = numbers(next)
        guard zip(sums, column).allSatisfy({ ($0 == nil) == ($1 == nil) && ($1 ?? 0) >= 0 }) else {
          break
        }
        names.append(next)
        counts.append(column)
        guard names.count > 1, isSum(sums, of: counts) else { continue }
        let places = sums.indices.filter { sums[$0] != nil }
        let table = RatingTable(
          categories: names, counts: places.flatMap { row in counts.map { $0[row] ?? 0 } })
        groups.append(Group(fields: [name] + names, places: places, table: table))
        break
      }
    }
  }

  private func isSum(_ sums: [Int?], of counts: [[Int?]]) -> Bool {
    sums.contains { $0 != nil }
      && sums.indices.allSatisfy { row in
        guard let sum = sums[row] else { return true }
        var rest = sum
        for column in counts {
          let (difference, isTooMuch) = rest.subtractingReportingOverflow(column[row] ?? 0)
          if isTooMuch || difference < 0 { return false }
          rest = difference
        }
        return rest == 0
      }
  }
}
