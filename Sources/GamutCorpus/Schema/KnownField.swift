// SPDX-License-Identifier: Apache-2.0

internal import GamutCore
internal import GamutJSON

/// A field that trainers read beside the text of a record.
struct KnownField {
  let name: String
  let kind: CountedFields.Kind
  let group: Group

  /// Which views a field goes along with.
  enum Group: UInt8 {
    /// With what is asked, and with all.
    case media, tools
    /// With what is said, and with all.
    case calls
    /// With all alone.
    case other
    /// With every text, because the user wants it.
    case compared
  }

  /// All of them, by the names that trainers and collections give them.
  static let all: [KnownField] =
    values(
      .media,
      [
        "image", "images", "image_url", "image_urls", "image_path", "image_paths", "image_file",
        "img", "pixel_values", "video", "videos", "video_url", "video_path", "audio", "audios",
        "audio_url", "audio_path", "media", "objects", "bbox", "speech",
      ])
    + values(
      .tools,
      [
        "tools", "functions", "available_tools", "tool_config", "toolConfig", "tool_choice",
        "toolChoice", "function_declarations", "functionDeclarations", "parallel_tool_calls",
        "response_format", "response_schema",
      ])
    + values(
      .other,
      [
        "label", "labels", "kto_tag", "target", "targets", "weight", "weights", "loss_weight",
        "sample_weight", "loss_mask", "mask", "masks", "train", "train_on_input",
        "train_on_inputs", "train_detail", "score_chosen", "score_rejected", "chosen_score",
        "rejected_score", "chosen_rating", "rejected_rating", "chosen-rating", "rejected-rating",
        "chosen_reward", "rejected_reward", "margin", "score_margin", "score_diff", "preference",
        "winner", "answer_key", "answerKey", "reward_model", "verifier", "channel", "step_labels",
      ])
    + prose([
      "rejected", "rejected_response", "rejected_responses", "rejected_messages",
      "rejected_answer", "rejected_output", "rejected_completion", "non_preferred_output",
      "solution", "solutions", "ground_truth", "answer", "answers", "final_answer",
      "expected_answer", "reference_answer", "reference", "completion", "completions", "response",
      "output", "generation", "explanation", "rationale", "reasoning", "reasoning_content",
      "reasoning_details", "thinking", "think", "thought", "chain_of_thought", "cot",
    ])

  private static func values(_ group: Group, _ names: [String]) -> [KnownField] {
    names.map { KnownField(name: $0, kind: .value, group: group) }
  }

  private static func prose(_ names: [String]) -> [KnownField] {
    names.map { KnownField(name: $0, kind: .prose, group: .other) }
  }

  /// Names of answers, which may stand in a record more than once.
  static let answers = NameTable([
    "solution", "answer", "answers", "completion", "completions", "response", "output",
    "generation",
  ])

  /// Members that say how a value is to be served, or which call it belongs to: no content.
  static let hints = NameTable([
    "cache_control", "cachePoint", "id", "call_id", "tool_call_id", "tool_use_id", "toolUseId",
  ])

  /// Objects that describe a record and teach nothing; what is in them never counts of itself.
  static let descriptions = NameTable(["metadata", "meta", "info", "extra"])
}

/// A field that counts because it holds prose, or because the user wants it to.
struct CountedPath: Hashable, Sendable {
  /// The names on the way to it, from the record down.
  let names: [String]
  let isProse: Bool
  /// Whether it goes along with every text.
  let isCompared: Bool
  /// Whether it holds the record's own text, which is then no difference of its own.
  let repeatsText: Bool

  /// The names with dots between them.
  var name: String { names.joined(separator: ".") }
}

extension CountedPath {
  /// A field that the user wants compared, by its names with dots between them.
  init(compared name: String) {
    self.init(
      names: name.split(separator: ".").map(String.init), isProse: false, isCompared: true,
      repeatsText: false)
  }
}
