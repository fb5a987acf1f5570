// SPDX-License-Identifier: Apache-2.0

/// How far a plan is, told to whoever waits for it.
public struct Progress: Sendable {
  /// What `completed` and `total` count.
  public enum Unit: Sendable {
    /// Bytes of the inputs.
    case bytes
    /// Records.
    case records
  }

  /// What is being done: "reading", "comparing", ….
  public let stage: String
  /// How much of it is done.
  public let completed: Int
  /// How much there is; 0 where nobody knows.
  public let total: Int
  /// What is counted.
  public let unit: Unit
}

/// Receives progress, from any thread.
public typealias ProgressSink = @Sendable (Progress) -> Void
