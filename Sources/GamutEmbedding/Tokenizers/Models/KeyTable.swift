// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Values of 64-bit keys, open addressing over a table at most half full.
struct KeyTable<Value: BitwiseCopyable & Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private let unused: Value
  private(set) var count = 0

  /// No pair of tokens and no step of a trie has this key.
  private static var empty: UInt64 { .max }

  /// An empty table with room for `capacity` keys; `filler` is any value.
  init(capacity: Int, filler: Value) {
    var size = 64
    while size < 2 * capacity { size *= 2 }
    keys = [UInt64](repeating: Self.empty, count: size)
    values = [Value](repeating: filler, count: size)
    unused = filler
  }

  /// The value of `key`, which must not be the greatest there is.
  @inline(__always)
  subscript(key: UInt64) -> Value? {
    let place = slot(of: key)
    return keys[place] == key ? values[place] : nil
  }

  /// Gives `key` a value; the later one counts.
  mutating func set(_ key: UInt64, to value: Value) {
    let place = slot(of: key)
    values[place] = value
    if keys[place] == key { return }
    keys[place] = key
    count += 1
    if 2 * count > keys.count { grow() }
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: StableHash.mix(key)) & mask
    while keys[place] != key, keys[place] != Self.empty { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: Self.empty, count: 2 * oldKeys.count)
    values = [Value](repeating: unused, count: 2 * oldKeys.count)
    for (key, value) in zip(oldKeys, oldValues) where key != Self.empty {
      let place = slot(of: key)
      (keys[place], values[place]) = (key, value)
    }
  }
}
