// SPDX-License-Identifier: Apache-2.0

import GamutCorpus

/// What the records of some inputs were found to be, and how many could not be read.
public struct ReadingSummary: Hashable, Sendable {
  /// One line: `input → given; instruction → asked; output → said`; empty where paths name the text.
  public let recordSchema: String
  /// How many records were read, rejected ones included.
  public let readCount: Int
  /// How many could not be read.
  public let rejectedCount: Int

  init(_ source: RecordSource) {
    recordSchema = source.plan.schema?.description ?? ""
    readCount = source.count
    rejectedCount = source.columns.rejections.count
  }
}
