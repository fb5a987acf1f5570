// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What was planted in the example set.
struct PlantedTruth: Decodable {
  struct Expected: Decodable {
    struct Removed: Decodable {
      let exact: Int
      let near: Int
    }
    let read: Int
    let kept: Int
    let removed: Removed
  }
  struct Topic: Decodable {
    let training: [Int]
    let traffic: [Int]
  }

  let expected: Expected
  let removedExact: [[Int]]
  let removedNear: [[Int]]
  let paraphrases: [[Int]]
  let conflicts: [[Int]]
  let refusals: [Int]
  let emptyAnswers: [Int]
  let uncoveredTopics: [String]
  let thinlyCoveredTopics: [String]
  let topics: [String: Topic]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Examples")
  static let training = folder.appending(path: "support.jsonl").path
  static let traffic = folder.appending(path: "traffic.jsonl").path

  static func load() throws -> PlantedTruth {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      PlantedTruth.self, from: Data(contentsOf: folder.appending(path: "truth.json")))
  }

  /// The topic of each question of the traffic.
  var topicOfQuestion: [Int: String] {
    var names: [Int: String] = [:]
    for (name, topic) in topics { for row in topic.traffic { names[row] = name } }
    return names
  }
}
