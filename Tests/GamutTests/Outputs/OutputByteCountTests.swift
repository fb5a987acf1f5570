// SPDX-License-Identifier: Apache-2.0

import Gamut
import Testing

@Suite struct OutputByteCountTests {
  @Test(arguments: [
    "{\"text\": \"a\"}\n", "{\"text\": \"a\"}\r\n{\"text\": \"b\"}\n{\"text\": \"a\"}",
    "[{\"text\": \"a\"}]", "[ {\"text\": \"a\"},\n{\"text\": \"b\"} , {\"text\": \"a\"}]\n",
  ])
  func `the size of the output is known before it is written`(file: String) throws {
    let run = try Cleaning([file])
    #expect(run.result.outputByteCount == (try run.kept()).utf8.count)
  }

  @Test func `an array that loses every record is an empty one`() throws {
    let run = try Cleaning(["[{\"text\": \"a\"}]"], against: ["[{\"text\": \"a\"}]"])
    #expect(run.result.kept == [])
    #expect(run.result.outputByteCount == (try run.kept()).utf8.count)
  }
}
