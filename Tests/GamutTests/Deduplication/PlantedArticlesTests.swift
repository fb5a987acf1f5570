// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gamut
import GamutCorpus
import GamutJSON
import GamutReport
import GamutTestSupport
import Testing

@Suite struct PlantedArticlesTests {
  private static let folder = SharedData.data("neardup/minhash_articles")

  /// Articles of newspapers with planted near-copies: `ID TEXT` a line, and the pairs beside them.
  @Test(
    .enabled(if: SharedData.isPresent(folder), "the shared articles are not here"),
    arguments: [(100, 5), (1_000, 10), (2_500, 20)])
  func `all planted pairs of the articles are found, and nothing else goes`(
    count: Int, planted: Int
  ) throws {
    var ids: [String] = []
    var lines = JSONWriter()
    let articles = try String(
      contentsOfFile: "\(Self.folder)/articles_\(count).train", encoding: .utf8)
    for article in articles.split(separator: "\n") {
      let space = try #require(article.firstIndex(of: " "))
      ids.append(String(article[..<space]))
      lines.beginObject()
      lines.member("text", String(article[space...]))
      lines.endObject()
      lines.endLine()
    }
    let truth = try String(
      contentsOfFile: "\(Self.folder)/articles_\(count).truth", encoding: .utf8)
    let pairs = Set(
      truth.split(separator: "\n").map { Set($0.split(separator: " ").map(String.init)) })
    #expect(ids.count == count && pairs.count == planted)

    let scratch = try ScratchFolder()
    let path = try scratch.write(lines.bytes, to: "articles.jsonl")
    let result = try DeduplicationPlan().run(
      inputs: Corpus(paths: [path]), in: RunContext(workers: 2))
    let found = result.removals.map { Set([ids[Int($0.record)], ids[Int($0.keeper.index)]]) }
    #expect(found.count == planted)
    #expect(Set(found) == pairs)
  }
}
