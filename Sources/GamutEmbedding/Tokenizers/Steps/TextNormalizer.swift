// SPDX-License-Identifier: Apache-2.0

import GamutUnicode

/// A step that rewrites a text before it is cut, as the `normalizer` of a `tokenizer.json` names it.
enum TextNormalizer: Sendable {
  case form(NormalForm)
  case lowercase(LowerCase)
  /// Takes marks away; bit 0 of the classes.
  case stripAccents(CodePointClasses)
  case prepend([UInt8])
  case replace(SplitPattern, [UInt8])
  /// Takes white space away, bit 0 of the classes.
  case strip(CodePointClasses, left: Bool, right: Bool)
  case precompiled(PrecompiledMap)
  case byteLevel

  /// Rewrites `text`, one piece that was not cut yet.
  func apply(to text: inout TokenText, scratch: inout [UInt8]) {
    if text.bytes.isEmpty { return }
    scratch.removeAll(keepingCapacity: true)
    let whole = text.bytes
    let bytes = whole.span
    switch self {
    case .form(let form): form.append(bytes, to: &scratch)
    case .lowercase(let mapping): mapping.append(bytes, to: &scratch)
    case .stripAccents(let classes):
      var place = 0
      while place < bytes.count {
        let point = UTF8Point(bytes, at: place)
        if classes[point.value] == 0 {
          scratch.append(point: point.value)
        } else if place == 0 {
          text.beginsText = false
        }
        place += point.length
      }
    case .prepend(let prefix):
      scratch += prefix
      scratch += text.bytes
    case .replace(let pattern, let content):
      var masks = SplitPattern.Scratch()
      pattern.forEachPart(of: bytes, scratch: &masks) { range, matches in
        if matches { scratch += content } else { scratch += whole[range] }
      }
    case .strip(let classes, let left, let right):
      var kept = 0..<bytes.count
      if left {
        var start = 0
        while start < bytes.count {
          let point = UTF8Point(bytes, at: start)
          if classes[point.value] == 0 { break }
          start += point.length
        }
        if start > 0 { text.beginsText = false }
        kept = start..<bytes.count
      }
      if right {
        var end = kept.lowerBound
        var place = end
        while place < bytes.count {
          let point = UTF8Point(bytes, at: place)
          place += point.length
          if classes[point.value] == 0 { end = place }
        }
        kept = kept.lowerBound..<end
      }
      scratch += text.bytes[kept]
    case .precompiled(let map): map.append(bytes, to: &scratch)
    case .byteLevel:
      for i in bytes.indices { scratch.append(point: ByteLetters.points[Int(bytes[i])]) }
    }
    swap(&text.bytes, &scratch)
  }
}

/// The letters that stand for bytes in vocabularies at the level of bytes: printable ones for
/// themselves, the others, in order, for those from U+0100 on.
///
/// > Source: A. Radford et al., *Language Models are Unsupervised Multitask Learners*, 2019.
enum ByteLetters {
  static let points: [UInt32] = {
    var points: [UInt32] = []
    var next: UInt32 = 0x100
    for byte in UInt32(0)...255 {
      if (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE {
        points.append(byte)
      } else {
        points.append(next)
        next += 1
      }
    }
    return points
  }()
}
