// SPDX-License-Identifier: Apache-2.0

/// One line of the training set before it is written.
struct Record {
  var topic: String
  var exchange: Exchange
  var system: String?
  var source: Source
  var created: String
  var metadata: Metadata
  /// What the truth calls this record until the records have their final order.
  var key: Int

  /// What the near-duplicate stage compares: all turns, joined by newlines.
  var text: String {
    [system, exchange.prompt, exchange.answer].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// Where a record came from; each source writes JSON in its own way.
  enum Source: String, CaseIterable {
    case helpdesk = "helpdesk-2024"
    case chat = "chat-export"
    case synthetic = "synthetic-v1"

    var style: JSONStyle {
      switch self {
      case .helpdesk: JSONStyle(colon: ":", comma: ",", escapesNonASCII: false)
      case .chat: JSONStyle(colon: ": ", comma: ", ", escapesNonASCII: true)
      case .synthetic: JSONStyle(colon: ": ", comma: ", ", escapesNonASCII: false)
      }
    }
  }

  /// Columns that no tool may lose or write differently: 64-bit numbers, trailing zeros, null.
  struct Metadata {
    var ticket: Int
    var satisfaction: String
    var agent: String
    var tags: [String]
    var language: String
  }

  /// The record as one line of JSON, under `id`.
  func line(id: String) -> String {
    let json = source.style
    var messages: [String] = []
    if let system { messages.append(message("system", system)) }
    messages.append(message("user", exchange.prompt))
    messages.append(message("assistant", exchange.answer))
    let metadata = json.object([
      ("ticket", "\(metadata.ticket)"), ("csat", metadata.satisfaction),
      ("agent", json.string(metadata.agent)),
      ("tags", json.array(metadata.tags.map(json.string))),
      ("lang", json.string(metadata.language)),
    ])
    return json.object([
      ("id", json.string(id)), ("source", json.string(source.rawValue)),
      ("created", json.string(created)), ("messages", json.array(messages)),
      ("metadata", metadata),
    ])
  }

  private func message(_ role: String, _ content: String) -> String {
    let json = source.style
    return json.object([("role", json.string(role)), ("content", json.string(content))])
  }
}

/// How JSON is written: its spaces and its escapes.
struct JSONStyle {
  var colon: String
  var comma: String
  var escapesNonASCII: Bool

  func object(_ members: [(name: String, value: String)]) -> String {
    "{" + members.map { string($0.name) + colon + $0.value }.joined(separator: comma) + "}"
  }

  func array(_ elements: [String]) -> String { "[" + elements.joined(separator: comma) + "]" }

  func string(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case _ where escapesNonASCII && !scalar.isASCII:
        for unit in scalar.utf16 {
          let digits = String(unit, radix: 16)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
