// SPDX-License-Identifier: Apache-2.0

import GamutJSON

/// What the script of a page knows of the dots of a map: columns of JSON, in a block that no browser
/// runs.
///
/// Numbers first, then as much of the texts as there is room for.
struct MapBlock {
  private let map: MapReport
  private let records: MapReport.Records
  private let dots: [Dot]

  /// A dot: where it lies, and the topic it has: a group, −1 for the reference, −2 for its first gap.
  private struct Dot {
    let x: Int
    let y: Int
    let topic: Int
    /// Its place in `records`.
    let record: Int
  }

  /// The bytes of a dot's numbers are about as many, more at no map seen.
  static let bytesOfNumbers = 56
  /// Texts are worth so many bytes of a page, and one of them so many.
  static let bytesOfTexts = 1_400_000
  private static let longestText = 240

  /// nil where the dots have no records.
  init?(_ map: MapReport) {
    guard let records = map.records else { return nil }
    let groups = map.groups.prefix(ReportLimits.mapGroups)
    let layout = MapLayout(map)
    var all: [Dot] = []
    var record = 0
    func add(_ points: [MapReport.Point], topic: Int, isDrawn: Bool = true) {
      for point in points {
        defer { record += 1 }
        guard isDrawn, records.list.indices.contains(record) else { continue }
        let place = layout.place(point)
        all.append(Dot(x: place.x, y: place.y, topic: topic, record: record))
      }
    }
    for (i, group) in map.groups.enumerated() {
      add(group.points, topic: i, isDrawn: i < groups.count)
    }
    add(map.reference, topic: -1)
    for (i, gap) in map.gaps.enumerated() {
      add(gap.points, topic: -2 - i, isDrawn: i < ReportLimits.gaps)
    }
    self.map = map
    self.records = records
    dots = Array(all.prefix(ReportLimits.dots))
  }

  /// The block, in `room` bytes.
  func html(room: Int) -> HTML {
    var files: [[UInt8]: Int] = [:]
    var names: [JSONValue] = []
    var shown: [(dot: Dot, file: Int)] = []
    for dot in dots {
      let place = records.list[dot.record].place
      let isRows = if case .row = place.position { true } else { false }
      // By bytes: canonically equal names are equal texts, and other files.
      let key = Array(place.file.utf8) + [isRows ? 1 : 0]
      if let file = files[key] {
        shown.append((dot, file))
      } else if names.count < ReportLimits.mapGroups {
        files[key] = names.count
        shown.append((dot, names.count))
        names.append([
          "name": .string(Self.cut(place.file, to: ReportLimits.path)), "rows": .bool(isRows),
        ])
      }
    }
    let heads: [JSONMember] = [
      JSONMember("files", .array(names)),
      JSONMember("names", Self.names(map.groups.map(\.name))),
      JSONMember("sources", Self.names(records.sources)),
      JSONMember("languages", Self.names(records.languages)),
    ]
    let left = room - Self.block(heads).bytes.count
    shown = Array(shown.prefix(max(0, left / (Self.bytesOfNumbers + 4))))
    guard !shown.isEmpty else { return "" }
    let forTexts = min(Self.bytesOfTexts, left - Self.bytesOfNumbers * shown.count)
    let limit = min(Self.longestText, forTexts / shown.count - 4)
    func column(_ name: String, _ number: (Dot, MapReport.Record) -> Int) -> JSONMember {
      JSONMember(
        name, .array(shown.map { .integer(number($0.dot, records.list[$0.dot.record])) }))
    }
    return Self.block(
      heads + [
        column("x") { dot, _ in dot.x }, column("y") { dot, _ in dot.y },
        column("topic") { dot, _ in dot.topic },
        JSONMember("file", .array(shown.map { .integer($0.file) })),
        column("at") { _, record in record.place.position.number },
        column("index") { _, record in record.index },
        column("length") { _, record in record.length },
        column("source") { _, record in record.source ?? -1 },
        column("language") { _, record in record.language ?? -1 },
        column("removed") { _, record in record.removed },
        JSONMember(
          "text",
          .array(
            shown.map { .string(Self.cut(records.list[$0.dot.record].beginning, to: limit)) })),
      ])
  }

  private static func block(_ members: [JSONMember]) -> HTML {
    var writer = JSONWriter()
    writer.value(.object(members))
    return """
      <script type="application/json" id="map-data">\(HTML(json: writer.bytes))</script>

      """
  }

  private static func names(_ texts: [String]) -> JSONValue {
    .array(texts.prefix(ReportLimits.mapGroups).map { .string(cut($0, to: ReportLimits.name)) })
  }

  /// As much of `text`, on one line, as takes `limit` bytes of a block.
  static func cut(_ text: String, to limit: Int) -> String {
    // No code point is shorter than a byte, so more of them are never shown.
    let line = TextCut(line: text, limit: max(0, limit)).head
    var size = 0
    var end = line.unicodeScalars.startIndex
    for index in line.unicodeScalars.indices {
      let scalar = line.unicodeScalars[index]
      switch scalar {
      case "\"", "\\": size += 2
      case "<", ">", "&": size += 6
      default: size += UTF8.width(scalar)
      }
      guard size <= limit else { return String(line.unicodeScalars[..<end]) + "…" }
      end = line.unicodeScalars.index(after: index)
    }
    return line
  }
}

extension Place.Position {
  /// The number of the line or row.
  fileprivate var number: Int {
    switch self {
    case .line(let number), .row(let number): number
    }
  }
}
