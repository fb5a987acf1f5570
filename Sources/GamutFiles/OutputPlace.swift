// SPDX-License-Identifier: Apache-2.0

private import Glibc

/// Where an output goes, found before anything is opened.
package enum OutputPlace: Hashable, Sendable {
  /// An open descriptor of this process: `-`, `/dev/stdout`, `/dev/fd/N`.
  case stream(Int32)
  /// A pipe or a device, written through.
  case through
  /// A regular file, or one that is not there yet, behind all symbolic links.
  case file(String)

  private static let mostLinks = 40

  /// Finds out where `path` leads.
  ///
  /// - Throws: where it is a folder, or its links lead round in a circle.
  package init(path: String) throws(FileError) {
    if path == "-" {
      self = .stream(1)
      return
    }
    var place = path
    for _ in 0..<Self.mostLinks {
      if let number = Self.stream(place) {
        self = .stream(number)
        return
      }
      guard let status = try FileStatus.found(at: place, follows: false, shown: path) else {
        self = .file(place)
        return
      }
      switch status.kind {
      case .regular:
        self = .file(place)
        return
      case .folder: throw FileError(path: path, action: .write, reason: .folder)
      case .other:
        self = .through
        return
      case .link:
        guard let next = Self.link(place) else { throw FileError(path: path, action: .open) }
        place = next.hasPrefix("/") ? next : "\(SystemPath.folder(of: place))/\(next)"
      }
    }
    throw FileError(path: path, action: .open, number: ELOOP)
  }

  /// Whether `path` leads to an open descriptor of this process.
  package static func isStream(_ path: String) -> Bool {
    do throws(FileError) {
      if case .stream = try OutputPlace(path: path) { return true }
    } catch {
      // It is told when it is opened.
    }
    return false
  }

  /// The descriptor that `path` is another word for.
  private static func stream(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdin": return 0
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      for prefix in ["/dev/fd/", "/proc/self/fd/", "/proc/\(getpid())/fd/"] {
        if path.hasPrefix(prefix), let number = Int32(path.dropFirst(prefix.count)), number >= 0 {
          return number
        }
      }
      return nil
    }
  }

  /// What the symbolic link at `path` says.
  private static func link(_ path: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = unsafe SystemPath.withBytes(path) { path in
      // Safe: one byte is left for the end.
      unsafe target.withUnsafeMutableBufferPointer {
        guard let start = $0.baseAddress else { return -1 }
        return unsafe readlink(path, start, $0.count - 1)
      }
    }
    guard count >= 0 else { return nil }
    // Safe: terminated, since the array began with zeros.
    return unsafe target.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe SystemPath.string($0) }
    }
  }
}

extension OutputPlace {
  /// Which file it is, so that two spellings of one are told: of a file that is not there yet, its
  /// folder and name.
  package enum Identity: Hashable, Sendable {
    case there(FileStatus.Identity)
    case new(folder: FileStatus.Identity?, name: String)
    case stream(Int32)
  }

  /// The identity of the file at `path`, or of where it would be; nil for a device, a pipe or a folder.
  package static func identity(of path: String) -> Identity? {
    let status: FileStatus?
    do throws(FileError) {
      switch try OutputPlace(path: path) {
      case .stream(let number):
        let found = FileStatus(descriptor: number)
        guard let found, found.kind == .regular else { return .stream(number) }
        status = found
      case .through: return nil
      case .file(let place):
        guard let found = FileStatus(path: place) else {
          return .new(
            folder: FileStatus(path: SystemPath.folder(of: place))?.identity,
            name: SystemPath.name(of: place))
        }
        status = found
      }
    } catch {
      // It is told when it is opened.
      return nil
    }
    guard let status, status.kind == .regular else { return nil }
    return .there(status.identity)
  }

  /// The identity of the input at `path`; `-` is standard input.
  package static func identity(ofInput path: String) -> Identity? {
    guard path == "-" else { return identity(of: path) }
    guard let status = FileStatus(descriptor: 0), status.kind == .regular else { return nil }
    return .there(status.identity)
  }
}
