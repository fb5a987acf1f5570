// SPDX-License-Identifier: Apache-2.0

/// What bounds the work and the memory of the near stage.
public struct NearLimits: Hashable, Codable, Sendable {
  /// To how many kept records a record is compared at most. Of these, those of its own block get
  /// up to a quarter.
  public var verificationLimit: Int
  /// How many bytes of shingle sets of kept records are held before they are forgotten and read
  /// again where needed.
  public var cacheByteCount: Int

  /// Makes limits; the defaults are 1,000 comparisons and 256 MB.
  public init(verificationLimit: Int = 1000, cacheByteCount: Int = 256 << 20) {
    self.verificationLimit = verificationLimit
    self.cacheByteCount = cacheByteCount
  }
}
