// SPDX-License-Identifier: Apache-2.0

/// Finds the members of an object that have one of a few names, in one pass over the object.
package struct KeyTable: Sendable {
  private let names: [FieldName]
  private let prefixes: [UInt64]
  private let byteCounts: [Int]

  package init(_ names: [FieldName]) {
    self.names = names
    prefixes = names.map(\.prefix)
    byteCounts = names.map(\.byteCount)
  }

  /// Writes the place of the value of each name into `slots`, -1 for those not there; the last
  /// member of a name wins.
  package func find(in tape: JSONTape, object: Int, into slots: inout [Int]) {
    if slots.count != names.count { slots = Array(repeating: -1, count: names.count) }
    for i in slots.indices { slots[i] = -1 }
    var key = object + 1
    while tape.tag(at: key) == .string {
      let byteCount = tape.stringByteCount(at: key)
      let prefix = tape.stringPrefix(at: key, byteCount: byteCount)
      for i in prefixes.indices
      where prefixes[i] == prefix && byteCounts[i] == byteCount
        && (byteCount <= 8 || names[i].matches(tape, key: key))
      {
        slots[i] = key + 1
      }
      key = tape.index(after: key + 1)
    }
  }
}
