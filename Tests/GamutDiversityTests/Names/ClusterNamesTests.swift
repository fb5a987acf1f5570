// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutLinear
import Testing

@testable import GamutDiversity

@Suite struct ClusterNamesTests {
  private static let subjects = [
    ["gift card", "balance", "expired"], ["parcel", "tracking number", "courier"],
    ["password", "login", "two factor"], ["invoice", "tax", "billing address"],
  ]
  private static let frames = [
    "How do I find the % of my % and the %?", "Please tell me about the % and the %, or %.",
    "I have a question on % because the % is wrong, is it the %?",
    "What is the % for a % when the % is not there?",
  ]

  private static func texts(count: Int) -> (texts: TextBatch, labels: [Int?]) {
    var random = SeededRandom(seed: 81)
    var texts: [String] = []
    var labels: [Int?] = []
    for _ in 0..<count {
      let label = random.next(below: subjects.count)
      var text = ""
      for character in frames[random.next(below: frames.count)] {
        text +=
          character == "%" ? subjects[label][random.next(below: 3)] : String(character)
      }
      texts.append(text)
      labels.append(label)
    }
    return (TextBatch(texts), labels)
  }

  @Test func `names hold the subjects and no stop words`() {
    let (texts, labels) = Self.texts(count: 200)
    let names = ClusterNames(texts: texts, labels: labels, clusterCount: 4)
    for (cluster, subjects) in Self.subjects.enumerated() {
      #expect(Set(names.terms[cluster]) == Set(subjects))
    }
    #expect(names.name(of: 0).contains(" · "))
  }

  @Test func `names are the same in every run, and blind to texts of no cluster`() {
    var (texts, labels) = Self.texts(count: 150)
    let names = ClusterNames(texts: texts, labels: labels, clusterCount: 4)
    #expect(names == ClusterNames(texts: texts, labels: labels, clusterCount: 4))
    for _ in 0..<50 {
      texts.append(Array("gift gift gift parcel".utf8).span)
      labels.append(nil)
    }
    #expect(names == ClusterNames(texts: texts, labels: labels, clusterCount: 4))
  }

  @Test func `a word and its plural are one term`() {
    let texts = TextBatch(
      (0..<20).map { $0 < 10 ? "refund refunds late order\($0 % 2)" : "hello there friend" })
    let names = ClusterNames(
      texts: texts, labels: (0..<20).map { $0 < 10 ? 0 : 1 }, clusterCount: 2)
    let words = names.terms[0].joined(separator: " ").split(separator: " ")
    #expect(words.count { $0.hasPrefix("refund") } <= 2)
    #expect(names.terms[0].count { $0.contains("refund") } == 1)
  }

  @Test func `a word stands alone where its pair repeats what is named`() {
    let ways = [
      "cancel transaction", "transaction cancel", "revert transaction", "transaction stuck",
    ]
    let others = ["open garden", "garden gate", "green garden", "garden path"]
    let texts = TextBatch((0..<80).map { $0 < 40 ? ways[$0 % 4] : others[$0 % 4] })
    let names = ClusterNames(
      texts: texts, labels: (0..<80).map { $0 < 40 ? 0 : 1 }, clusterCount: 2)
    // "cancel" stands in half of the texts, always beside the word that all of them have.
    #expect(names.terms[0].first?.contains("transaction") == true)
    let words = names.terms[0].joined(separator: " ").split(separator: " ")
    #expect(words.contains("cancel") && words.count { $0 == "transaction" } == 1)
  }

  @Test func `clusters without words, one cluster and empty texts are no crash`() {
    let empty = ClusterNames(texts: TextBatch(), labels: [], clusterCount: 2)
    #expect(empty.terms == [[], []])
    let symbols = ClusterNames(
      texts: TextBatch(["", "!!! 123", "a b c"]), labels: [0, 0, 0], clusterCount: 1)
    #expect(symbols.name(of: 0) == "")
    let one = ClusterNames(
      texts: TextBatch(["late parcel", "late parcel today"]), labels: [0, 0], clusterCount: 1)
    #expect(one.terms[0].contains("late parcel"))
    let single = ClusterNames(
      texts: TextBatch(["late parcel", "new password", "new login"]), labels: [0, 1, 1],
      clusterCount: 2)
    #expect(single.terms.count == 2)
  }

