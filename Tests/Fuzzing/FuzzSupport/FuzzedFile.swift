// SPDX-License-Identifier: Apache-2.0

private import CFuzzer
private import Glibc

/// Runs libFuzzer on `body`, which reads the file at the path it is given: its bytes are the
/// fuzzer's. What `body` throws is a file refused; a trap or a hang is a finding.
public func fuzzFile(_ body: @escaping @Sendable (_ path: String) throws -> Void) -> Never {
  let descriptor = gamut_memory_file()
  precondition(descriptor >= 0, "no file in memory")
  target = Target(descriptor: descriptor, body: body)
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  exit(
    LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
      target?.run(bytes, count)
      return 0
    })
}

private struct Target: Sendable {
  let descriptor: Int32
  let body: @Sendable (String) throws -> Void

  func run(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    precondition(ftruncate(descriptor, 0) == 0, "\(errno)")
    precondition(pwrite(descriptor, bytes, count, 0) == count, "\(errno)")
    do { try body("/proc/self/fd/\(descriptor)") } catch { _ = "\(error)" }
  }
}

/// What the C function calls, which can hold nothing; set once, before the loop begins, and the loop
/// runs on one thread.
nonisolated(unsafe) private var target: Target?
