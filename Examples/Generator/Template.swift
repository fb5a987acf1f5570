// SPDX-License-Identifier: Apache-2.0

/// A generator whose sequence is fixed by its seed: SplitMix64.
///
/// The generator compiles alone, with one call of the compiler, so it does not share the library's.
///
/// > Source: G. Steele, D. Lea, C. Flood, *Fast Splittable Pseudorandom Number Generators*, 2014,
/// > doi:10.1145/2714064.2660195.
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z &>> 31
  }

  /// A number of 0 ..< `bound`; the bias of 2⁻⁵⁰ does not matter here.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True in `percent` of a hundred calls.
  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for i in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(i, below(i + 1))
    }
  }
}

/// The values that the slots of one record have taken: within a record `{order}` stays the same.
struct Slots {
  private var values: [String: String] = [:]

  /// The value of slot `name`, drawn at its first use. A digit at the end (`{item2}`) names another
  /// value of the same kind.
  mutating func value(_ name: String, _ chance: inout Chance) -> String {
    if let value = values[name] { return value }
    let kind = name.last.map { $0.isNumber } == true ? String(name.dropLast()) : name
    let value = WordLists.draw(kind, &chance)
    values[name] = value
    return value
  }
}

/// Text with choices: `[one|other]` takes one of its parts, which may hold choices themselves, and
/// `{slot}` the record's value.
enum Template {
  static func expand(_ template: String, _ slots: inout Slots, _ chance: inout Chance) -> String {
    var rest = Array(template)[...]
    return expand(&rest, stops: [], &slots, &chance)
  }

  private static func expand(
    _ rest: inout ArraySlice<Character>, stops: Set<Character>, _ slots: inout Slots,
    _ chance: inout Chance
  ) -> String {
    var text = ""
    while let character = rest.first, !stops.contains(character) {
      rest.removeFirst()
      switch character {
      case "[":
        var parts: [String] = []
        // Every part is expanded and one kept: the draws do not depend on the choice.
        repeat {
          parts.append(expand(&rest, stops: ["|", "]"], &slots, &chance))
        } while rest.popFirst() == "|"
        text += chance.pick(parts)
      case "{":
        let name = String(rest.prefix { $0 != "}" })
        rest.removeFirst(name.count + 1)
        text += slots.value(name, &chance)
      default:
        text.append(character)
      }
    }
    return text
  }
}
