// SPDX-License-Identifier: Apache-2.0

// The names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGamut
public import CGamutArrow
import Gamut
import GamutCLI
import GamutCorpus
import GamutFiles
import GamutText

// The functions of gamut.h, which says what each does. Pointers are the caller's, who sees to it that they are
// what the header asks for; nothing of them is kept but what is copied here.

private let versionText = LentText(Version.number)

@c @implementation
public func gamut_version() -> UnsafePointer<CChar>? { unsafe versionText.pointer }

@c @implementation
public func gamut_interface() -> Int32 { GAMUT_INTERFACE }

@c @implementation
public func gamut_main() { Program.main() }

@c @implementation
public func gamut_self_test(_ answer: UnsafeMutablePointer<UInt64>?) -> Int32 {
  let test = SelfTest()
  if let answer = unsafe answer { unsafe answer.pointee = test.answer }
  return test.isRight ? 1 : 0
}

@c @implementation
public func gamut_run_new() -> OpaquePointer? {
  unsafe OpaquePointer(Unmanaged.passRetained(Run()).toOpaque())
}

@c @implementation
public func gamut_run_free(_ run: OpaquePointer?) {
  guard let run = unsafe run else { return }
  unsafe Unmanaged<Run>.fromOpaque(UnsafeRawPointer(run)).release()
}

@c @implementation
public func gamut_run_add_stream(
  _ run: OpaquePointer?, _ name: UnsafePointer<CChar>?,
  _ stream: UnsafeMutablePointer<ArrowArrayStream>?
) -> gamut_status {
  guard let stream = unsafe stream else { return GAMUT_FAILED }
  let name = unsafe text(name)
  return unsafe object(run).hold(name) { () throws(CorpusError) in
    try unsafe HeldRecords.table(UnsafeMutableRawPointer(stream), name: name)
  }.status
}

@c @implementation
public func gamut_run_add_lines(
  _ run: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ bytes: UnsafePointer<UInt8>?,
  _ count: Int
) -> gamut_status {
  let name = unsafe text(name)
  let lines = unsafe UnsafeBufferPointer(start: bytes, count: count)
  return unsafe object(run).hold(name) { () throws(CorpusError) in
    unsafe HeldRecords.lines(lines.span, name: name)
  }.status
}

@c @implementation
public func gamut_run_set_opener(
  _ run: OpaquePointer?, _ open: gamut_opener?, _ context: UnsafeMutableRawPointer?
) {
  guard let open = unsafe open else { return }
  // Proof for the unchecked sharing: gamut.h asks for a function that any thread may call.
  nonisolated(unsafe) let (call, place) = unsafe (open, context)
  unsafe object(run).setOpener(
    TableOpener { path, stream in
      unsafe SystemPath.withBytes(path) {
        unsafe call(place, $0, stream.assumingMemoryBound(to: ArrowArrayStream.self))
      } == 0
    })
}

@c @implementation
public func gamut_run_start(
  _ run: OpaquePointer?, _ arguments: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int
) -> gamut_status {
  var texts: [String] = []
  if let arguments = unsafe arguments {
    for i in 0..<count { texts.append(unsafe text(arguments[i])) }
  }
  return unsafe object(run).start(texts).status
}

@c @implementation
public func gamut_run_stop(_ run: OpaquePointer?) { unsafe object(run).stop.make() }

@c @implementation
public func gamut_run_progress(
  _ run: OpaquePointer?, _ progress: UnsafeMutablePointer<gamut_progress>?
) {
  guard let progress = unsafe progress else { return }
  var lent = gamut_progress()
  if let latest = unsafe object(run).listener.latest {
    lent.completed = Int64(latest.completed)
    lent.total = Int64(latest.total)
    lent.is_bytes = latest.unit == .bytes ? 1 : 0
    unsafe withUnsafeMutableBytes(of: &lent.stage) { stage in
      // The last byte stays zero: stages are words of ours, and short.
      for (i, byte) in latest.stage.utf8.prefix(stage.count - 1).enumerated() {
        unsafe stage[i] = byte
      }
    }
  }
  unsafe progress.pointee = lent
}

