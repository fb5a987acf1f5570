// SPDX-License-Identifier: Apache-2.0

/// What a record that cannot be read does to the run.
public enum ErrorPolicy: Hashable, Codable, Sendable {
  /// The first one ends it.
  case stop
  /// It is rejected and counted; one more than `atMost` ends the run.
  case skip(atMost: Int)
}

/// Counts the rejected records of a run against its policy, batch by batch in order.
public struct RejectionTally: Sendable {
  /// How many records were rejected so far.
  public private(set) var count = 0
  private let policy: ErrorPolicy

  /// Starts at none.
  public init(policy: ErrorPolicy) { self.policy = policy }

  /// Adds the rejections of the next batch, in their order.
  ///
  /// - Throws: under `.stop` the first of them; under `.skip`, `tooManyRejected` with the place of
  ///   the first one beyond the bound. Given batches in order, the same for any number of workers.
  public mutating func add(_ rejections: [Rejection]) throws(CorpusError) {
    for rejection in rejections {
      count += 1
      let error = rejection.error
      switch policy {
      case .stop: throw error
      case .skip(let limit):
        guard count > limit else { continue }
        throw CorpusError(
          .tooManyRejected, path: error.path, line: error.line, row: error.row,
          detail:
            "this is number \(count), \(limit) are allowed: \(error.code.name): \(error.detail)",
          remedy: error.remedy)
      }
    }
  }
}
