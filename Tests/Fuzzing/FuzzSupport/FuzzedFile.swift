// SPDX-License-Identifier: Apache-2.0

private import CFuzzer
private import Glibc

/// Runs libFuzzer on `body`, which reads the file at the path it is given: its bytes are the
/// fuzzer's. What `body` throws is a file refused; a trap or a hang is a finding.
///
/// - Parameters:
///   - path: where the file is to be found, for readers that look at names; nil is anywhere.
///   - sealed: makes the checksums of some bytes those that their reader asks for, so that what stands
///     behind them is reached: `body` runs on what it returns as well.
public func fuzzFile(
  at path: String? = nil, sealed: (@Sendable ([UInt8]) -> [UInt8])? = nil,
  _ body: @escaping @Sendable (_ path: String) throws -> Void
) -> Never {
  let descriptor = gamut_memory_file()
  precondition(descriptor >= 0, "no file in memory")
  let file = "/proc/self/fd/\(descriptor)"
  if let path { precondition(symlink(file, path) == 0, "\(path): \(errno)") }
  fuzzBytes { bytes in
    write(bytes, to: descriptor)
    do { try body(path ?? file) } catch { _ = "\(error)" }
    guard let sealed else { return }
    write(sealed(bytes), to: descriptor)
    try body(path ?? file)
  }
}

private func write(_ bytes: [UInt8], to descriptor: Int32) {
  precondition(ftruncate(descriptor, 0) == 0, "\(errno)")
  precondition(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, "\(errno)")
}

/// Runs libFuzzer on `body`, which is given its bytes.
public func fuzzBytes(_ body: @escaping @Sendable ([UInt8]) throws -> Void) -> Never {
  target = Target(body: body)
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  exit(
    LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
      target?.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    })
}

private struct Target: Sendable {
  let body: @Sendable ([UInt8]) throws -> Void

  func run(_ bytes: [UInt8]) {
    do { try body(bytes) } catch { _ = "\(error)" }
  }
}

/// What the C function calls, which can hold nothing; set once, before the loop begins, and the loop
/// runs on one thread.
nonisolated(unsafe) private var target: Target?
