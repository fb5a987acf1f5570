// SPDX-License-Identifier: Apache-2.0

import GamutFiles

/// An index that is open for adding to, by this process alone.
public struct IndexFile: ~Copyable {
  private var file: LockedFile

  /// Opens and locks the index at `path`.
  ///
  /// - Throws: `unreadable`; `lockedIndex` where another process has it.
  public init(path: String) throws(TextError) {
    do throws(FileError) { file = try LockedFile(path: path) } catch {
      throw TextError(ofIndex: error)
    }
  }

  /// Cuts the file behind `byteCount` bytes, where what follows is written.
  public mutating func cut(after byteCount: Int) throws(TextError) {
    do throws(FileError) { try file.cut(after: byteCount) } catch {
      throw TextError(ofIndex: error)
    }
  }

  /// Writes `bytes` at the end.
  public mutating func write(_ bytes: [UInt8]) throws(TextError) {
    do throws(FileError) { try file.write(bytes.span) } catch { throw TextError(ofIndex: error) }
  }

  /// Returns when all that was written is on the disk.
  public mutating func sync() throws(TextError) {
    do throws(FileError) { try file.sync() } catch { throw TextError(ofIndex: error) }
  }

  /// Throws where the path leads to another index by now.
  public func requireInPlace() throws(TextError) {
    do throws(FileError) { try file.requireInPlace() } catch { throw TextError(ofIndex: error) }
  }
}
