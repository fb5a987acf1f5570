// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A number of bytes as the command line gives it: `512M`, `4G`, `1048576`; K, M, G and T are powers
/// of 1,024, in either case, with or without `B` or `iB` behind them.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible {
  let byteCount: Int
  private let text: String

  init?(argument: String) {
    text = argument
    var rest = argument.uppercased()[...]
    for suffix in ["IB", "B"] where rest.hasSuffix(suffix) {
      rest = rest.dropLast(suffix.count)
      break
    }
    var factor = 1
    if let unit = rest.last, let place = "KMGT".firstIndex(of: unit) {
      factor = 1 << (10 * ("KMGT".distance(from: "KMGT".startIndex, to: place) + 1))
      rest = rest.dropLast()
    }
    guard let number = Double(rest), number >= 0, number * Double(factor) < 1e18 else { return nil }
    byteCount = Int(number * Double(factor))
  }

  var description: String { text }
}
