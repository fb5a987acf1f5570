// SPDX-License-Identifier: Apache-2.0

/// What the library says of itself.
public enum Version {
  /// The version by semantic versioning; part of every saved report.
  public static let number = "0.1.0"
}
