// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCore
import Testing

/// Records of `--against`: first in keep order, never written, never compared with each other.
@Suite struct AgainstTests {
  static let a = words("a")
  static let aEdited = words("a", changed: [39])

  @Test func `they come first, are never written and have their own index`() throws {
    let run = try Cleaning(
      texts: ["own", Self.aEdited, "shared", "shared"],
      against: ["shared", Self.a, "shared", Self.aEdited])
    // The copies among the reference are not removed: the edited one stands for its copy exactly.
    #expect(run.removals == ["1 exact 3* 1.0", "2 exact 0* 1.0", "3 exact 0* 1.0"])
    #expect(try run.kept() == lines(["own"]))
    #expect(run.result.source.count == 4)
  }

  @Test(arguments: [KeepPolicy.last, .longest, .shortest, .greatest(field: "text")])
  func `they come first whatever the policy`(policy: KeepPolicy) throws {
    let run = try Cleaning(
      texts: [Self.aEdited, Self.aEdited + " more"], against: [Self.a], keep: policy)
    #expect(run.result.removals.map(\.keeper.isReference) == [true, true])
    #expect(run.result.kept == [])
  }

  @Test func `a removed line says against, and where the keeper stands`() throws {
    let run = try Cleaning(texts: ["new", "known", "new"], against: ["x", "known"])
    let removed = try run.removed()
    let known = try #require(removed.first?["kept"] as? [String: Any])
    #expect(known["against"] as? Bool == true)
    #expect(known["index"] as? Int == 1 && known["line"] as? Int == 2)
    #expect((known["file"] as? String)?.hasSuffix("/known0") == true)
    let own = try #require(removed.last?["kept"] as? [String: Any])
    #expect(own["against"] == nil && own["index"] as? Int == 0)
  }

  @Test func `groups name a keeper of another set by its number and have no line for it`() throws {
    let run = try Cleaning(texts: ["known", "known", "own"], against: ["known"])
    let rows = try run.clusters()
    #expect(rows.map { $0["index"] as? Int } == [0, 1])
    #expect(rows.map { $0["keeper"] as? Int } == [0, 0])
    #expect(Set(rows.map { $0["group"] as? Int }) == [0])
  }

  @Test func `semantic compares with them too`() throws {
    let run = try Cleaning(
      texts: ["one", "two"], against: ["three", "four"], stages: [.exact, .near, .semantic],
      vectors: [[24, 7], [1, 1]], known: [[1, 0], [1, 0]])
    #expect(run.removals == ["0 semantic 0* 0.96"])
  }

  @Test func `a record that stands for near removals may not go to a reference they do not reach`()
    throws
  {
    let run = try Cleaning(
      texts: [Self.a, Self.aEdited], against: ["known"], stages: [.exact, .near, .semantic],
      vectors: [[1, 0], [0, 1]], known: [[1, 0]])
    #expect(run.removals == ["1 near 0 0.95"])
  }
}
