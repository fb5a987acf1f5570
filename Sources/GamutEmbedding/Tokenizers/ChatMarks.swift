// SPDX-License-Identifier: Apache-2.0

/// What a chat template writes around the turns of a record.
///
/// A template is a program; those that nearly all models come with write the same marks around each
/// turn, and are told by those marks.
public struct ChatMarks: Hashable, Sendable {
  /// What the template is called.
  public let name: String
  /// Before all turns.
  let start: String
  /// Around a turn of the operator, of the user and of the model.
  let system: (String, String)
  let user: (String, String)
  let model: (String, String)

  public static func == (left: ChatMarks, right: ChatMarks) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The marks of `template`, the text of a template; nil where it is none of the known ones.
  public init?(template: String) {
    guard let known = Self.known.first(where: { $0.isIn(template) }) else { return nil }
    self = known.marks
  }

  private struct Known {
    /// What stands in such a template, and in no other before it in the list.
    let signs: [String]
    let marks: ChatMarks

    func isIn(_ template: String) -> Bool { signs.allSatisfy { Self.has($0, template) } }

    private static func has(_ sign: String, _ template: String) -> Bool {
      let (sign, text) = (Array(sign.utf8), Array(template.utf8))
      guard text.count >= sign.count else { return false }
      return (0...text.count - sign.count).contains {
        text[$0..<$0 + sign.count].elementsEqual(sign)
      }
    }
  }

  private init(
    _ name: String, start: String = "", system: (String, String), user: (String, String),
    model: (String, String)
  ) {
    (self.name, self.start, self.system, self.user, self.model) = (name, start, system, user, model)
  }

  private static let known: [Known] = [
    Known(
      signs: ["<|im_start|>"],
      marks: ChatMarks(
        "ChatML", system: ("<|im_start|>system\n", "<|im_end|>\n"),
        user: ("<|im_start|>user\n", "<|im_end|>\n"),
        model: ("<|im_start|>assistant\n", "<|im_end|>\n"))),
    Known(
      signs: ["<|start_header_id|>"],
      marks: ChatMarks(
        "Llama 3", start: "<|begin_of_text|>",
        system: ("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>"),
        user: ("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
        model: ("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>"))),
    Known(
      signs: ["<start_of_turn>"],
      marks: ChatMarks(
        "Gemma", start: "<bos>", system: ("<start_of_turn>user\n", "\n\n"),
        user: ("<start_of_turn>user\n", "<end_of_turn>\n"),
        model: ("<start_of_turn>model\n", "<end_of_turn>\n"))),
    Known(
      signs: ["[INST]", "<<SYS>>"],
      marks: ChatMarks(
        "Llama 2", start: "<s>", system: ("<<SYS>>\n", "\n<</SYS>>\n\n"),
        user: ("[INST] ", " [/INST]"), model: (" ", " </s>"))),
    Known(
      signs: ["[INST]"],
      marks: ChatMarks(
        "Mistral", start: "<s>", system: ("", "\n\n"), user: ("[INST] ", "[/INST]"),
        model: (" ", "</s>"))),
    Known(
      signs: ["<|user|>", "<|assistant|>", "<|end|>"],
      marks: ChatMarks(
        "Phi-3", system: ("<|system|>\n", "<|end|>\n"), user: ("<|user|>\n", "<|end|>\n"),
        model: ("<|assistant|>\n", "<|end|>\n"))),
    Known(
      signs: ["<|user|>", "<|assistant|>"],
      marks: ChatMarks(
        "Zephyr", system: ("<|system|>\n", "</s>\n"), user: ("<|user|>\n", "</s>\n"),
        model: ("<|assistant|>\n", "</s>\n"))),
    Known(
      signs: ["USER:", "ASSISTANT:"],
      marks: ChatMarks(
        "Vicuna", start: "<s>", system: ("", "\n\n"), user: ("USER: ", "\n"),
        model: ("ASSISTANT: ", "</s>\n"))),
  ]
}
