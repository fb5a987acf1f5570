// SPDX-License-Identifier: Apache-2.0

/// Two texts as runs that are the same in both and runs that differ, word by word.
struct WordDifference: Equatable {
  /// A piece of one text.
  struct Run: Equatable {
    /// What kind of piece.
    enum Kind: Equatable {
      /// Stands in the other text as well.
      case same
      /// Stands in this text only.
      case changed
      /// A note of ours on what is left out here.
      case omission
    }
    var kind: Kind
    var text: String
  }

  /// The runs of the first text.
  let left: [Run]
  /// The runs of the second text.
  let right: [Run]

  /// Compares the first `limit` code points of two texts and shows at most `shown` of each.
  ///
  /// Long runs that are the same are shortened in their middle, so that what differs stays in
  /// sight. Words beyond 800 between the first and the last difference count as changed.
  ///
  /// - Complexity: O(n m) for n and m words between the first and the last difference, at most
  ///   800 each.
  init(_ left: String, _ right: String, limit: Int = 6000, shown: Int) {
    let cuts = (TextCut(left, limit: limit), TextCut(right, limit: limit))
    let words = (Self.words(of: cuts.0.head), Self.words(of: cuts.1.head))
    let (leftMarks, rightMarks) = Self.changed(words.0, words.1)
    self.left = Self.shortened(
      Self.runs(of: words.0, leftMarks), limit: shown, followedBy: cuts.0.omittedCount)
    self.right = Self.shortened(
      Self.runs(of: words.1, rightMarks), limit: shown, followedBy: cuts.1.omittedCount)
  }
}

// MARK: Words

extension WordDifference {
  /// The text in pieces: runs of letters, marks and digits, runs of white space, and every other
  /// code point by itself, those of scripts without spaces too. Joined they are the text.
  static func words(of text: String) -> [String] {
    enum Kind { case word, space, single }
    var words: [String] = []
    var current = ""
    var currentKind = Kind.single
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      let isMark = [.nonspacingMark, .spacingMark, .enclosingMark].contains(
        properties.generalCategory)
      let kind: Kind
      if isMark && !current.isEmpty {
        kind = currentKind
      } else if properties.isWhitespace {
        kind = .space
      } else if properties.isIdeographic || (0x2E80...0x31FF).contains(scalar.value) {
        kind = .single
      } else {
        kind = properties.isAlphabetic || properties.numericType != nil ? .word : .single
      }
      if !current.isEmpty && !isMark && (kind != currentKind || kind == .single) {
        words.append(current)
        current = ""
      }
      current.unicodeScalars.append(scalar)
      currentKind = kind
    }
    if !current.isEmpty { words.append(current) }
    return words
  }

  /// For each word, whether it is outside of a longest common subsequence.
  private static func changed(_ left: [String], _ right: [String]) -> ([Bool], [Bool]) {
    // Bytes, since words that are only canonically equal do differ.
    let a = left.map { Array($0.utf8) }
    let b = right.map { Array($0.utf8) }
    var start = 0
    while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
    var (aEnd, bEnd) = (a.count, b.count)
    while aEnd > start, bEnd > start, a[aEnd - 1] == b[bEnd - 1] {
      (aEnd, bEnd) = (aEnd - 1, bEnd - 1)
    }

    var leftMarks = [Bool](repeating: false, count: a.count)
    var rightMarks = [Bool](repeating: false, count: b.count)
    for i in start..<aEnd { leftMarks[i] = true }
    for j in start..<bEnd { rightMarks[j] = true }
    let (n, m) = (min(aEnd - start, 800), min(bEnd - start, 800))
    guard n > 0, m > 0 else { return (leftMarks, rightMarks) }

    var numbers: [[UInt8]: UInt32] = [:]
    func number(_ word: [UInt8]) -> UInt32 {
      if let known = numbers[word] { return known }
      let next = UInt32(numbers.count)
      numbers[word] = next
      return next
    }
    let x = a[start..<start + n].map(number)
    let y = b[start..<start + m].map(number)
    // lengths[i * (m + 1) + j] is that of the words from i and j on.
    var lengths = [UInt16](repeating: 0, count: (n + 1) * (m + 1))
    for i in stride(from: n - 1, through: 0, by: -1) {
      let (row, below) = (i * (m + 1), (i + 1) * (m + 1))
      for j in stride(from: m - 1, through: 0, by: -1) {
        lengths[row + j] =
          x[i] == y[j]
          ? lengths[below + j + 1] + 1 : max(lengths[below + j], lengths[row + j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < n && j < m {
      if x[i] == y[j] {
        leftMarks[start + i] = false
        rightMarks[start + j] = false
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * (m + 1) + j] >= lengths[i * (m + 1) + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return (leftMarks, rightMarks)
  }
}

// MARK: Runs

extension WordDifference {
  /// Joins words of the same kind; a space between two changed words is changed with them.
  private static func runs(of words: [String], _ marks: [Bool]) -> [Run] {
    var runs: [Run] = []
    for (i, word) in words.enumerated() {
      var isChanged = marks[i]
      if !isChanged, i > 0, i + 1 < words.count, marks[i - 1], marks[i + 1],
        word.unicodeScalars.allSatisfy(\.properties.isWhitespace)
      {
        isChanged = true
      }
      let kind: Run.Kind = isChanged ? .changed : .same
      if runs.last?.kind == kind {
        runs[runs.count - 1].text += word
      } else {
        runs.append(Run(kind: kind, text: word))
      }
    }
    return runs
  }

  /// Shortens runs that are the same, then cuts what is over `limit` code points.
  private static func shortened(_ runs: [Run], limit: Int, followedBy rest: Int) -> [Run] {
    let total = runs.reduce(0) { $0 + $1.text.unicodeScalars.count }
    var result: [Run] = []
    var room = limit
    var omitted = rest
    for (i, run) in runs.enumerated() {
      guard room > 0 else {
        omitted += run.text.unicodeScalars.count
        continue
      }
      var pieces = [run]
      if total + rest > limit, run.kind == .same {
        pieces = middleRemoved(run.text, isFirst: i == 0, isLast: i == runs.count - 1)
      }
      for piece in pieces {
        guard piece.kind != .omission else {
          result.append(piece)
          continue
        }
        let cut = TextCut(piece.text, limit: room)
        room -= cut.head.unicodeScalars.count
        if cut.omittedCount > 0 { room = 0 }
        omitted += cut.omittedCount
        if !cut.head.isEmpty { result.append(Run(kind: piece.kind, text: cut.head)) }
      }
    }
    if omitted > 0 {
      let noun = omitted == 1 ? "character" : "characters"
      result.append(
        Run(kind: .omission, text: "… (\(NumberText.count(omitted)) more \(noun))"))
    }
    return result
  }

  /// The two ends of a long run that is the same, with a note between them; of the first and the
  /// last run of a text, also only the end next to the difference is worth its room, but how a text
  /// begins tells what it is.
  private static func middleRemoved(_ text: String, isFirst: Bool, isLast: Bool) -> [Run] {
    let scalars = text.unicodeScalars
    let (head, tail) = (isFirst ? 120 : 90, isLast ? 0 : 90)
    let count = scalars.count
    guard !(isFirst && isLast), count > head + tail + 60 else {
      return [Run(kind: .same, text: text)]
    }
    let start = TextCut(text, limit: head).head
    let end = String(scalars.suffix(tail))
    let omitted = count - start.unicodeScalars.count - tail
    return [
      Run(kind: .same, text: start),
      Run(kind: .omission, text: " … (\(NumberText.count(omitted)) characters, the same) … "),
      Run(kind: .same, text: end),
    ]
  }
}
