// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutReport

extension SampleReport {
  static var removals: RemovalReport {
    var report = RemovalReport()
    let apology =
      "I’m sorry to hear that your parcel has not arrived. I have looked into order 48213 and can "
      + "see that it left our warehouse on Monday. Please allow two more working days; if it has "
      + "not come by Thursday, I will send a replacement at no cost."
    report.examples = [
      RemovalReport.Example(
        cause: .near, similarity: 0.873,
        removed: training(
          "My parcel still has not come. What now?\n\n"
            + apology.replacing("Monday", with: "Tuesday").replacing("Thursday", with: "Friday"),
          9127),
        kept: training("My parcel still has not come. What now?\n\n" + apology, 311)),
      RemovalReport.Example(
        cause: .exact, similarity: 1,
        removed: training("How do I reset my password?\n\nClick “Forgot password” below.", 742),
        kept: training("How do I reset my password?\n\nClick “Forgot password” below.", 15)),
      RemovalReport.Example(
        cause: .semantic, similarity: 0.962,
        removed: training("Can I get my money back if the shoes don’t fit?", 13_004),
        kept: training("Is a refund possible when the shoes are the wrong size?", 2210)),
      RemovalReport.Example(
        cause: .near, similarity: 0.846,
        removed: training("如何更改我的送货地址？我下周搬家，新地址在上海。", 6650),
        kept: training("如何更改我的送货地址？我下个月搬家，新地址在上海。", 4012)),
    ]
    report.leastSimilar = [
      RemovalReport.Example(
        cause: .near, similarity: 0.8,
        removed: training(
          "Please cancel my premium plan at the end of this month and confirm by e-mail.", 11_871),
        kept: training(
          "Please cancel my family plan at the end of this month and confirm by e-mail.", 1904))
    ]
    report.differentNumbers = 64
    report.differentNumbersExamples = [
      RemovalReport.Example(
        cause: .near, similarity: 0.917,
        removed: training("What does it cost to send 3 kg to Austria with express delivery?", 8008),
        kept: training("What does it cost to send 12 kg to Austria with express delivery?", 7611))
    ]
    report.largestGroups = [
      RemovalReport.Group(
        size: 212, removed: [.exact: 180, .near: 31, .semantic: 0],
        example: training("How do I reset my password?", 15),
        leastSimilar: RemovalReport.Example(
          cause: .near, similarity: 0.812,
          removed: training("How do I reset the password of my shop?", 8120),
          kept: training("How do I reset my password?", 15))),
      RemovalReport.Group(
        size: 96, removed: [.exact: 95, .near: 0, .semantic: 0],
        example: training("Where is my order?", 44)),
      RemovalReport.Group(
        size: 41, removed: [.exact: 12, .near: 8, .semantic: 20],
        example: training("I want to talk to a human.", 102)),
    ]
    report.groupSizes = [
      RemovalReport.GroupSize(sizes: 2...2, groups: 600, removed: 600),
      RemovalReport.GroupSize(sizes: 3...4, groups: 180, removed: 480),
      RemovalReport.GroupSize(sizes: 5...8, groups: 80, removed: 480),
      RemovalReport.GroupSize(sizes: 9...16, groups: 40, removed: 413),
      RemovalReport.GroupSize(sizes: 33...64, groups: 1, removed: 40),
      RemovalReport.GroupSize(sizes: 65...128, groups: 1, removed: 95),
      RemovalReport.GroupSize(sizes: 129...256, groups: 1, removed: 211),
    ]
    report.otherResponseExamples = [
      RemovalReport.Example(
        cause: .exact, similarity: 1,
        removed: training("How long can I return an item?\nWithin 14 days.", 5310),
        kept: training("How long can I return an item?\nWithin 30 days.", 220))
    ]
    report.semanticSimilarities = Histogram(
      lower: 0.95, upper: 1, counts: [80, 61, 44, 32, 25])
    report.nearSimilarities = Histogram(
      lower: 0.8, upper: 1, counts: [61, 70, 58, 83, 77, 92, 88, 104, 121, 117])
    report.sources = [
      RemovalReport.Source(
        name: "helpdesk_export", read: 6120,
        rejected: 12, removed: [.exact: 1012, .near: 402, .semantic: 51], elsewhere: 310),
      RemovalReport.Source(
        name: "synthetic_v2", read: 7072,
        removed: [.exact: 12, .near: 441, .semantic: 188], elsewhere: 600),
      RemovalReport.Source(
        name: "", read: 2012, removed: [.exact: 182, .near: 28, .semantic: 3],
        elsewhere: 210),
    ]
    return report
  }

  static var answers: AnswerReport {
    var report = AnswerReport()
    report.rows = 12_869
    report.conflictingPrompts = 37
    report.conflictingRows = 81
    report.conflictingAnswerWords = 9
    report.differentPrompts = 12_204
    report.promptedRows = 12_869
    report.conflicts = [
      AnswerReport.Conflict(
        prompt: "How long can I return an item?",
        answers: [
          training("You can return any item within 30 days.", 220),
          training("Returns are accepted within 14 days of delivery.", 5310),
        ])
    ]
    report.refusals = AnswerReport.Pattern(
      text: "answers that decline", rows: 2342, share: share(2342, of: 12_869))
    report.refusalExamples = [
      training("I’m sorry, but I can’t help with that request.", 88),
      training("As an AI model I am not able to look into orders.", 1230),
    ]
    report.openings = [
      AnswerReport.Pattern(text: "I’m sorry, but", rows: 1770, share: share(1770, of: 12_869)),
      AnswerReport.Pattern(text: "Thank you for", rows: 1204, share: share(1204, of: 12_869)),
      AnswerReport.Pattern(text: "You can find", rows: 655, share: share(655, of: 12_869)),
    ]
    report.repeated = [
      AnswerReport.Pattern(
        text: "I’m sorry, but I can’t help with that request.", rows: 402,
        share: share(402, of: 12_869))
    ]
    return report
  }
}
