// SPDX-License-Identifier: Apache-2.0

extension CoverageReport.Gap {
  /// The coverage of the whole reference once the topic is filled; nil where nobody would see it move.
  func coverageOnceAdded(to report: CoverageReport) -> Double? {
    coverageAfter.flatMap { after in
      NumberText.percent(after) == NumberText.percent(report.share.value) ? nil : after
    }
  }

  /// The terms that the name does not say already.
  var furtherTerms: [String] {
    let said = name.lowercased()
    return terms.filter { !said.contains($0.lowercased()) }
  }
}
