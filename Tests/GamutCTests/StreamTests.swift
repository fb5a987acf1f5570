// SPDX-License-Identifier: Apache-2.0

import CGamut
import CGamutArrow
import Foundation
import GamutC
import Testing

/// A stream of batches of one column of texts, as another library hands it over.
///
/// `@unchecked Sendable`, `@safe`: one thread at a time calls it, and its memory is its own, until it goes.
@safe private final class TextStream: @unchecked Sendable {
  let rootFormat: String
  let batches: [[String?]]
  /// What the stream says in place of a further batch; nil ends it.
  let failure: String?
  var next = 0
  /// How often the stream, its schema and its batches were released.
  var released = [0, 0, 0]
  /// All that is lent; freed at the end.
  private var memory: [UnsafeMutableRawPointer] = unsafe []

  init(_ batches: [[String?]], rootFormat: String = "+s", failure: String? = nil) {
    (self.batches, self.rootFormat, self.failure) = (batches, rootFormat, failure)
  }

  deinit { for i in memory.indices { unsafe free(memory[i]) } }

  func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let place = unsafe malloc(max(1, values.count * MemoryLayout<Value>.stride))!
    unsafe memory.append(place)
    let typed = unsafe place.bindMemory(to: Value.self, capacity: values.count)
    for (i, value) in values.enumerated() { unsafe (typed + i).initialize(to: value) }
    return unsafe typed
  }

  func text(_ text: String) -> UnsafePointer<CChar> {
    unsafe UnsafePointer(copy(Array(text.utf8CString)))
  }

  var place: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static func of(_ place: UnsafeMutableRawPointer?) -> TextStream {
    unsafe Unmanaged<TextStream>.fromOpaque(place!).takeUnretainedValue()
  }

  var schema: ArrowSchema {
    let releaseChild: @convention(c) (UnsafeMutablePointer<ArrowSchema>?) -> Void = {
      unsafe $0!.pointee.release = nil
    }
    var child = unsafe ArrowSchema()
    unsafe child.format = text("u")
    unsafe child.name = text("text")
    // Nullable.
    unsafe child.flags = 2
    unsafe child.release = releaseChild
    var root = unsafe ArrowSchema()
    unsafe root.format = text(rootFormat)
    unsafe root.name = text("")
    if rootFormat == "+s" {
      unsafe root.n_children = 1
      unsafe root.children = copy([Optional(copy([child]))])
    }
    unsafe root.private_data = place
    unsafe root.release = { schema in
      unsafe TextStream.of(schema!.pointee.private_data).released[1] += 1
      unsafe schema!.pointee.release = nil
    }
    return unsafe root
  }

  func array(_ texts: [String?]) -> ArrowArray {
    var offsets: [Int32] = [0]
    var bytes: [UInt8] = []
    var validity = [UInt8](repeating: 0, count: (texts.count + 7) / 8)
    for (i, text) in texts.enumerated() {
      if let text {
        bytes += Array(text.utf8)
        validity[i / 8] |= 1 << UInt8(i % 8)
      }
      offsets.append(Int32(bytes.count))
    }
    var child = unsafe ArrowArray()
    unsafe child.length = Int64(texts.count)
    unsafe child.null_count = Int64(texts.count { $0 == nil })
    unsafe child.n_buffers = 3
    unsafe child.buffers = copy([
      UnsafeRawPointer(copy(validity)), UnsafeRawPointer(copy(offsets)),
      UnsafeRawPointer(copy(bytes)),
    ])
    unsafe child.release = { unsafe $0!.pointee.release = nil }
    var root = unsafe ArrowArray()
    unsafe root.length = Int64(texts.count)
    unsafe root.n_buffers = 1
    unsafe root.buffers = copy([UnsafeRawPointer?.none])
    unsafe root.n_children = 1
    unsafe root.children = copy([Optional(copy([child]))])
    unsafe root.private_data = place
    unsafe root.release = { array in
      unsafe TextStream.of(array!.pointee.private_data).released[2] += 1
      unsafe array!.pointee.release = nil
    }
    return unsafe root
  }

  var stream: ArrowArrayStream {
    var stream = unsafe ArrowArrayStream()
    unsafe stream.private_data = place
    unsafe stream.get_schema = { stream, out in
      unsafe out!.pointee = TextStream.of(stream!.pointee.private_data).schema
      return 0
    }
    unsafe stream.get_next = { stream, out in
      let own = unsafe TextStream.of(stream!.pointee.private_data)
      guard own.next < own.batches.count else {
        unsafe out!.pointee = ArrowArray()
        return own.failure == nil ? 0 : 5
      }
      unsafe out!.pointee = own.array(own.batches[own.next])
      own.next += 1
      return 0
    }
    unsafe stream.get_last_error = { stream in
      let own = unsafe TextStream.of(stream!.pointee.private_data)
      return unsafe own.failure.map { unsafe own.text($0) }
    }
    unsafe stream.release = { stream in
      unsafe TextStream.of(stream!.pointee.private_data).released[0] += 1
      unsafe stream!.pointee.release = nil
    }
    return unsafe stream
  }
}

