// SPDX-License-Identifier: Apache-2.0

/// Small changes that make a near-duplicate: what imports, spell checkers and lazy copies do.
enum Edit: String, CaseIterable {
  case greeting, signature, number, word, dropped, swapped, punctuation, capitals, typo, closing

  /// `exchange` with this change, or nil where there is nothing to change.
  func apply(to exchange: Exchange, _ chance: inout Chance) -> Exchange? {
    var result = exchange
    switch self {
    case .greeting:
      result.prompt = chance.pick(["Hi! ", "Hello, ", "Good day. "]) + exchange.prompt
    case .signature:
      result.prompt += chance.pick([" Thanks!", " Please help.", " Best wishes"])
    case .closing:
      result.answer += chance.pick([" Take care!", " All the best.", " Bye for now."])
    case .capitals:
      result.prompt = exchange.prompt.lowercased()
    case .punctuation:
      result.answer = exchange.answer.replacing(". ", with: "! ").replacing(",", with: ";")
    case .number:
      let digits = exchange.answer.indices.filter { exchange.answer[$0].isNumber }
      guard let place = digits.last else { return nil }
      result.answer.replaceSubrange(place...place, with: "\(chance.number(1...9))")
    case .word, .dropped, .swapped, .typo:
      var words = exchange.answer.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count > 12 else { return nil }
      let place = chance.number(4...words.count - 4)
      switch self {
      case .word: words[place] = chance.pick(["also", "really", "directly", "usually"])
      case .dropped: words.remove(at: place)
      case .swapped: words.swapAt(place, place + 1)
      default:
        guard words[place].count > 4 else { return nil }
        words[place].remove(at: words[place].index(words[place].startIndex, offsetBy: 2))
      }
      result.answer = words.joined(separator: " ")
    }
    return result.prompt == exchange.prompt && result.answer == exchange.answer ? nil : result
  }
}
