// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The names of fields that hold text, by which schemas are told apart.
enum SchemaNames {
  /// Lists of turns.
  static let turns = ["messages", "conversations", "conversation", "contents", "dialog", "turns"]

  /// Objects that hold a request with its turns: of batch files, of Vertex, of Anthropic.
  static let requests = ["body", "request", "params"]

  /// Preferred answers and those they are preferred to.
  static let preferences: [(chosen: String, rejected: String)] = [
    ("chosen", "rejected"), ("chosen_response", "rejected_response"),
    ("chosen_messages", "rejected_messages"), ("chosen_answer", "rejected_answer"),
    ("chosen_output", "rejected_output"), ("chosen_completion", "rejected_completion"),
  ]

  /// Fields of the operator's, in the order in which they are read.
  static let systems = [
    "system", "system_prompt", "system_message", "systemInstruction", "system_instruction",
  ]

  /// Material that may stand beside any question or conversation.
  static let materials = [
    "context", "contexts", "passage", "passages", "article", "documents", "document", "paragraph",
  ]

  /// Material that is one beside a question alone.
  static let choices = ["choices", "options"]

  /// What the model thinks first, in records without turns.
  static let thoughts = [
    "reasoning", "reasoning_content", "reasoning_details", "thinking", "think", "thought",
  ]

  /// A field that is asked, or given where nobody asks, and the fields that may be said to it, the
  /// likeliest first.
  struct Pair {
    let asked: String
    var isGiven = false
    let said: [String]
  }

  /// Pairs in the order in which they are tried.
  static let pairs: [Pair] = [
    Pair(asked: "prompt", said: ["completion", "completions"]),
    Pair(
      asked: "instruction",
      said: [
        "output", "response", "completion", "answer", "chosen_response", "target", "targets",
        "generation", "solution", "text", "answers",
      ]),
    Pair(
      asked: "question",
      said: [
        "answer", "response", "answers", "output", "completion", "solution", "generation",
        "ground_truth", "target", "targets", "answer_key", "answerKey", "final_answer",
        "explanation", "text",
      ]),
    Pair(
      asked: "prompt",
      said: [
        "response", "generation", "output", "answer", "text", "solution", "ground_truth", "chosen",
        "target", "targets", "answers", "answer_key", "content", "final_answer",
      ]),
    Pair(
      asked: "query",
      said: [
        "response", "answer", "output", "targets", "target", "answer_key", "answers", "solution",
        "text", "completion", "content",
      ]),
    Pair(
      asked: "problem",
      said: [
        "solution", "generation", "response", "output", "answer", "final_answer", "ground_truth",
        "expected_answer", "completion",
      ]),
    Pair(asked: "inputs", said: ["targets", "target", "outputs", "output"]),
    Pair(asked: "human", said: ["assistant", "gpt", "bot", "ai"]),
    Pair(asked: "user", said: ["assistant", "bot", "ai", "model"]),
    Pair(asked: "message_1", said: ["message_2"]),
    Pair(
      asked: "input", isGiven: true,
      said: ["output", "response", "answer", "completion", "target", "targets", "solution"]),
    Pair(asked: "article", isGiven: true, said: ["summary", "highlights"]),
    Pair(asked: "document", isGiven: true, said: ["summary"]),
    Pair(asked: "dialogue", isGiven: true, said: ["summary"]),
    Pair(asked: "source", isGiven: true, said: ["target"]),
    Pair(asked: "context", isGiven: true, said: ["response", "answer", "completion"]),
    Pair(asked: "passage", isGiven: true, said: ["response", "answer", "completion", "summary"]),
  ]

  /// Names that rules ask for by themselves.
  static let others = [
    "input_ids", "input", "preferred_output", "non_preferred_output", "labels", "segments",
    "history", "text", "content", "answers", "reflection", "corrected", "question", "query",
  ]

  /// All of them, each once.
  static let table: NameTable = NameTable(all)

  private static let all: [String] = {
    var names: [String] = []
    for name in turns + requests + preferences.flatMap({ [$0.chosen, $0.rejected] }) + systems
      + materials + choices + thoughts + pairs.flatMap({ [$0.asked] + $0.said }) + others
    where !names.contains(name) {
      names.append(name)
    }
    return names
  }()

  /// The place of each name in the table.
  static let numbers = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
}
