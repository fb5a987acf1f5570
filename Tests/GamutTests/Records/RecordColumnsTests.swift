// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import Testing

@testable import Gamut

@Suite struct RecordColumnsTests {
  @Test func `more records than have a number are an error, not a crash`() throws {
    let columns = RecordColumns(fileCount: 1, selections: [.view(.all)])
    try columns.requireRoom(for: Int(RecordIndex.max))
    let error = #expect(throws: CorpusError.self) {
      try columns.requireRoom(for: Int(RecordIndex.max) + 1)
    }
    #expect(error?.code == .tooManyRecords)
  }
}
