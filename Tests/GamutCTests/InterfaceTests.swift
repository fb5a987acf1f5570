// SPDX-License-Identifier: Apache-2.0

import CGamut
import Foundation
import GamutC
import GamutTestSupport
import Testing

/// A run by the functions of `gamut.h`, as C has it.
private final class CRun {
  let run = unsafe gamut_run_new()

  deinit { unsafe gamut_run_free(run) }

  func add(_ lines: String, as name: String) -> gamut_status {
    let bytes = Array(lines.utf8)
    return unsafe gamut_run_add_lines(run, name, bytes, bytes.count)
  }

  func start(_ arguments: [String]) -> gamut_status {
    let copies = arguments.map { unsafe strdup($0) }
    defer { for copy in unsafe copies { unsafe free(copy) } }
    let pointers = unsafe copies.map { unsafe UnsafePointer($0) }
    return unsafe gamut_run_start(run, pointers, pointers.count)
  }

  var error: String { unsafe String(cString: gamut_run_error(run)) }
  var errorDocument: String { unsafe String(cString: gamut_run_error_json(run)) }
  var words: String { unsafe String(cString: gamut_run_words(run)) }
  var answer: String { unsafe String(cString: gamut_run_answer(run)) }

  /// The removed records and their keepers.
  var removed: [[UInt32]]? {
    var lent = unsafe gamut_removals()
    guard unsafe gamut_run_removed(run, &lent) == GAMUT_DONE else { return nil }
    return unsafe (0..<Int(lent.removed_count)).map { unsafe [lent.record[$0], lent.keeper[$0]] }
  }
}

private let lines = """
  {"prompt": "What is the capital of France?", "response": "Paris."}
  {"prompt": "What is the capital of Spain?", "response": "Madrid."}
  {"prompt": "What is the capital of France?", "response": "Paris."}
  """

@Suite struct InterfaceTests {
  @Test func `the library passes its own test`() {
    var answer: UInt64 = 0
    let isRight = unsafe gamut_self_test(&answer)
    #expect(isRight == 1)
    #expect(gamut_interface() == GAMUT_INTERFACE)
    #expect(answer != 0)
  }

  @Test func `a run decides on lines in memory, and writes nothing`() {
    let run = CRun()
    #expect(run.add(lines, as: "rows") == GAMUT_DONE)
    #expect(run.removed == nil)
    #expect(run.start(["dedupe", "rows"]) == GAMUT_DONE)
    #expect(run.removed == [[2, 0]])
    #expect(run.words.contains("3 read: 2 kept, 1 removed (1 exact, 0 near)"))
    #expect(run.error.isEmpty && run.answer.isEmpty)
  }

  @Test func `outputs go where they are asked for`() throws {
    let folder = try ScratchFolder()
    let run = CRun()
    _ = run.add(lines, as: "rows")
    #expect(run.start(["dedupe", "rows", "-o", folder.path("kept.jsonl")]) == GAMUT_DONE)
    #expect(try folder.bytes("kept.jsonl").split(separator: 0x0A).count == 2)
  }

  @Test func `what is wrong is one line with its place`() {
    let run = CRun()
    _ = run.add("{\"text\": \"a\"}\n{\"text\": }\n", as: "rows")
    #expect(run.start(["dedupe", "rows"]) == GAMUT_FAILED)
    #expect(run.error.hasPrefix("rows"))
    #expect(!run.error.contains("\n"))
    #expect(run.errorDocument.contains(#""row":1"#))
    #expect(run.start(["dedupe", "rows", "--threshold", "7"]) == GAMUT_FAILED)
    #expect(run.error.contains("--threshold is 7"))
    #expect(run.start(["no-such-command"]) == GAMUT_FAILED)
  }

  @Test func `a gate that is true has a status of its own`() {
    let run = CRun()
    _ = run.add(lines, as: "rows")
    #expect(run.start(["dedupe", "rows", "--max-source-removal", "0.1"]) == GAMUT_GATE)
    #expect(run.error.contains("loses 1 of 3 records"))
  }

  @Test func `help and versions are answers`() {
    let run = CRun()
    #expect(run.start(["--version"]) == GAMUT_DONE)
    let version = unsafe String(cString: gamut_version())
    #expect(run.answer == version)
  }

  @Test func `a run that was asked to end before it begins ends`() {
    let run = CRun()
    _ = run.add(lines, as: "rows")
    unsafe gamut_run_stop(run.run)
    #expect(run.start(["dedupe", "rows"]) == GAMUT_STOPPED)
    #expect(run.removed == nil)
  }

  @Test func `components have their lowest number`() {
    let (from, to): ([UInt32], [UInt32]) = ([5, 3, 0], [3, 4, 1])
    var component = [UInt32](repeating: 99, count: 6)
    let isJoined = unsafe gamut_components(6, from, to, 3, &component)
    #expect(isJoined == 1 && component == [0, 0, 2, 3, 3, 3])
    let leadsBeyond = unsafe gamut_components(5, from, to, 3, &component)
    #expect(leadsBeyond == 0)
  }

  @Test func `rows whose products reach a threshold are joined`() {
    // 0°, 10°, 20°, nothing, 90°.
    let rows: [Float] = [1, 0, 0.9848078, 0.1736482, 0.9396926, 0.3420201, 0, 0, 0, 1]
    var component = [UInt32](repeating: 99, count: 6)
    var isDone = unsafe gamut_join_rows(rows, 5, nil, 0, 2, 0.98, 1, &component)
    #expect(isDone == 1 && Array(component[..<5]) == [0, 0, 0, 3, 4])
    // With another set only pairs of both count.
    let other: [Float] = [0.9848078, 0.1736482]
    isDone = unsafe gamut_join_rows(rows, 5, other, 1, 2, 0.98, 1, &component)
    #expect(isDone == 1 && component == [0, 0, 0, 3, 4, 0])
    isDone = unsafe gamut_join_rows([.nan, 0], 1, nil, 0, 2, 0.98, 1, &component)
    #expect(isDone == 0)
    isDone = unsafe gamut_join_rows(rows, 5, nil, 0, 0, 0.98, 1, &component)
    #expect(isDone == 0)
  }
}
