extension JSONTape {
  func elements(of index: Int) -> [Int] {
    guard tag(at: index) == .array else { return [] }
    var places: [Int] = []
    var i = index + 1
    while tag(at: i) != .arrayEnd {
      places.append(i)
      i = self.index(after: i)
    }
    return places
  }
  func bytes(at index: Int) -> [UInt8] {
    withString(at: index) { string in
      // Safe: copied at once.
      unsafe string.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }
}
