// SPDX-License-Identifier: Apache-2.0

import GamutCorpus
import GamutJSON

extension RunManifest {
  /// Reads the manifest at `path`, packed or not; `-` is standard input.
  ///
  /// - Throws: `CorpusError` where it cannot be read; `ManifestError` where it is none, or was written
  ///   by a later version.
  public init(path: String) throws {
    let file = try MappedFile(path: path)
    let bytes = file.withBytes(0..<file.byteCount) { bytes in bytes.indices.map { bytes[$0] } }
    try self.init(parsing: bytes, path: path)
  }

  /// Reads a manifest; `path` is its name in errors.
  init(parsing bytes: [UInt8], path: String) throws(ManifestError) {
    let tree: JSONTree
    do throws(JSONSyntaxError) { tree = try JSONTree(parsing: bytes) } catch {
      throw ManifestError(
        code: .notManifest, path: path, detail: "at byte \(error.offset): \(error.detail)")
    }
    let root = ManifestNode(tree, name: "", path: path)
    let schema = try root.count("schema")
    guard schema <= Self.schema else {
      throw ManifestError(
        code: .newerSchema, path: path,
        detail: "its schema is \(schema), this version reads \(Self.schema)")
    }
    guard schema == Self.schema else {
      throw ManifestError(
        code: .notManifest, path: path, detail: "its schema is \(schema), expected \(Self.schema)")
    }
    let run = try root.node("command")
    version = try root.text("version")
    command = try run.text("name")
    options = try run.node("options").tree.jsonMembers
    seed = try root.integer("seed")
    inputs = try root.elements("inputs") { node throws(ManifestError) in try Input(node) }
    outputs = try root.elements("outputs") { node throws(ManifestError) in try Output(node) }
    stages = try root.elements("stages") { node throws(ManifestError) in
      StageFlow(
        stage: try node.text("stage"), cameIn: try node.count("in"),
        removed: try node.count("removed"), wentOn: try node.count("out"))
    }
    rows = try Rows(root.node("rows"))
  }
}

extension RunManifest.File {
  fileprivate init(_ node: ManifestNode) throws(ManifestError) {
    self.init(
      path: try node.text("path"), isThere: node.tree["stream"]?.boolean != true,
      byteCount: try node.count("bytes"), sha256: try node.text("sha256"))
  }
}

extension RunManifest.Input {
  fileprivate init(_ node: ManifestNode) throws(ManifestError) {
    let name = try node.text("role")
    guard let role = Role(rawValue: name) else { throw node.strange("role", name) }
    self.init(
      role: role, file: try RunManifest.File(node),
      rows: node.tree["rows"] == nil ? nil : try RunManifest.Rows(node.node("rows")))
  }
}

extension RunManifest.Output {
  fileprivate init(_ node: ManifestNode) throws(ManifestError) {
    let name = try node.text("role")
    guard let role = Role(rawValue: name) else { throw node.strange("role", name) }
    var surroundings: Surroundings?
    if node.tree["around"] != nil {
      let around = try node.node("around")
      surroundings = Surroundings(
        before: try around.count("before"), between: try around.count("between"),
        after: try around.count("after"))
    }
    self.init(
      role: role, file: try RunManifest.File(node),
      input: node.tree["input"] == nil ? nil : try node.count("input"),
      rowCount: node.tree["rows"] == nil ? nil : try node.count("rows"),
      isConverted: node.tree["converted"]?.boolean == true,
      surroundings: surroundings)
  }
}

extension RunManifest.Rows {
  fileprivate init(_ node: ManifestNode) throws(ManifestError) {
    let removed = try node.node("removed")
    var counts: [RunManifest.StageCount] = []
    for member in removed.tree.members ?? [] {
      let stage = String(decoding: member.key, as: UTF8.self)
      counts.append(RunManifest.StageCount(stage: stage, count: try removed.count(stage)))
    }
    self.init(
      read: try node.count("read"), kept: try node.count("kept"),
      rejected: try node.count("rejected"), removed: counts)
  }
}

/// An object of a manifest, and where it stands in it.
private struct ManifestNode {
  let tree: JSONTree
  /// The names on the way to it: `inputs[2].rows`.
  private let name: String
  private let path: String

  init(_ tree: JSONTree, name: String, path: String) {
    self.tree = tree
    self.name = name
    self.path = path
  }

  /// No count of a run comes near it, and sums of counts stay within `Int`.
  private static let largestCount = 1 << 50

  func node(_ key: String) throws(ManifestError) -> ManifestNode {
    guard let value = tree[key], value.members != nil else { throw missing(key, "an object") }
    return ManifestNode(value, name: joined(key), path: path)
  }

  func text(_ key: String) throws(ManifestError) -> String {
    guard let text = tree[key]?.text else { throw missing(key, "a string") }
    return text
  }

  func integer(_ key: String) throws(ManifestError) -> Int {
    guard let value = tree[key]?.integer else { throw missing(key, "a whole number") }
    return value
  }

  func count(_ key: String) throws(ManifestError) -> Int {
    guard let value = tree[key]?.integer, (0...Self.largestCount).contains(value) else {
      throw missing(key, "a whole number from 0 on")
    }
    return value
  }

  func elements<Element>(
    _ key: String, _ make: (ManifestNode) throws(ManifestError) -> Element
  ) throws(ManifestError) -> [Element] {
    guard let elements = tree[key]?.elements else { throw missing(key, "an array") }
    var made: [Element] = []
    for (i, element) in elements.enumerated() {
      made.append(
        try make(ManifestNode(element, name: "\(joined(key))[\(i)]", path: path)))
    }
    return made
  }

  func strange(_ key: String, _ found: String) -> ManifestError {
    ManifestError(
      code: .notManifest, path: path,
      detail: "\(joined(key)) is \(OneLine.quoted(found)), which no run writes")
  }

  private func missing(_ key: String, _ expected: String) -> ManifestError {
    let found = tree[key].map { "is \($0.kind)" } ?? "is missing"
    return ManifestError(
      code: .notManifest, path: path, detail: "\(joined(key)) \(found), expected \(expected)")
  }

  private func joined(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }
}
