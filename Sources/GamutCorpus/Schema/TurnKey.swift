// SPDX-License-Identifier: Apache-2.0

internal import GamutJSON

/// The fields of a turn that mean something.
enum TurnKey: Int, CaseIterable {
  case role, from, speaker, content, value, text, parts, message
  case toolCalls, toolCallsCamel, functionCall, functionCallCamel, toolResponses, toolResponse
  case reasoningContent, reasoning, thinking, think, thought, reasoningDetails, refusal
  case weight, lossWeight, train, training, trainDetail
  case human, user, assistant, gpt, bot, system
  case image, images, video, videos, audio, audios, name

  static let table = NameTable(allCases.map(\.text))

  var text: String {
    switch self {
    case .role: "role"
    case .from: "from"
    case .speaker: "speaker"
    case .content: "content"
    case .value: "value"
    case .text: "text"
    case .parts: "parts"
    case .message: "message"
    case .toolCalls: "tool_calls"
    case .toolCallsCamel: "toolCalls"
    case .functionCall: "function_call"
    case .functionCallCamel: "functionCall"
    case .toolResponses: "tool_responses"
    case .toolResponse: "tool_response"
    case .reasoningContent: "reasoning_content"
    case .reasoning: "reasoning"
    case .thinking: "thinking"
    case .think: "think"
    case .thought: "thought"
    case .reasoningDetails: "reasoning_details"
    case .refusal: "refusal"
    case .weight: "weight"
    case .lossWeight: "loss_weight"
    case .train: "train"
    case .training: "training"
    case .trainDetail: "train_detail"
    case .human: "human"
    case .user: "user"
    case .assistant: "assistant"
    case .gpt: "gpt"
    case .bot: "bot"
    case .system: "system"
    case .image: "image"
    case .images: "images"
    case .video: "video"
    case .videos: "videos"
    case .audio: "audio"
    case .audios: "audios"
    case .name: "name"
    }
  }

  /// Those that hold media beside the content.
  static let media: [TurnKey] = [.image, .images, .video, .videos, .audio, .audios]

  /// Those that hold what the model thinks: names of one thing, of which the first counts.
  static let thoughts: [TurnKey] = [
    .reasoningContent, .reasoning, .thinking, .think, .thought, .reasoningDetails,
  ]
}

/// The fields of a request of a batch that mean something.
enum RequestKey: Int, CaseIterable {
  case messages, contents, system, systemInstruction, systemInstructionSnake, input
  case tools, functions, toolConfig, toolConfigSnake, toolChoice, responseFormat

  static let table = NameTable(allCases.map(\.text))

  var text: String {
    switch self {
    case .messages: "messages"
    case .contents: "contents"
    case .system: "system"
    case .systemInstruction: "systemInstruction"
    case .systemInstructionSnake: "system_instruction"
    case .input: "input"
    case .tools: "tools"
    case .functions: "functions"
    case .toolConfig: "toolConfig"
    case .toolConfigSnake: "tool_config"
    case .toolChoice: "tool_choice"
    case .responseFormat: "response_format"
    }
  }
}
