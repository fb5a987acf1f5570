// SPDX-License-Identifier: Apache-2.0

private import CGamutICU

/// The script of every letter, in blocks of 256 of which equal ones are stored once.
struct ScriptTable: Sendable {
  /// Block `c >> 8` of code point c starts at `starts[c >> 8]` of `numbers`.
  let starts: [UInt32]
  /// The number of the script of each letter; 0 for what is not a letter, and for letters that several
  /// scripts share.
  let numbers: [UInt8]
  /// The name and the code of each script, by its number; number 0 is none.
  let names: [(name: String, code: String)]
  /// The number of Latin.
  let latin: Int

  /// The table of the ICU at hand, made at first use, once for all threads.
  static let shared = ScriptTable()

  /// Common and Inherited: shared by scripts.
  private static let sharedCount: Int32 = 2

  private init() {
    let count = Int(gamut_icu_script_count())
    precondition(count <= 256, "\(count) scripts in 8 bits")
    var packed: [UInt8] = []
    var starts: [UInt32] = []
    var known: [[UInt8]: UInt32] = [:]
    for block in stride(from: 0, to: UInt32(CodePointTable.limit), by: 256) {
      let content = (block..<block + 256).map { point -> UInt8 in
        guard CodePointTable.shared[point].isLetter else { return 0 }
        let script = gamut_icu_script(Int32(point))
        return script < Self.sharedCount ? 0 : UInt8(truncatingIfNeeded: script)
      }
      if let start = known[content] {
        starts.append(start)
      } else {
        known[content] = UInt32(packed.count)
        starts.append(UInt32(packed.count))
        packed += content
      }
    }
    self.starts = starts
    numbers = packed
    // Safe: ICU's names are constants that end in a zero.
    names = (0..<Int32(count)).map { number in
      (
        unsafe String(cString: gamut_icu_script_name(number)),
        unsafe String(cString: gamut_icu_script_code(number))
      )
    }
    latin = Int(packed[Int(UInt8(ascii: "a"))])
  }

  /// The number of the script of `codePoint`, which must be a code point.
  @inline(__always)
  subscript(codePoint: UInt32) -> Int {
    Int(numbers[Int(starts[Int(codePoint >> 8)]) + Int(codePoint & 0xFF)])
  }
}
