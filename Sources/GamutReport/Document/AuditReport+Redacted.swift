// SPDX-License-Identifier: Apache-2.0

extension AuditReport {
  /// Without texts; classes and `sources` become numbers, names of fields and languages stay.
  func redacted(_ names: inout Redaction) -> AuditReport {
    var report = self
    for i in checks.indices { report.checks[i].examples = checks[i].examples.redacted() }
    report.form = form?.redacted()
    report.labels = labels.map { $0.redacted() }
    report.preference?.examples = preference?.examples.redacted() ?? []
    for i in agreements.indices {
      var classes = Redaction("class")
      report.agreements[i].categories = agreements[i].categories.map { classes.name($0) }
      report.agreements[i].disputed = agreements[i].disputed.redacted()
    }
    for i in sources.indices {
      report.sources[i].name = names.name(sources[i].name)
      for j in sources[i].nearest.indices {
        report.sources[i].nearest[j].name = names.name(sources[i].nearest[j].name)
      }
    }
    return report
  }
}

extension AuditReport.Label {
  fileprivate func redacted() -> AuditReport.Label {
    var label = self
    var classes = Redaction("class")
    label.largest = largest.map {
      Class(name: classes.name($0.name), rows: $0.rows, share: $0.share)
    }
    label.smallest.name = classes.name(smallest.name)
    label.suspects = suspects.map {
      Suspect(
        record: $0.record.redacted(), label: classes.name($0.label),
        expected: classes.name($0.expected))
    }
    return label
  }
}
