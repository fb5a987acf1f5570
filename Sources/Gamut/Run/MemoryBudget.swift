// SPDX-License-Identifier: Apache-2.0

import GamutFiles
import GamutText
private import Glibc

/// How much memory a deduplication may take, and where it keeps what has no room there.
///
/// No decision depends on it: the same bytes come out for any budget. It bounds what can be kept
/// elsewhere; what cannot is beside it: vectors and the model that makes them, clusters and metrics, `containment`,
/// spans. Where one of these alone is more than a budget that was asked for, the run stops before it
/// is taken (`MemoryError`).
///
/// Of each record about 45 bytes stay in memory, whatever the budget. Of the rest, band keys take
/// up to an eighth and at most 64 MiB, and go to a file without a name beyond that; shingle sets of
/// kept records another eighth, and at most 64 MiB; sorting a band a quarter. The texts of a set that
/// takes no more than an eighth, and at most 64 MiB, stay too.
public struct MemoryBudget: Hashable, Sendable {
  /// How many bytes of anonymous memory may be taken.
  public var byteCount: Int
  /// Whether `byteCount` was asked for, so that a run stops rather than take more for one thing.
  public let isStated: Bool
  /// The folder for temporary files.
  public var folder: String

  /// The least budget: what the buffers of reading and one band of a million records take.
  public static let leastByteCount = 64 << 20

  /// Makes a budget, of half of this machine's memory and `TMPDIR` or `/tmp` unless said otherwise.
  public init(byteCount: Int? = nil, folder: String? = nil) {
    self.byteCount = byteCount ?? Self.machineByteCount / 2
    isStated = byteCount != nil
    self.folder = folder ?? NamelessFile.defaultFolder
  }

  /// What this machine has, and 1 GiB where it does not say.
  private static var machineByteCount: Int {
    let least = 1 << 30
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    guard pages > 0, size > 0 else { return least }
    // Where the system refuses to tell, the number may be anything.
    let (bytes, isTooLarge) = pages.multipliedReportingOverflow(by: size)
    return isTooLarge ? least : max(least, bytes)
  }

  /// How many bytes of band keys stay in memory.
  public var keyByteCount: Int { min(64 << 20, byteCount / 8) }

  /// How many bytes the texts of a set may take to stay in memory.
  var textByteCount: Int { min(64 << 20, byteCount / 8) }

  /// Where band keys are kept.
  var keys: BandKeys.Options {
    BandKeys.Options(residentByteCount: keyByteCount, folder: folder)
  }

  /// What bounds the near stage.
  var limits: NearLimits {
    NearLimits(cacheByteCount: min(64 << 20, byteCount / 8), sortByteCount: byteCount / 4)
  }
}
