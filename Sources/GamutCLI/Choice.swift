// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The value of an option with a default, and whether it was given: with an index, what was not given
/// is what the index was made with.
struct Choice<Value: ExpressibleByArgument>: ExpressibleByArgument {
  /// What to use.
  let value: Value
  /// Whether the command line names it.
  let isGiven: Bool

  /// The default.
  init(_ value: Value) {
    self.value = value
    isGiven = false
  }

  init?(argument: String) {
    guard let value = Value(argument: argument) else { return nil }
    self.value = value
    isGiven = true
  }

  /// The value if it was given, else `saved`.
  func orSaved(_ saved: Value?) -> Value { isGiven ? value : saved ?? value }

  var defaultValueDescription: String { value.defaultValueDescription }
  static var allValueStrings: [String] { Value.allValueStrings }
  static var defaultCompletionKind: CompletionKind { Value.defaultCompletionKind }
}
