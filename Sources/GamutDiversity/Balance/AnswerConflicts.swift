// SPDX-License-Identifier: Apache-2.0

package import GamutCore

/// Equal prompts with different answers: a model cannot learn both.
package struct AnswerConflicts: Hashable, Sendable {
  /// The prompts in conflict, those with most different answers first, then by first row.
  package let groups: [Group]
  /// The share of the rows that share their prompt with a row of another answer; rows without a
  /// prompt or an answer do not count.
  package let share: Share

  /// How many different prompts the rows have that count in `share`.
  package let promptCount: Int

  /// The rows of one prompt.
  package struct Group: Hashable, Sendable {
    /// The first row of each different answer, ascending.
    package let answers: [Int]
    /// How many rows have the prompt.
    package let rowCount: Int
  }

  /// Groups rows by prompt and compares their answers.
  ///
  /// - Parameters:
  ///   - prompts: the hash of each row's prompt; nil for an empty one.
  ///   - responses: the hash of each row's answer; nil for an empty one.
  package init(prompts: [Hash128?], responses: [Hash128?]) {
    precondition(prompts.count == responses.count, "\(prompts.count) and \(responses.count) rows")
    var numbers: [Hash128: Int] = [:]
    var rows: [[Int]] = []
    var total = 0
    for (row, prompt) in prompts.enumerated() {
      guard let prompt, responses[row] != nil else { continue }
      total += 1
      if let number = numbers[prompt] {
        rows[number].append(row)
      } else {
        numbers[prompt] = rows.count
        rows.append([row])
      }
    }
    promptCount = rows.count
    groups = rows.lazy.filter { $0.count > 1 }.map { rows in
      var seen = Set<Hash128>()
      return Group(
        answers: rows.filter { row in responses[row].map { seen.insert($0).inserted } ?? false },
        rowCount: rows.count)
    }.filter { $0.answers.count > 1 }
      .sorted { (-$0.answers.count, $0.answers[0]) < (-$1.answers.count, $1.answers[0]) }
    share = Share(count: groups.reduce(0) { $0 + $1.rowCount }, total: total)
  }
}
