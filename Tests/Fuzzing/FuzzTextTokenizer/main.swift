// SPDX-License-Identifier: Apache-2.0

import FuzzSupport
import GamutCore
import GamutEmbedding

// A tokeniser that is the fuzzer's, and texts that it must come to an end with.
let folder = FuzzedFolder()
let texts = ["cats, dogs <s> 12345", "", "Ünïcode 猫 a\u{0}b\r\n", "▁a  b\u{301}\u{301}"]

fuzzFile(at: folder.path("tokenizer.json")) { path in
  let tokenizer = try TextTokenizer(folder: String(path.dropLast("/tokenizer.json".utf8.count)))
  for text in texts {
    precondition(tokenizer.tokens(of: text).allSatisfy { $0 >= 0 }, "a number below 0")
  }
}
