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
