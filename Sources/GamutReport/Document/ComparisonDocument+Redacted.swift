// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension ComparisonDocument {
  /// The comparison without any text of the data, as `ReportDocument.redacted()` has it.
  public func redacted() -> ComparisonDocument {
    var document = self
    document.options.append(JSONMember("redacted", true))
    var topics = Redaction("topic")
    func redact(_ topic: Topic) -> Topic {
      var redacted = topic
      redacted.name = topics.name(topic.name)
      redacted.examples = topic.examples.redacted()
      return redacted
    }
    var names = Redaction("source")
    document.sources = sources.map {
      $0.map { Source(name: names.name($0.name), a: $0.a, b: $0.b) }
    }
    document.lost = lost.map { $0.map(redact) }
    document.gained = gained.map { $0.map(redact) }
    for i in leaks?.indices ?? 0..<0 {
      document.leaks?[i].examples =
        leaks?[i].examples.map {
          Leak.Pair(a: $0.a.redacted(), b: $0.b.redacted(), similarity: $0.similarity)
        } ?? []
    }
    return document
  }
}
