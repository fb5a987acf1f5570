// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutEmbedding

/// The tokens of some records, counted part by part in the order in which a model sees them.
struct RecordTokens: Sendable {
  /// Of one record.
  struct Counts: Hashable, Sendable {
    /// Of each role, by its raw value.
    var roles = SIMD4<Int32>(repeating: 0)
    /// Of the marks of a chat template.
    var marks: Int32 = 0
    /// Of what is said in it, those before the named length.
    var keptSaid: Int32 = 0

    var total: Int { Int(roles.wrappedSum()) + Int(marks) }
    var said: Int { Int(roles[Int(PartRole.said.rawValue)]) }
  }

  private(set) var records: [Counts] = []

  /// Counts the tokens of the records of `column`, or of those at `places` of it.
  init(
    of column: ShapedTexts, places: [Int]? = nil, hasRoles: Bool, by counter: TokenCounter,
    marks: MarkCounts?, maxLength: Int?
  ) {
    var scratch = TokenCounter.Scratch()
    let places = places ?? Array(0..<column.count)
    records.reserveCapacity(places.count)
    for record in places {
      var counts = Counts()
      var position = 0
      var speaker: Speaker?
      column.texts.withText(record) { text in
        column.shapes.withText(record) { shape in
          PartShape.forEachPart(of: shape, hasNames: hasRoles) { part in
            let role = hasRoles ? part.role : .asked
            let next = Speaker(part)
            if let marks, hasRoles, next != speaker {
              let added =
                (speaker.map { $0.marks(marks).behind } ?? marks.start) + next.marks(marks).before
              counts.marks += Int32(clamping: added)
              position += added
            }
            speaker = next
            let count = counter.count(of: text.extracting(part.range), scratch: &scratch)
            counts.roles[Int(role.rawValue)] &+= Int32(clamping: count)
            if role == .said {
              let kept = max(0, min(count, (maxLength ?? .max) - position))
              counts.keptSaid += Int32(clamping: kept)
            }
            position += count
          }
        }
      }
      if let marks, hasRoles, let speaker {
        counts.marks += Int32(clamping: speaker.marks(marks).behind)
      }
      records.append(counts)
    }
  }

  /// Who speaks in a turn: parts of one speaker in a row are one turn.
  private enum Speaker {
    case system, user, model, tool

    init(_ part: PartShape.Part) {
      switch part.roleByte {
      case UInt8(ascii: "s"): self = .system
      case UInt8(ascii: "t"): self = .tool
      case UInt8(ascii: "a"), UInt8(ascii: "h"), UInt8(ascii: "c"), UInt8(ascii: "A"),
        UInt8(ascii: "H"), UInt8(ascii: "C"):
        self = .model
      default: self = .user
      }
    }

    func marks(_ counts: MarkCounts) -> MarkCounts.Around {
      switch self {
      case .system: counts.system
      case .model: counts.model
      case .user, .tool: counts.user
      }
    }
  }
}
