// SPDX-License-Identifier: Apache-2.0

/// How much of a document the renderings show. The caps keep an HTML report under 5 MB for any
/// input; where one cuts, the rendering says so. JSON carries whole lists, and texts up to
/// `jsonText`.
enum ReportLimits {
  /// Code points of a name, a term or a path.
  static let name = 120
  /// Bytes of a path in a block of data.
  static let path = 400
  /// Bytes of a page: 5 MB with something to spare.
  static let page = 4_900_000
  /// Code points of a finding, an option or a note.
  static let sentence = 400
  /// Code points of a list of names in running text.
  static let paragraph = 1200
  /// Code points of an example in a list.
  static let example = 280
  /// Code points of each side of a removal.
  static let side = 900
  /// Code points of a text in JSON.
  static let jsonText = 2000

  static let findings = 40
  static let inputs = 60
  static let options = 100
  static let removals = 15
  static let leastSimilar = 12
  static let differentNumbers = 6
  static let otherResponses = 6
  static let groups = 12
  static let sources = 60
  static let clusters = 60
  /// Dots of a map: each takes at most 12 bytes.
  static let dots = 22_000
  /// Groups of a map that have a path of their own.
  static let mapGroups = 500
  /// Topics that have a label on a map.
  static let labels = 30
  /// Code points of a label on a map.
  static let label = 28
  static let examples = 3
  static let grid = 24
  static let curve = 200
  static let bins = 100
  static let pairsOfBin = 3
  /// Turns of a conversation.
  static let turns = 12
  static let gaps = 20
  static let gapExamples = 5
  static let annotate = 8
  static let recordGaps = 20
  static let patterns = 20
  static let conflicts = 8
  static let answersOfConflict = 4
  static let notes = 20
  static let movedFigures = 40
}
