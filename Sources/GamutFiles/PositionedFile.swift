// SPDX-License-Identifier: Apache-2.0

/// An open regular file that is read at chosen places, from several threads at once.
///
/// Positioned reads rather than a memory map: where rows are changed in place, mapped pages would be
/// copied one by one and save nothing, and a file cut short while it is mapped ends the process.
package final class PositionedFile: Sendable {
  /// The path as the user gave it.
  package let path: String
  private let descriptor: Descriptor
  private let version: FileStatus.Version

  /// The length of the file when it was opened.
  package var byteCount: Int { version.byteCount }

  /// Opens the file at `path`. Does not wait: a FIFO is refused.
  package init(path: String) throws(FileError) {
    let descriptor = try Descriptor(path: path, .reading(isPatient: false))
    let status = try descriptor.status()
    guard status.kind == .regular else {
      throw FileError(path: path, action: .read, reason: .notRegular)
    }
    self.path = path
    self.descriptor = descriptor
    version = status.version
  }

  /// Fills `elements` with the bytes from `offset` on, in the order of the file; a file that ends
  /// before is an error.
  package func read<Element: BitwiseCopyable>(
    at offset: Int, into elements: inout MutableSpan<Element>
  ) throws(FileError) {
    try descriptor.read(at: offset, into: &elements)
  }

  /// Throws where the file was written to since it was opened.
  package func requireUnchanged() throws(FileError) {
    guard try descriptor.status().version == version else {
      throw FileError(path: path, action: .read, reason: .changed)
    }
  }
}
