// SPDX-License-Identifier: Apache-2.0

import GamutCore
import GamutCorpus
import GamutFiles
import GamutJSON

/// The files that Hugging Face `datasets` keeps beside the tables of a folder that was saved by
/// `save_to_disk`, and without which `load_from_disk` refuses it.
///
/// They are written anew for the rows that stay: with a fingerprint of their own, since what is cached
/// under the old one was made of other rows, and without the sizes of the splits that were.
struct DatasetNotes {
  private let inputs: [InputPaths.Input]
  private let outputs: [String]

  /// A note to be written.
  struct Note {
    let path: String
    let bytes: [UInt8]
  }

  /// Of inputs, and the files that their records go to.
  init(inputs: [InputPaths.Input], outputs: [String]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  /// The notes of all folders of inputs that have some; none of a folder of which a table is not an input.
  func notes(for result: Deduplication) throws(OutputError) -> [Note] {
    var notes: [Note] = []
    var roots: Set<String> = []
    let folders = Dictionary(grouping: inputs.indices) { SystemPath.folder(of: inputs[$0].path) }
    for (folder, members) in folders.sorted(by: { $0.key < $1.key }) {
      guard let state = Self.tree(at: "\(folder)/\(Self.state)"),
        let names = state["_data_files"]?.elements?.compactMap({ $0["filename"]?.text }),
        Set(names) == Set(members.map { SystemPath.name(of: inputs[$0].path) })
      else { continue }
      let target = SystemPath.folder(of: outputs[members[0]])
      let fingerprint = fingerprint(of: members, in: result, after: state["_fingerprint"]?.text)
      notes.append(
        Note(
          path: "\(target)/\(Self.state)",
          bytes: Self.text(of: state) { key in key == "_fingerprint" ? fingerprint : nil }))
      if let info = Self.tree(at: "\(folder)/\(Self.info)") {
        notes.append(
          Note(path: "\(target)/\(Self.info)", bytes: Self.text(of: info, without: Self.sizes)))
      }
      // Splits lie in folders of their own below one that lists them.
      let root = SystemPath.folder(of: folder)
      if inputs[members[0]].name.utf8.contains(UInt8(ascii: "/")), roots.insert(root).inserted,
        let list = Self.tree(at: "\(root)/\(Self.list)")
      {
        notes.append(
          Note(
            path: "\(SystemPath.folder(of: target))/\(Self.list)", bytes: Self.text(of: list)))
      }
    }
    return notes
  }

  private static let (state, info, list) = (
    "state.json", "dataset_info.json", "dataset_dict.json"
  )
  /// What is no longer true once rows have gone.
  private static let sizes: Set<String> = [
    "splits", "dataset_size", "download_size", "size_in_bytes", "download_checksums",
  ]

  /// Sixteen digits, as `datasets` has them: of the one before, and of which rows stay.
  private func fingerprint(
    of members: [Int], in result: Deduplication, after old: String?
  ) -> String {
    var bytes = Array((old ?? "").utf8)
    for input in members {
      for record in result.source.columns.records(ofFiles: input..<input + 1) {
        bytes.append(result.isKept[record] ? 1 : 0)
      }
    }
    let digits = String(StableHash.hash64(bytes.span), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func tree(at path: String) -> JSONTree? {
    guard FileStatus(path: path)?.kind == .regular else { return nil }
    // What cannot be read, or is not JSON, is nobody's note, and no reason to lose the records.
    do {
      let file = try MappedFile(path: path)
      return try file.withBytes(0..<file.byteCount) { bytes in
        try JSONTree(parsing: bytes.indices.map { bytes[$0] })
      }
    } catch { return nil }
  }

  /// The object `tree` as indented JSON, some of its members left out, others replaced.
  private static func text(
    of tree: JSONTree, without dropped: Set<String> = [],
    replacing: (String) -> String? = { _ in nil }
  ) -> [UInt8] {
    let members = tree.jsonMembers.filter { !dropped.contains($0.name) }.map { member in
      replacing(member.name).map { JSONMember(member.name, .string($0)) } ?? member
    }
    var writer = JSONWriter(form: .indented)
    writer.value(.object(members))
    writer.endLine()
    return writer.bytes
  }
}
