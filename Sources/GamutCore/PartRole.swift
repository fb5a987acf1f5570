// SPDX-License-Identifier: Apache-2.0

/// What a part of a training example is to the model.
public enum PartRole: UInt8, Hashable, Codable, Sendable, CaseIterable {
  /// The operator's: system and developer turns, the tools on offer.
  case system
  /// Material to work on: inputs, passages, tool results, turns that are not trained.
  case given
  /// What the user wants: turns, instructions, questions; the one part of a document.
  case asked
  /// What is trained: answers, reasoning, calls of tools.
  case said
}

extension PartRole {
  /// The role that the byte of a shape stands for.
  ///
  /// `s` is a system part; `i` an input, `t` what a tool answered, and `A`, `H`, `C` an answer, a
  /// thought or a call that is not trained; `a`, `h` and `c` are those that are. All others were
  /// asked: `u` a user's, `x` a document, `o` a role with a name of its own.
  public init(shapeByte: UInt8) {
    switch shapeByte {
    case UInt8(ascii: "s"): self = .system
    case UInt8(ascii: "i"), UInt8(ascii: "t"), UInt8(ascii: "A"), UInt8(ascii: "H"),
      UInt8(ascii: "C"):
      self = .given
    case UInt8(ascii: "a"), UInt8(ascii: "h"), UInt8(ascii: "c"): self = .said
    default: self = .asked
    }
  }
}

/// Some roles of parts.
public struct PartRoles: OptionSet, Hashable, Sendable {
  /// A bit for each role, by its raw value.
  public let rawValue: UInt8

  /// Makes a set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of one role.
  public init(_ role: PartRole) { rawValue = 1 &<< role.rawValue }

  /// `PartRole.system` alone.
  public static let system = PartRoles(.system)
  /// `PartRole.given` alone.
  public static let given = PartRoles(.given)
  /// `PartRole.asked` alone.
  public static let asked = PartRoles(.asked)
  /// `PartRole.said` alone.
  public static let said = PartRoles(.said)

  /// Whether `role` is one of them.
  public func contains(_ role: PartRole) -> Bool { rawValue & 1 &<< role.rawValue != 0 }
}
