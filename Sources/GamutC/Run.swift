// SPDX-License-Identifier: Apache-2.0

import Gamut
import GamutCLI
import GamutCore
import GamutCorpus

/// What is behind a `gamut_run`: the records it was given, and what came of its command.
///
/// `@unchecked Sendable`: but for `stop` and the progress of `listener`, which look after themselves,
/// the caller sees to it that one thread at a time has a run (`gamut.h`).
final class Run: @unchecked Sendable {
  /// Asked to end by any thread.
  let stop = StopRequest()
  /// Told what the command says.
  let listener = Listener()
  private var held = HeldSources()
  private var removals: RemovalColumns?
  private(set) var failure = LentText("")
  private(set) var failureDocument = LentText("{}")
  private(set) var words = LentText("")
  private(set) var answer = LentText("")

  /// Lets `name` stand for what `make` makes.
  func hold(_ name: String, _ make: () throws(CorpusError) -> HeldRecords) -> Program.Ending? {
    do throws(CorpusError) {
      held.records[name] = try make()
      return nil
    } catch { return fail(error) }
  }

  /// Opens files of tables by `opener`.
  func setOpener(_ opener: TableOpener) { held.opener = opener }

  /// Runs a command; nil where all was done.
  func start(_ arguments: [String]) -> Program.Ending? {
    var session = Session(audience: listener)
    session.held = held
    session.stop = stop
    session.decided = { [self] in removals = RemovalColumns($0) }
    defer {
      words = LentText(listener.words)
      answer = LentText(listener.answer)
    }
    do {
      try Program.run(arguments, in: session)
      return nil
    } catch { return fail(error) }
  }

  /// Lends the columns of what was decided; nil where nothing was.
  func withRemovals<Result>(_ body: (RemovalColumns) -> Result) -> Result? { removals.map(body) }

  private func fail(_ error: any Error) -> Program.Ending {
    let ending = Program.Ending(of: error)
    switch ending {
    case .gate(let text), .failure(let text):
      failure = LentText(text)
      failureDocument = LentText(FailureDocument(error, message: text).text)
    case .stopped: failure = LentText("\(error)")
    // Help is an answer like any other.
    case .answer(let text): listener.show(text)
    case .unread: break
    }
    return ending
  }
}

/// A text that C looks at: terminated, in one place until it is dropped.
///
/// `@unchecked Sendable`, `@safe`: the bytes are its own, are written by the initialiser alone, and go
/// with the last reference.
@safe final class LentText: @unchecked Sendable {
  let pointer: UnsafePointer<CChar>

  init(_ text: String) {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (i, byte) in bytes.enumerated() { unsafe copy[i] = byte }
    unsafe pointer = UnsafePointer(copy)
  }

  deinit { unsafe pointer.deallocate() }
}
