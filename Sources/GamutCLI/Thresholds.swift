// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Throws where `value`, given as `option`, is no similarity of 0…1.
func requireSimilarity(_ value: Double?, _ option: String) throws {
  guard let value, !(0...1).contains(value) else { return }
  throw ValidationError("\(option) is \(value); it must lie in 0...1")
}
