// SPDX-License-Identifier: Apache-2.0

import GamutJSON

extension HTML {
  /// What went in and how: enough to make the report again.
  static func method(_ document: ReportDocument) -> HTML {
    let files =
      document.inputs.map { ("input", $0) } + document.references.map { ("reference", $0) }
    let inputs = files.prefix(ReportLimits.inputs).map { role, file -> HTML in
      """
      <tr><th scope="row">\(name(file.name))</th><td>\(role)</td>\
      <td class="n">\(NumberText.count(file.records))</td>\
      <td class="n">\(NumberText.bytes(file.bytes))</td></tr>

      """
    }
    let options = document.shownOptions.prefix(ReportLimits.options).map { option -> HTML in
      """
      <tr><th scope="row"><code>\(name(option.name))</code></th>\
      <td><code>\(sentence(option.value.compactText))</code></td></tr>

      """
    }
    let core: HTML =
      document.blasCore.map { "; matrix products by the \(name($0)) kernels of OpenBLAS" } ?? ""
    return section(
      id: "method", "How this was made",
      lede: """
        By Gamut \(name(document.version))\(core). The same input and options give the same report.
        """,
      """
      <h3>Files</h3>
      <div class="scroll"><table>
      <thead><tr><th scope="col">file</th><th scope="col">role</th>\
      <th scope="col" class="n">records</th><th scope="col" class="n">size</th></tr></thead>
      <tbody>
      \(inputs)</tbody></table></div>
      \(hidden(files.count, shown: ReportLimits.inputs, of: "file"))\
      <p class="sub">Kept: \(NumberText.bytes(document.bytes.kept)) of \
      \(NumberText.bytes(document.bytes.read)).</p>
      <h3>Options</h3>
      <div class="scroll"><table>
      <thead><tr><th scope="col">option</th><th scope="col">value</th></tr></thead>
      <tbody>
      \(options)</tbody></table></div>
      \(hidden(document.shownOptions.count, shown: ReportLimits.options, of: "option"))
      """)
  }
}

extension ReportDocument {
  /// The options that have a value.
  var shownOptions: [JSONMember] {
    options.filter { if case .null = $0.value { false } else { true } }
  }
}

extension JSONValue {
  /// The value as people read it: a text without quotes, anything else as compact JSON.
  var compactText: String {
    if case .string(let text) = self { return text }
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
