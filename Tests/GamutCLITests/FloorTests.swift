// SPDX-License-Identifier: Apache-2.0

import Foundation
import GamutTestSupport
import Testing

/// What went wrong with files and streams once, each under its name.
@Suite struct FloorTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.folder.write(ShopSet.training, to: "train.jsonl")
  }

  private func kept() throws -> [UInt8] { try program.run("dedupe", "train.jsonl").output }

  @Test func `with standard error closed, words went into the index`() throws {
    let outcome = try program.shell(
      """
      gamut index build train.jsonl -o x.gamut && gamut index build train.jsonl -o y.gamut 2>&- &&
      cmp x.gamut y.gamut && gamut index add train.jsonl --index y.gamut 2>&- &&
      gamut index info y.gamut
      """)
    #expect(outcome.status == 0 && outcome.outputText.contains("all is whole"))
  }

  @Test func `with standard output closed, kept records went into another output`() throws {
    let outcome = try program.shell("gamut dedupe train.jsonl --removed removed.jsonl >&-")
    #expect(outcome.isOneLineError, "\(outcome.error)")
    #expect(try program.folder.names() == ["train.jsonl"])
    let summary = try program.shell("gamut report train.jsonl >&-")
    #expect(summary.isOneLineError)
    let file = try program.shell("gamut dedupe train.jsonl -o kept.jsonl <&- >&- 2>&-")
    #expect(try file.status == 0 && program.folder.bytes("kept.jsonl") == kept())
    let input = try program.shell("gamut dedupe - -o kept.jsonl <&-")
    #expect(input.isOneLineError)
  }

  @Test(arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
  func `behind >>, what the file held was lost`(path: String) throws {
    let outcome = try program.shell(
      """
      ln -s /dev/stdout link; echo before > out
      gamut dedupe train.jsonl -o \(path) >> out
      """)
    #expect(outcome.status == 0)
    #expect(try program.folder.bytes("out") == Array("before\n".utf8) + kept())
  }

  @Test func `an open descriptor is written through`() throws {
    let outcome = try program.shell("gamut dedupe train.jsonl -o /dev/fd/7 7> out")
    #expect(try outcome.status == 0 && program.folder.bytes("out") == kept())
    #expect(try program.shell("gamut dedupe train.jsonl -o /dev/fd/77").isOneLineError)
  }

  @Test func `an output behind >> onto an input grew while it was read`() throws {
    let outcome = try program.shell("gamut dedupe train.jsonl >> train.jsonl")
    #expect(outcome.isOneLineError && outcome.error.contains("standard output is a file that is"))
    #expect(try program.folder.text("train.jsonl") == ShopSet.training)
  }

  @Test func `a dangling link is followed`() throws {
    let outcome = try program.shell("ln -s kept.jsonl link; gamut dedupe train.jsonl -o link")
    #expect(try outcome.status == 0 && program.folder.bytes("kept.jsonl") == kept())
    #expect(try program.folder.names() == ["kept.jsonl", "link", "train.jsonl"])
  }

  @Test func `a name that is not UTF-8 was another file's`() throws {
    let outcome = try program.shell(
      """
      name=$(printf 'caf\\351.jsonl'); out=$(printf 'out\\351')
      cp train.jsonl "$name"; gamut dedupe "$name" -o "$out" && mv "$out" out; ls | wc -l
      """)
    #expect(outcome.status == 0 && outcome.outputText.hasSuffix("3\n"), "\(outcome.error)")
    #expect(try program.folder.bytes("out") == kept())
    let missing = try program.shell("gamut dedupe \"$(printf 'no\\351')\"")
    #expect(missing.isOneLineError && missing.error.contains("no\\xe9: no such file"))
  }

  @Test(arguments: [246, 255]) func `a long name failed after all the work`(length: Int) throws {
    let name = String(repeating: "n", count: length)
    #expect(try program.run("dedupe", "train.jsonl", "-o", name).status == 0)
    #expect(try program.folder.bytes(name) == kept())
  }

  @Test func `a file that grew too large was the end by a signal`() throws {
    let text = (0..<4_000).map { "{\"text\": \"record of number \($0), \($0 * 7)\"}\n" }.joined()
    try program.folder.write(text, to: "many.jsonl")
    let outcome = try program.shell("ulimit -f 8; gamut dedupe many.jsonl -o kept.jsonl")
    #expect(outcome.isOneLineError, "\(outcome.error)")
    #expect(outcome.error.contains("kept.jsonl: cannot write: File too large"))
    #expect(try program.folder.names() == ["many.jsonl", "train.jsonl"])
  }

  @Test func `escape sequences of paths and options reach no terminal`() throws {
    let escape = "\u{1B}[31m\u{202E}"
    for arguments in [
      ["dedupe", "x\(escape).jsonl"], ["dedupe", "train.jsonl", "--text", "a\(escape)"],
      ["embed", "train.jsonl", "-o", "v", "--model", "m\(escape)"],
      ["dedupe", "train.jsonl", "--index", "i\(escape)"], ["dedupe", "--x\(escape)"],
      ["dedupe", "train.jsonl", "-o", "none\(escape)/x"],
    ] {
      let process = try program.start(arguments)
      process.waitUntilExit()
      let outcome = try program.outcome(of: process)
      #expect(outcome.isOneLineError, "\(arguments)")
      #expect(!outcome.error.contains("\u{1B}") && !outcome.error.contains("\u{202E}"))
    }
  }

  @Test func `an input that changed while it was read was junk in the output`() throws {
    let path = program.folder.path("train.jsonl")
    // The program waits for the other input, after it has opened the first.
    let outcome = try program.shell(
      """
      mkfifo fifo; gamut dedupe train.jsonl fifo -o kept.jsonl --removed r & work=$!
      exec 3> fifo; echo '{"prompt": "more"}' >> '\(path)'; exec 3>&-; wait $work
      """)
    #expect(outcome.isOneLineError, "\(outcome.error)")
    #expect(outcome.error.contains("train.jsonl: cannot read: it changed while it was read"))
    #expect(try program.folder.names() == ["fifo", "train.jsonl"])
  }

  @Test func `an input that was cut short while it was read was the end by a signal`() throws {
    try program.folder.write(String(repeating: ShopSet.training, count: 40), to: "long.jsonl")
    let outcome = try program.shell(
      """
      mkfifo fifo; gamut dedupe long.jsonl fifo -o kept.jsonl & work=$!
      exec 3> fifo; : > long.jsonl; exec 3>&-; wait $work
      """)
    #expect(outcome.isOneLineError, "\(outcome.error)")
    // Whether the end is met by a read or by a signal is chance.
    #expect(
      outcome.error.contains("long.jsonl: changed while it was read")
        || outcome.error.contains("long.jsonl: cannot read: the file ends at byte 0"),
      "\(outcome.error)")
    #expect(try program.folder.names() == ["fifo", "long.jsonl", "train.jsonl"])
  }

  @Test func `an index that was replaced under an addition lost it`() throws {
    let outcome = try program.shell(
      """
      gamut index build train.jsonl -o x.gamut 2> /dev/null; cp x.gamut y.gamut; mkfifo fifo
      gamut index add fifo --index x.gamut --kept kept.jsonl & work=$!
      exec 3> fifo; mv y.gamut x.gamut; echo '{"prompt": "a", "response": "b"}' >&3; exec 3>&-
      wait $work
      """)
    #expect(outcome.isOneLineError, "\(outcome.error)")
    #expect(outcome.error.contains("x.gamut: cannot use the index: another file has taken"))
    #expect(try program.folder.names() == ["fifo", "train.jsonl", "x.gamut"])
  }

  @Test func `streams that do not block are waited for`() throws {
    let many = (0..<9_000).map { "{\"text\": \"record of number \($0), \($0 * 7)\"}\n" }.joined()
    try program.folder.write(many, to: "many.jsonl")
    // Perl, which every system has, makes the ends of the pipes not block.
    let outcome = try program.shell(
      """
      unblock='use Fcntl; fcntl(STDIN, F_SETFL, O_NONBLOCK); fcntl(STDOUT, F_SETFL, O_NONBLOCK);
      exec @ARGV'
      (sleep 0.3; cat many.jsonl) | perl -e "$unblock" "$GAMUT" dedupe - | (sleep 1; cat) > out
      """)
    #expect(outcome.status == 0 && outcome.error.contains("9000 kept"), "\(outcome.error)")
    #expect(try program.folder.text("out") == many)
  }
}
