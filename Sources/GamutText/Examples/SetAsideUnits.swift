// SPDX-License-Identifier: Apache-2.0

/// Lines and sentences that stand in nearly all prompts of a set, word for word, and so tell none of
/// them from another: an instruction, a preamble of examples in the user's turn.
public struct SetAsideUnits: Hashable, Sendable {
  /// The units.
  public let units: CommonUnits
  /// How many words they have, each counted once.
  public let wordCount: Int

  /// Makes none.
  public init() { self.init(units: CommonUnits(), wordCount: 0) }

  init(units: CommonUnits, wordCount: Int) {
    self.units = units
    self.wordCount = wordCount
  }

  /// How many units there are.
  public var unitCount: Int { units.keys.count }

  /// Whether there are none.
  public var isEmpty: Bool { units.isEmpty }
}

extension CommonUnits.Sample {
  /// With fewer examples, nine in ten may be chance.
  private static let leastCount = 10

  /// The units that nine in ten of the sampled examples have, and those of `others`.
  public func setAside(with others: SetAsideUnits = SetAsideUnits()) -> SetAsideUnits {
    guard count >= Self.leastCount else { return others }
    var known = Set(others.units.keys)
    var wordCount = others.wordCount
    for unit in unitCounts where unit.recordCount * 10 >= count * 9 && unit.key != 0 {
      if known.insert(unit.key).inserted { wordCount += unit.wordCount }
    }
    return SetAsideUnits(units: CommonUnits(keys: Array(known)), wordCount: wordCount)
  }
}
