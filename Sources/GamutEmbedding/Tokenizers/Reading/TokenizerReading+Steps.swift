// SPDX-License-Identifier: Apache-2.0

import GamutJSON
import GamutUnicode

extension TokenizerReading {
  /// The steps before a text is cut.
  func normalizers() throws(EmbeddingError) -> [TextNormalizer] {
    guard let step = root["normalizer"], !step.isNull else { return [] }
    return try normalizers(of: step, depth: 0)
  }

  private func normalizers(of step: JSONTree, depth: Int) throws(EmbeddingError) -> [TextNormalizer]
  {
    guard depth < 16 else { throw unsupported("normalizer: sequences within sequences") }
    let type = step["type"]?.text
    switch type {
    case "Sequence":
      var steps: [TextNormalizer] = []
      for inner in step["normalizers"]?.elements ?? [] {
        steps += try normalizers(of: inner, depth: depth + 1)
      }
      return steps
    case "NFC": return [.form(NormalForm(.nfc))]
    case "NFD": return [.form(NormalForm(.nfd))]
    case "NFKC": return [.form(NormalForm(.nfkc))]
    case "NFKD": return [.form(NormalForm(.nfkd))]
    case "Lowercase": return [.lowercase(LowerCase())]
    case "StripAccents": return [.stripAccents(CodePointClasses([.oldMarks]))]
    case "ByteLevel": return [.byteLevel]
    case "Prepend":
      guard case .string(let prefix)? = step["prepend"] else { throw fault("Prepend of nothing") }
      return [.prepend(prefix)]
    case "Strip":
      return [
        .strip(
          CodePointClasses([.whiteSpace]), left: step["strip_left"]?.boolean ?? true,
          right: step["strip_right"]?.boolean ?? true)
      ]
    case "Replace":
      guard case .string(let content)? = step["content"] else { throw fault("Replace by nothing") }
      guard let pattern = try pattern(of: step, "Replace") else { return [] }
      return [.replace(pattern, content)]
    case "Precompiled":
      guard case .string(let text)? = step["precompiled_charsmap"],
        let map = PrecompiledMap.bytes(base64: text).flatMap({ PrecompiledMap($0) })
      else { throw fault("the table of Precompiled cannot be read") }
      return [.precompiled(map)]
    default:
      throw unsupported("normalizer is \(type ?? "of no type"), which is not followed")
    }
  }

  /// The steps that cut a text.
  func cutters() throws(EmbeddingError) -> [TextCutter] {
    guard let step = root["pre_tokenizer"], !step.isNull else { return [] }
    return try cutters(of: step, depth: 0)
  }

  private func cutters(of step: JSONTree, depth: Int) throws(EmbeddingError) -> [TextCutter] {
    guard depth < 16 else { throw unsupported("pre_tokenizer: sequences within sequences") }
    let type = step["type"]?.text
    switch type {
    case "Sequence":
      var steps: [TextCutter] = []
      for inner in step["pretokenizers"]?.elements ?? [] {
        steps += try cutters(of: inner, depth: depth + 1)
      }
      return steps
    case "ByteLevel":
      var steps: [TextCutter] = []
      if step["add_prefix_space"]?.boolean ?? true { steps.append(.prefixSpace) }
      if step["use_regex"]?.boolean ?? true {
        steps.append(
          .split(try pattern(SplitPattern.gpt2, "ByteLevel"), .isolated, inverted: false))
      }
      return steps + [.byteLevel]
    case "Metaspace": return [.metaspace(try metaspace(step))]
    case "Split":
      guard let name = step["behavior"]?.text, let behavior = TokenText.Behavior(rawValue: name)
      else { throw fault("Split has no known behavior") }
      guard let pattern = try pattern(of: step, "Split") else { return [] }
      return [.split(pattern, behavior, inverted: step["invert"]?.boolean ?? false)]
    case "Digits":
      let isEach = step["individual_digits"]?.boolean ?? false
      guard let digits = CodePointSet(category: "N") else { return [] }
      return [
        .split(SplitPattern(points: digits), isEach ? .isolated : .contiguous, inverted: false)
      ]
    case "Punctuation":
      let name = step["behavior"]?.text ?? "Isolated"
      guard let behavior = TokenText.Behavior(rawValue: name) else {
        throw fault("Punctuation has no known behavior")
      }
      return [.split(SplitPattern(points: .punctuation), behavior, inverted: false)]
    case "WhitespaceSplit":
      return [.split(SplitPattern(points: .whiteSpace), .removed, inverted: false)]
    case "Whitespace":
      return [.split(try pattern(#"\w+|[^\w\s]+"#, "Whitespace"), .removed, inverted: true)]
    case "BertPreTokenizer":
      return [
        .split(SplitPattern(points: .whiteSpace), .removed, inverted: false),
        .split(SplitPattern(points: .punctuation), .isolated, inverted: false),
      ]
    case "CharDelimiterSplit":
      guard let text = step["delimiter"]?.text, let pattern = SplitPattern(literal: text) else {
        throw fault("CharDelimiterSplit has no delimiter")
      }
      return [.split(pattern, .removed, inverted: false)]
    default:
      throw unsupported("pre_tokenizer is \(type ?? "of no type"), which is not followed")
    }
  }

  private func metaspace(_ step: JSONTree) throws(EmbeddingError) -> TextCutter.Metaspace {
    guard case .string(let replacement)? = step["replacement"], !replacement.isEmpty else {
      throw fault("Metaspace has no replacement")
    }
    let prepending: TextCutter.Metaspace.Prepending
    if let name = step["prepend_scheme"]?.text {
      guard let known = TextCutter.Metaspace.Prepending(rawValue: name) else {
        throw unsupported("prepend_scheme is \(name), expected first, never or always")
      }
      prepending = known
    } else {
      prepending = step["add_prefix_space"]?.boolean ?? true ? .always : .never
    }
    return TextCutter.Metaspace(
      replacement: replacement, prepending: prepending, splits: step["split"]?.boolean ?? true)
  }

  /// What `step` looks for; nil where that is nothing.
  func pattern(
    of step: JSONTree, _ name: String
  ) throws(EmbeddingError) -> SplitPattern? {
    if let expression = step["pattern"]?["Regex"]?.text { return try pattern(expression, name) }
    guard let text = step["pattern"]?["String"]?.text else {
      throw fault("\(name) has no pattern")
    }
    return SplitPattern(literal: text)
  }

  func pattern(
    _ expression: String, _ name: String
  ) throws(EmbeddingError) -> SplitPattern {
    do throws(SplitPattern.Refusal) { return try SplitPattern(expression) } catch {
      let shown = String(expression.prefix(80))
      throw unsupported("\(name) by the expression \(shown) has \(error.detail), not followed")
    }
  }
}
