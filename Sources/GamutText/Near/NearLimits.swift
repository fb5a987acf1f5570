// SPDX-License-Identifier: Apache-2.0

/// What bounds the work and the memory of the near stage.
///
/// Only `bucketLimit` has a part in the decisions.
public struct NearLimits: Hashable, Codable, Sendable {
  /// With how many kept records of each bucket a record is compared at most: the earliest ones.
  ///
  /// So what a record is compared with depends on the records before it alone, not on how they came:
  /// in one run, or in an index first and a run later.
  public var bucketLimit: Int
  /// How many bytes of shingle sets of kept records are held before they are forgotten and read
  /// again where needed.
  public var cacheByteCount: Int
  /// How many bytes sorting the keys of bands may take, 1 MiB or more.
  public var sortByteCount: Int

  /// Makes limits; the defaults are 64 records of a bucket, 64 MiB and 1 GiB.
  public init(
    bucketLimit: Int = 64, cacheByteCount: Int = 64 << 20, sortByteCount: Int = 1 << 30
  ) {
    self.bucketLimit = bucketLimit
    self.cacheByteCount = cacheByteCount
    self.sortByteCount = sortByteCount
  }
}
