// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

extension JSONTape {
  /// Calls `body` with the places of the name and the value of each member of the object at `object`;
  /// not at all where that is none.
  func forEachMember(of object: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
    guard tag(at: object) == .object else { return }
    var key = object + 1
    while tag(at: key) == .string {
      body(key, key + 1)
      key = index(after: key + 1)
    }
  }
}
