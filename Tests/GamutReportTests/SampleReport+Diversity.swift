// SPDX-License-Identifier: Apache-2.0

import GamutReport

extension SampleReport {
  static func score(_ value: Double, _ corrected: Double?, _ half: Double) -> VendiScore {
    let middle = corrected ?? value
    return VendiScore(
      value: value, corrected: corrected,
      interval: .range(low: middle - half, high: middle + half))
  }

  static var diversity: DiversityReport {
    var report = DiversityReport(
      rows: 12_869, dimensions: 128, model: "lsa, fitted on the corpus", view: "prompt",
      duplicateRate: Measure(0.1527, noInterval: counted),
      effectiveRows: Measure(12_873, noInterval: counted),
      vendiRaw: VendiFamily(
        half: score(96.2, 96.9, 0.9), one: score(71.8, 72.3, 1.1), two: score(33.4, 33.5, 1.6),
        infinity: VendiScore(
          value: 8.9, corrected: nil, interval: .none(reason: "the jackknife did not settle"))),
      vendiCentred: VendiFamily(
        half: score(101.3, 101.9, 0.8), one: score(84.6, 85.2, 1), two: score(58.1, 58.4, 1.9),
        infinity: score(17.2, 17.3, 0.7)),
      meanCosine: Measure(0.081, low: 0.078, high: 0.084),
      spread: Measure(0.918, low: 0.914, high: 0.921),
      participationRatio: Measure(58.4, low: 56.5, high: 60.3))
    report.effectiveRank = Measure(103.7, low: 102.6, high: 104.9)
    report.nearest = NearestCosine(
      mean: Measure(0.712, low: 0.708, high: 0.716),
      deciles: [0.482, 0.561, 0.623, 0.671, 0.716, 0.759, 0.803, 0.851, 0.902],
      histogram: Histogram(
        lower: 0, upper: 1,
        counts: [
          0, 2, 5, 11, 24, 61, 118, 203, 377, 612, 904, 1230, 1492, 1655, 1702, 1511, 1204, 893,
          601, 264,
        ]))
    report.nearest?.thresholds = thresholds
    let names = [
      "password · reset · login", "parcel · late · tracking", "refund · card · bank",
      "invoice · vat · company", "plan · cancel · subscription", "size · shoes · fit",
      "address · change · moving", "voucher · code · discount", "地址 · 送货 · 订单",
      "warranty · broken · repair", "app · crash · android", "gift · wrap · message",
    ]
    let sizes = [2754, 2010, 1622, 1338, 1101, 957, 803, 688, 561, 489, 331, 215]
    let clusters = ClusterReport(
      count: 12, countReason: "12 of 8, 12, 16 and 24 has the best silhouette.",
      hill: HillNumbers(
        zero: Measure(12, noInterval: counted), one: Measure(10.1, low: 10, high: 10.2),
        two: Measure(8.7, low: 8.5, high: 8.9)),
      evenness: Measure(0.931, low: 0.927, high: 0.935), topTenShare: share(12_323, of: 12_869),
      list: zip(names, sizes).map { name, size in
        ClusterReport.Cluster(
          name: name, rows: size, share: share(size, of: 12_869),
          examples: [
            training("How do I reset my password when I no longer have the phone?", 1502),
            training("The link in the e-mail has expired, can you send a new one?", 377),
          ])
      })
    report.clusters = clusters
    report.clusters?.grid = [8, 12, 16, 24].map { count in
      ClusterReport.GridRow(
        count: count, hill1: Double(count) * 0.84, hill2: Double(count) * 0.72,
        evenness: 0.95 - Double(count) / 500, topTenShare: min(1, 11 / Double(count)),
        silhouette: 0.31 - (Double(count) - 12).magnitude / 100)
    }
    report.map = map(of: clusters)
    report.more = moreOfSet
    report.zeroRows = 4
    report.notes = ["Intervals are from a jackknife over 32 blocks of shuffled records."]
    return report
  }
}
