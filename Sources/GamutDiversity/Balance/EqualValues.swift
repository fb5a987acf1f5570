// SPDX-License-Identifier: Apache-2.0

/// How often each of some values occurs.
struct EqualValues {
  struct Group {
    let firstRow: Int
    var count: Int
  }

  /// The groups in order of their first rows.
  private(set) var groups: [Group] = []
  /// How many values are not nil.
  private(set) var total = 0

  init<Value: Hashable>(of values: [Value?]) {
    var numbers: [Value: Int] = [:]
    for (row, value) in values.enumerated() {
      guard let value else { continue }
      total += 1
      if let number = numbers[value] {
        groups[number].count += 1
      } else {
        numbers[value] = groups.count
        groups.append(Group(firstRow: row, count: 1))
      }
    }
  }

  /// The groups, most frequent first, then by their first row.
  var byFrequency: [Group] { groups.sorted { (-$0.count, $0.firstRow) < (-$1.count, $1.firstRow) } }
}
