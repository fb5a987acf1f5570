// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutDiversity
import GamutLinear
import Testing

@Suite struct PreconditionTests {
  @Test func `a share of more than the whole is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = Share(count: 3, total: 2) }
  }

  @Test func `sets of different columns are not compared`() async {
    await #expect(processExitsWith: .failure) {
      _ = ReferenceComparison(
        training: Matrix(rowCount: 2, columnCount: 3),
        reference: Matrix(rowCount: 2, columnCount: 4), workers: 1)
    }
  }

  @Test func `every text has a label`() async {
    await #expect(processExitsWith: .failure) {
      _ = ClusterNames(texts: TextBatch(["a"]), labels: [], clusterCount: 1)
    }
  }
}