@c @implementation
public func gamut_run_error(_ run: OpaquePointer?) -> UnsafePointer<CChar>? {
  unsafe object(run).failure.pointer
}

@c @implementation
public func gamut_run_error_json(_ run: OpaquePointer?) -> UnsafePointer<CChar>? {
  unsafe object(run).failureDocument.pointer
}

@c @implementation
public func gamut_run_words(_ run: OpaquePointer?) -> UnsafePointer<CChar>? {
  unsafe object(run).words.pointer
}

@c @implementation
public func gamut_run_answer(_ run: OpaquePointer?) -> UnsafePointer<CChar>? {
  unsafe object(run).answer.pointer
}

@c @implementation
public func gamut_run_removed(
  _ run: OpaquePointer?, _ removals: UnsafeMutablePointer<gamut_removals>?
) -> gamut_status {
  guard let removals = unsafe removals else { return GAMUT_FAILED }
  let isThere: Void? = unsafe object(run).withRemovals { unsafe removals.pointee = $0.lent }
  return isThere == nil ? GAMUT_FAILED : GAMUT_DONE
}

@c @implementation
public func gamut_components(
  _ count: UInt32, _ from: UnsafePointer<UInt32>?, _ to: UnsafePointer<UInt32>?,
  _ edgeCount: Int, _ component: UnsafeMutablePointer<UInt32>?
) -> Int32 {
  var components = Components(count: Int(count))
  let (from, to) = unsafe (
    UnsafeBufferPointer(start: from, count: edgeCount),
    UnsafeBufferPointer(start: to, count: edgeCount)
  )
  for i in 0..<edgeCount {
    let (a, b) = unsafe (from[i], to[i])
    guard a < count, b < count else { return 0 }
    components.join(a, b)
  }
  guard let component = unsafe component else { return 0 }
  for i in 0..<count { unsafe component[Int(i)] = components.root(of: i) }
  return 1
}

@c @implementation
public func gamut_join_rows(
  _ left: UnsafePointer<Float>?, _ leftCount: UInt32, _ right: UnsafePointer<Float>?,
  _ rightCount: UInt32, _ columnCount: UInt32, _ threshold: Double, _ workers: UInt32,
  _ component: UnsafeMutablePointer<UInt32>?
) -> Int32 {
  guard columnCount > 0, workers > 0, threshold.isFinite, let component = unsafe component,
    UInt64(leftCount) + UInt64(rightCount) <= UInt64(UInt32.max)
  else { return 0 }
  let columns = Int(columnCount)
  let rows = unsafe Array(
    UnsafeBufferPointer(start: left, count: left == nil ? 0 : Int(leftCount) * columns))
  let others: [Float]? =
    unsafe right == nil
    ? nil : Array(UnsafeBufferPointer(start: right, count: Int(rightCount) * columns))
  guard rows.allSatisfy(\.isFinite), others?.allSatisfy(\.isFinite) ?? true else { return 0 }
  do {
    let joined = try RowComponents(
      of: rows, with: others, columnCount: columns, threshold: threshold, workers: Int(workers))
    for (i, root) in joined.roots.enumerated() { unsafe component[i] = root }
    return 1
  } catch {
    // The caller is told that there is no OpenBLAS; why, by any run that makes vectors.
    return 0
  }
}

/// The object behind a handle.
@unsafe private func object(_ run: OpaquePointer?) -> Run {
  guard let run = unsafe run else { preconditionFailure("a run is NULL") }
  // Safe: handles are made by gamut_run_new alone.
  return unsafe Unmanaged<Run>.fromOpaque(UnsafeRawPointer(run)).takeUnretainedValue()
}

extension Optional where Wrapped == Program.Ending {
  /// As C has it.
  fileprivate var status: gamut_status {
    switch self {
    case nil, .answer, .unread: GAMUT_DONE
    case .gate: GAMUT_GATE
    case .failure: GAMUT_FAILED
    case .stopped: GAMUT_STOPPED
    }
  }
}

/// A terminated text; names of files keep their bytes.
@unsafe private func text(_ bytes: UnsafePointer<CChar>?) -> String {
  guard let bytes = unsafe bytes else { return "" }
  return unsafe SystemPath.string(bytes)
}
