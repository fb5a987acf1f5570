// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GamutText

struct BandingTests {
  @Test func `P(J) is 1 − (1 − J^r)^b`() {
    let banding = Banding(bandCount: 14, rowCount: 8)
    #expect(abs(banding.detectionProbability(of: 0.8) - 0.924) < 5e-4)
    #expect(abs(banding.detectionProbability(of: 0.5) - 0.053) < 5e-4)
    #expect(banding.detectionProbability(of: 0) == 0)
    #expect(banding.detectionProbability(of: 1) == 1)
    #expect(banding.curve.count == 21)
  }

  @Test(arguments: [
    (0.6, 50, 4), (0.7, 38, 5), (0.8, 18, 5), (0.9, 8, 5), (1.0, 1, 3),
  ])
  func `word shingles take the documented bands`(threshold: Double, bands: Int, rows: Int) {
    #expect(
      Banding.choose(threshold: threshold, width: .words(5))
        == Banding(bandCount: bands, rowCount: rows))
  }

  @Test func `character shingles take more rows`() {
    #expect(
      Banding.choose(threshold: 0.8, width: .characters(5)) == Banding(bandCount: 30, rowCount: 7))
    let choice = Banding.choose(threshold: 0.9, width: .characters(5))
    #expect(choice.rowCount >= 5 && choice.detectionProbability(of: 0.36) <= 0.025)
  }

  @Test(arguments: [ShingleWidth.words(5), .characters(5)])
  func `every threshold from .027 on reaches the recall, within 256 bands`(width: ShingleWidth) {
    for step in 27...1000 {
      let threshold = Double(step) / 1000
      let banding = Banding.choose(threshold: threshold, width: width)
      #expect(banding.reachesRecall(at: threshold), "\(threshold): \(banding)")
      #expect(banding.bandCount <= 256)
    }
  }

  @Test func `tiny thresholds get all the bands there are`() {
    for threshold in [0, 1e-300, 0.001, 0.02] {
      let banding = Banding.choose(threshold: threshold, width: .words(5))
      #expect(banding == Banding(bandCount: 256, rowCount: 1))
      #expect(!banding.reachesRecall(at: threshold))
    }
  }
}
