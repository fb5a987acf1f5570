// SPDX-License-Identifier: Apache-2.0

extension TokenReport {
  /// The section without names that are made of the data: those of sources.
  func redacted(_ names: inout Redaction) -> TokenReport {
    var report = self
    for i in sources.indices { report.sources[i].name = names.name(sources[i].name) }
    return report
  }
}
