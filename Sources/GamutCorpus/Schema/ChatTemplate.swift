// SPDX-License-Identifier: Apache-2.0

/// A way of writing a conversation as one text, with marks where turns begin and end.
///
/// > Source: the chat templates that the models' authors publish with their tokenisers, and FastChat's
/// > `conversation.py` for those that are older.
struct ChatTemplate: Hashable, Sendable {
  /// What users know it by.
  let name: String
  /// What its texts begin with, behind white space and the marks in `leading`.
  let first: [String]
  /// How a turn begins.
  let marks: [Mark]
  /// What ends a turn, and is no part of it.
  var ends: [String] = []
  /// What may stand before the first mark, beside white space.
  var leading: [String] = []
  /// Whether what stands before the first mark is the operator's; else it is lost white space.
  var hasPreamble = false

  /// How a turn begins.
  struct Mark: Hashable, Sendable {
    let text: String
    /// Whose turn it is; nil where its name follows, up to `nameEnd`.
    let role: Role?
    var nameEnd = ""
    /// Whether it counts at the start of a line alone, or of the text.
    var place = Place.anywhere

    enum Place: Hashable { case anywhere, line, word }
  }

  /// All templates, in the order in which they are tried.
  static let all: [ChatTemplate] = [
    ChatTemplate(
      name: "ChatML", first: ["<|im_start|>"],
      marks: [Mark(text: "<|im_start|>", role: nil, nameEnd: "\n")],
      ends: ["<|im_end|>", "<|endoftext|>"], leading: ["<s>", "<|endoftext|>", "<|startoftext|>"]),
    ChatTemplate(
      name: "Llama 3", first: ["<|start_header_id|>"],
      marks: [Mark(text: "<|start_header_id|>", role: nil, nameEnd: "<|end_header_id|>")],
      ends: ["<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"], leading: ["<|begin_of_text|>"]),
    ChatTemplate(
      name: "Llama 4", first: ["<|header_start|>"],
      marks: [Mark(text: "<|header_start|>", role: nil, nameEnd: "<|header_end|>")],
      ends: ["<|eot|>", "<|eom|>", "<|end_of_text|>"], leading: ["<|begin_of_text|>"]),
    ChatTemplate(
      name: "Llama 2 or Mistral",
      first: ["[INST]", "[SYSTEM_PROMPT]", "[AVAILABLE_TOOLS]"],
      marks: [
        Mark(text: "[INST]", role: .user), Mark(text: "[/INST]", role: .assistant),
        Mark(text: "<<SYS>>", role: .system), Mark(text: "<</SYS>>", role: .user),
        Mark(text: "[SYSTEM_PROMPT]", role: .system),
        Mark(text: "[AVAILABLE_TOOLS]", role: .system), Mark(text: "[TOOL_CALLS]", role: .call),
        Mark(text: "[TOOL_RESULTS]", role: .tool), Mark(text: "[/TOOL_RESULTS]", role: .assistant),
      ],
      ends: ["</s>", "<s>", "[/SYSTEM_PROMPT]", "[/AVAILABLE_TOOLS]"], leading: ["<s>"]),
    ChatTemplate(
      name: "Gemma", first: ["<start_of_turn>"],
      marks: [Mark(text: "<start_of_turn>", role: nil, nameEnd: "\n")],
      ends: ["<end_of_turn>", "<eos>"], leading: ["<bos>"]),
    ChatTemplate(
      name: "Harmony", first: ["<|start|>"],
      marks: [Mark(text: "<|start|>", role: nil, nameEnd: "<|message|>")],
      ends: ["<|end|>", "<|return|>", "<|call|>"]),
    ChatTemplate(
      name: "Zephyr or Phi", first: ["<|system|>", "<|user|>"],
      marks: [
        Mark(text: "<|system|>", role: .system), Mark(text: "<|user|>", role: .user),
        Mark(text: "<|assistant|>", role: .assistant), Mark(text: "<|tool|>", role: .tool),
        Mark(text: "<|observation|>", role: .tool),
      ],
      ends: ["</s>", "<|end|>", "<|endoftext|>"], leading: ["<s>", "[gMASK]", "<sop>"]),
    ChatTemplate(
      name: "DeepSeek", first: ["<｜User｜>"],
      marks: [
        Mark(text: "<｜User｜>", role: .user), Mark(text: "<｜Assistant｜>", role: .assistant),
      ],
      ends: ["<｜end▁of▁sentence｜>"], leading: ["<｜begin▁of▁sentence｜>"]),
    ChatTemplate(
      name: "Alpaca", first: ["Below is an instruction", "### Instruction:"],
      marks: [
        Mark(text: "### Instruction:", role: .user, place: .line),
        Mark(text: "### Input:", role: .input, place: .line),
        Mark(text: "### Response:", role: .assistant, place: .line),
      ],
      ends: ["</s>", "<|endoftext|>", "<|end_of_text|>", "### End"], leading: ["<s>"],
      hasPreamble: true),
    ChatTemplate(
      name: "Guanaco", first: ["### Human:", "### System:", "### User:"],
      marks: [
        Mark(text: "### Human:", role: .user),
        Mark(text: "### User:", role: .user, place: .line),
        Mark(text: "### Assistant:", role: .assistant),
        Mark(text: "### System:", role: .system, place: .line),
      ],
      ends: ["</s>", "<|endoftext|>"], leading: ["<s>"]),
    ChatTemplate(
      name: "Vicuna", first: ["A chat between a curious", "USER:"],
      marks: [
        Mark(text: "USER:", role: .user, place: .word),
        Mark(text: "ASSISTANT:", role: .assistant, place: .word),
      ],
      ends: ["</s>"], leading: ["<s>"], hasPreamble: true),
    ChatTemplate(
      name: "Human: and Assistant:", first: ["Human:"],
      marks: [
        Mark(text: "Human:", role: .user, place: .line),
        Mark(text: "Assistant:", role: .assistant, place: .line),
      ],
      ends: ["</s>", "<|endoftext|>", "<EOT>"], leading: ["<s>"]),
    ChatTemplate(
      name: "User: and Assistant:", first: ["User:", "System:"],
      marks: [
        Mark(text: "System:", role: .system, place: .line),
        Mark(text: "User:", role: .user, place: .line),
        Mark(text: "Assistant:", role: .assistant, place: .line),
      ],
      ends: ["</s>", "<|endoftext|>"], leading: ["<s>"]),
  ]

  /// The template in which most of what is seen is written, as numbers of `all`; nil for none.
  ///
  /// - Parameter counts: how many of `total` texts begin with the first mark of each.
  static func found(_ counts: [Int], of total: Int) -> ChatTemplate? {
    guard total > 0 else { return nil }
    for (i, count) in counts.enumerated() where count * 10 >= total * 9 { return all[i] }
    return nil
  }
}