@Suite struct StreamTests {
  /// Gives `source` to a run, and decides; the error, and which records went for which.
  private func decided(
    _ source: TextStream
  ) -> (added: gamut_status, error: String, removed: [[UInt32]]) {
    let run = unsafe gamut_run_new()
    defer { unsafe gamut_run_free(run) }
    var stream = unsafe source.stream
    let added = unsafe gamut_run_add_stream(run, "table", &stream)
    let addedError = unsafe String(cString: gamut_run_error(run))
    guard added == GAMUT_DONE else { return (added, addedError, []) }
    let texts: [String] = ["dedupe", "table"]
    let words = unsafe texts.map { unsafe strdup($0) }
    defer { for i in words.indices { unsafe free(words[i]) } }
    let pointers = unsafe words.map { unsafe UnsafePointer($0) }
    _ = unsafe gamut_run_start(run, pointers, pointers.count)
    let error = unsafe String(cString: gamut_run_error(run))
    var lent = unsafe gamut_removals()
    guard unsafe gamut_run_removed(run, &lent) == GAMUT_DONE else { return (added, error, []) }
    let removed = unsafe (0..<Int(lent.removed_count)).map {
      unsafe [lent.record[$0], lent.keeper[$0]]
    }
    return (added, error, removed)
  }

  @Test func `batches are read where they lie, and released once`() {
    let source = TextStream([
      ["one text", "", "another text"], [], ["one text", "ümläut", "another text"], ["ümläut"],
    ])
    let (added, error, removed) = decided(source)
    #expect(added == GAMUT_DONE && error == "")
    #expect(removed == [[3, 0], [5, 2], [6, 4]])
    #expect(source.released == [1, 1, 4])
  }

  @Test func `a text that is not there is told with its row`() {
    let source = TextStream([["one text"], ["another text", nil]])
    let (added, error, removed) = decided(source)
    #expect(added == GAMUT_DONE && removed.isEmpty)
    #expect(error.hasPrefix("table (row 2)"), "\(error)")
    #expect(source.released == [1, 1, 2])
  }

  @Test func `what a stream says is wrong is told, and all of it is released`() {
    let source = TextStream([["one text"]], failure: "the disk is gone")
    let (added, error, _) = decided(source)
    #expect(added == GAMUT_FAILED)
    #expect(error.contains("table") && error.contains("the disk is gone"))
    #expect(source.released == [1, 1, 1])
  }

  @Test func `a stream of values that are no table is refused`() {
    let source = TextStream([], rootFormat: "u")
    let (added, error, _) = decided(source)
    #expect(added == GAMUT_FAILED && error.contains("expected a table of columns"))
    #expect(source.released == [1, 1, 0])
  }

  @Test func `a stream without rows has no records`() {
    let source = TextStream([])
    let (added, error, removed) = decided(source)
    #expect(added == GAMUT_DONE && removed.isEmpty && error.contains("table"))
    #expect(source.released == [1, 1, 0])
  }
}
