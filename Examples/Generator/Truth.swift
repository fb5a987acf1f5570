// SPDX-License-Identifier: Apache-2.0

/// What was planted, by the final order of the records, and what a right report must say of it.
struct Truth {
  private let training: TrainingSet
  private let traffic: Traffic
  /// The place in the file of each record key.
  private let places: [Int]
  private let texts: [Shingles]

  init(training: TrainingSet, traffic: Traffic) {
    self.training = training
    self.traffic = traffic
    var places = Array(repeating: 0, count: training.records.count)
    for (place, record) in training.records.enumerated() { places[record.key] = place }
    self.places = places
    texts = training.records.map { Shingles($0.text) }
  }

  static func trainingID(_ place: Int) -> String { "fh-" + padded(place) }
  static func trafficID(_ place: Int) -> String { "q-" + padded(place) }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Truth {
  /// What is removed at the default options and why, by the definition: equal texts first, then in
  /// file order whatever reaches .8 with a record kept before; copies share the fate of their first.
  private func removals() -> (exact: [Int: Int], near: [Int: Int]) {
    var firsts: [String: Int] = [:]
    var exact: [Int: Int] = [:]
    var near: [Int: Int] = [:]
    var kept = ShingleIndex()
    var keptPlaces: [Int] = []
    for (place, record) in training.records.enumerated() {
      // Roles and borders count; a separator that no text holds keeps them apart.
      let exchange = record.exchange
      let key = [record.system ?? "", exchange.prompt, exchange.answer].joined(separator: "\u{0}")
      if let first = firsts[key] {
        if let keeper = near[first] { near[place] = keeper } else { exact[place] = first }
        continue
      }
      firsts[key] = place
      let reached = kept.similarities(to: texts[place]).filter { $0.value >= 0.8 }
      if let keeper = reached.keys.min() {
        near[place] = keptPlaces[keeper]
      } else {
        kept.add(texts[place])
        keptPlaces.append(place)
      }
    }
    return (exact, near)
  }

  /// Every pair of the set: planted ones reach .8, all others stay below .7.
  func check() {
    var group = Array(0..<texts.count)
    for keys in training.planted.near + training.planted.exact {
      let first = group[places[keys[0]]]
      for key in keys { group[places[key]] = first }
    }
    var index = ShingleIndex()
    for (place, text) in texts.enumerated() {
      for (other, similarity) in index.similarities(to: text) {
        let isPlanted = group[place] == group[other]
        precondition(
          isPlanted ? similarity >= 0.8 : similarity < 0.7,
          "records \(other) and \(place): \(similarity), planted: \(isPlanted)")
      }
      index.add(text)
    }
    let (exact, near) = removals()
    let planted = (training.planted.near + training.planted.exact).map { $0.count - 1 }.reduce(0, +)
    precondition(exact.count + near.count == planted, "\(exact.count) + \(near.count) ≠ \(planted)")
  }
}

extension Truth {
  /// The truth as JSON, one member a line.
  var lines: [String] {
    let json = JSONStyle(colon: ": ", comma: ", ", escapesNonASCII: false)
    let planted = training.planted
    let (exact, near) = removals()
    func list(_ places: [Int]) -> String { json.array(places.map(String.init)) }
    func indices(where holds: (Exchange) -> Bool) -> String {
      list(training.records.indices.filter { holds(training.records[$0].exchange) })
    }
    func groups(_ groups: [[Int]]) -> String {
      json.array(groups.map { keys in list(keys.map { places[$0] }.sorted()) }.sorted())
    }
    func pairs(_ removals: [Int: Int]) -> String {
      json.array(removals.sorted { $0.key < $1.key }.map { list([$0.key, $0.value]) })
    }
    let removed = json.object([("exact", "\(exact.count)"), ("near", "\(near.count)")])
    let expected = json.object([
      ("read", "\(texts.count)"), ("kept", "\(texts.count - exact.count - near.count)"),
      ("removed", removed),
    ])
    let members: [(name: String, value: String)] = [
      ("note", json.string("Numbers are places in support.jsonl or traffic.jsonl, from 0.")),
      ("expected", expected),
      ("removed_exact", pairs(exact)),
      ("removed_near", pairs(near)),
      ("exact_groups", groups(planted.exact)),
      ("near_groups", groups(planted.near)),
      ("paraphrases", groups(planted.paraphrases)),
      ("conflicts", groups(planted.conflicts)),
      ("refusals", indices { $0.isRefusal }),
      ("stray_whitespace", indices { $0.hasStrayWhitespace }),
      ("empty_answers", indices { $0.answer.isEmpty }),
      (
        "uncovered_topics",
        json.array(Topic.all.filter { $0.training == 0 }.map { json.string($0.topic.name) })
      ),
      ("thinly_covered_topics", json.array([json.string(Topic.warranty.name)])),
    ]
    let topics = Topic.all.map { entry in
      let name = entry.topic.name
      let inTraining = training.records.indices.filter { training.records[$0].topic == name }
      let inTraffic = traffic.prompts.indices.filter { traffic.prompts[$0].topic == name }
      let value = json.object([("training", list(inTraining)), ("traffic", list(inTraffic))])
      return "    " + json.string(name) + ": " + value
    }
    return ["{"] + members.map { "  " + json.string($0.name) + ": " + $0.value + "," }
      + ["  \"topics\": {", topics.joined(separator: ",\n"), "  }", "}"]
  }
}
