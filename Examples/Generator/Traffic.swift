// SPDX-License-Identifier: Apache-2.0

/// What customers asked in one week: the reference of the coverage part.
struct Traffic {
  struct Prompt {
    let topic: String
    let text: String
    let channel: String

    /// The prompt as one line of JSON, under `id`.
    func line(id: String) -> String {
      let json = JSONStyle(colon: ": ", comma: ", ", escapesNonASCII: false)
      return json.object([
        ("id", json.string(id)), ("prompt", json.string(text)), ("channel", json.string(channel)),
      ])
    }
  }

  private(set) var prompts: [Prompt] = []

  init(seed: UInt64) {
    var chance = Chance(seed: seed)
    var index = ShingleIndex()
    for (topic, _, count) in Topic.all {
      var left = count
      for _ in 0..<count * 1_000 where left > 0 {
        let text = topic.prompt(&chance)
        let shingles = Shingles(text)
        guard index.largestSimilarity(to: shingles) < TrainingSet.ceiling else { continue }
        index.add(shingles)
        prompts.append(
          Prompt(topic: topic.name, text: text, channel: chance.pick(["chat", "mail", "app"])))
        left -= 1
      }
      precondition(left == 0, "the templates of \(topic.name) are too few for so much traffic")
    }
    chance.shuffle(&prompts)
  }
}
