// SPDX-License-Identifier: Apache-2.0

public import GamutReport

/// What a report is written as.
public enum ReportFormat: String, Hashable, Codable, Sendable, CaseIterable {
  /// One page that needs no network, with tables and charts.
  case html
  /// Text for a review or a repository.
  case markdown
  /// Every figure, for programs.
  case json
}

extension ReportDocument {
  /// Writes the report to the file at `path`, which appears when it is whole; `-` is standard output.
  ///
  /// - Throws: `OutputError`.
  public func write(to path: String, as format: ReportFormat = .html) throws(OutputError) {
    var file = try OutputFile(path: path)
    switch format {
    case .html: try file.write(html().span)
    case .markdown: try file.write(markdown().span)
    case .json: try file.write(json().span)
    }
    try file.commit()
  }
}