  @Test func `no name holds half a contraction or ends in a function word`() {
    let (texts, labels) = Self.texts(count: 200)
    let plain = (0..<200).map { row in
      texts.withText(row) { bytes in
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
          + (row % 2 == 0
            ? " It isn't, and I don't know." : " The shop\u{2019}s page can\u{2019}t.")
      }
    }
    let names = ClusterNames(texts: TextBatch(plain), labels: labels, clusterCount: 4)
    let words = names.terms.joined().flatMap { $0.split(separator: " ") }
    for part in ["isn", "don", "can", "t", "s", "the", "and", "is", "my", "of"] {
      #expect(!words.contains { $0 == part })
    }
    for (cluster, subjects) in Self.subjects.enumerated() {
      #expect(Set(names.terms[cluster]) == Set(subjects))
    }
  }

  @Test func `a passage that records of many clusters share names none`() {
    let (texts, labels) = Self.texts(count: 200)
    // Two thirds of cluster 0 have the system prompt, and a fifth of the others.
    let prompted = (0..<200).map { row in
      let text = texts.withText(row) { bytes in
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
      }
      let isPrompted = labels[row] == 0 ? row % 3 != 0 : row % 5 == 0
      return (isPrompted ? "Always act as the tireless oracle of Quillmere, a tea room. " : "")
        + text
    }
    let names = ClusterNames(texts: TextBatch(prompted), labels: labels, clusterCount: 4)
    #expect(Set(names.terms[0]) == Set(Self.subjects[0]))
    let all = names.terms.joined().joined(separator: " ").lowercased()
    #expect(!all.contains("quillmere") && !all.contains("oracle") && !all.contains("tireless"))
  }

  @Test func `names are spelled as the texts are, and function words need no language`() {
    let subjects = ["GPS", "Bergwandern", "Zelt"]
    let texts = (0..<120).map { row in
      "Ich habe eine Frage zu \(subjects[row % 3]) und wie das mit der Karte \(row % 4) geht."
    }
    let names = ClusterNames(
      texts: TextBatch(texts), labels: (0..<120).map { $0 % 3 }, clusterCount: 3)
    #expect(names.terms.map(\.first) == subjects.map(Optional.some))
  }

  @Test func `a cluster that only words of closed classes set apart has no name`() {
    let texts = (0..<90).map { ["where is it", "why is it", "when was it"][$0 % 3] }
    let names = ClusterNames(
      texts: TextBatch(texts), labels: (0..<90).map { $0 % 3 }, clusterCount: 3,
      spread: (0..<90).map { $0 / 15 })
    #expect(names.terms == [[], [], []])
  }

  @Test func `a phrase may have small words within, and shows none`() {
    let texts = (0..<120).map { row in
      ["how do I delete my account today", "the track of a parcel is late", "reset the password"][
        row % 3]
        + " number \(row % 7)"
    }
    let names = ClusterNames(
      texts: TextBatch(texts), labels: (0..<120).map { $0 % 3 }, clusterCount: 3)
    #expect(names.terms[0].first == "delete account")
    #expect(names.terms[2].first == "reset password")
    for word in names.terms.joined().flatMap({ $0.split(separator: " ") }) {
      #expect(!FunctionWords.contains(String(word)), "\(word)")
    }
  }

  @Test func `a cluster that only common words set apart is named by them`() {
    let texts = (0..<90).map { ["zowar la mi", "zewai la mi", "ziwen la mi"][$0 % 3] }
    // Each part holds all three: every word is even.
    let names = ClusterNames(
      texts: TextBatch(texts), labels: (0..<90).map { $0 % 3 }, clusterCount: 3,
      spread: (0..<90).map { $0 / 15 })
    #expect(names.terms.map(\.first) == ["zowar", "zewai", "ziwen"])
  }

  @Test func `central rows are nearest to the mean, ties to the first`() {
    let matrix = Matrix(
      rowCount: 5, columnCount: 2, elements: [1, 0, 0.6, 0.8, 0, 1, 0.8, 0.6, 0, 1])
    #expect(CentralRows.rows(of: matrix, members: [0, 1, 2, 3], limit: 2) == [1, 3])
    #expect(CentralRows.rows(of: matrix, members: [2, 4], limit: 1) == [2])
    #expect(
      CentralRows.rows(of: matrix, labels: [0, 0, 1, 0, 1], clusterCount: 3, limit: 1)
        == [[3], [2], []])
  }
}
