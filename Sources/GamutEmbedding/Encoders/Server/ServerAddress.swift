// SPDX-License-Identifier: Apache-2.0

/// Where an embeddings server is: the address of its `/v1/embeddings`, made of what a user gives.
///
/// User information (`user:password@`) is taken off at once: it goes to the server as basic
/// authentication, and `text` and everything said about the server is without it.
struct ServerAddress: Hashable, Sendable {
  /// `http://host:port/v1/embeddings`: scheme and host in lower case, no default port.
  let text: String
  /// The user and password of the address, percent signs resolved; nil where it has none.
  let credentials: Credentials?

  /// A user and a password.
  struct Credentials: Hashable, Sendable {
    let user: String
    let password: String
  }

  private static let ending = "/embeddings"

  /// Whether `text` is an address rather than a path of a folder.
  static func isAddress(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// Reads `http(s)://[user[:password]@]host[:port][/path]`. An empty path, `/` and `/v1` become
  /// `/v1/embeddings`; any other that does not end in `/embeddings` is continued by it.
  init(_ given: String) throws(EmbeddingError) {
    guard let colon = given.utf8.firstIndex(of: UInt8(ascii: ":")), Self.isAddress(given) else {
      throw Self.wrong(given, "expected http:// or https://")
    }
    let scheme = given[..<colon].lowercased()
    let rest = given[given.utf8.index(colon, offsetBy: 3)...]
    // By bytes: a delimiter with an accent behind it is another character.
    let slash = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
    var authority = rest[..<slash]
    var path = rest[slash...]
    // With a bare delimiter in the user information, the user would be the host.
    guard !path.utf8.contains(UInt8(ascii: "@")) else {
      throw Self.wrong(
        "\(scheme)://…",
        "an @ behind the host, expected / ? # of a user or password as %2F %3F %23, "
          + "and @ of a path as %40")
    }
    // User information ends at the last @: one within it stands escaped, or is a mistake that must
    // not be taken for a host.
    var credentials: Credentials?
    if let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
      let given = authority[..<at].utf8
      let end = given.firstIndex(of: UInt8(ascii: ":")) ?? at
      guard let user = Self.unescaped(given[..<end]),
        let password = Self.unescaped(given[end...].dropFirst())
      else { throw Self.wrong("\(scheme)://…", "a bad escape in the user information") }
      credentials = Credentials(user: user, password: password)
      authority = authority[authority.utf8.index(after: at)...]
    }
    let place = authority.lowercased()
    let host = Self.host(of: place)
    // What should be a port may be a password without its host.
    guard let host else {
      let end = place.utf8.firstIndex(of: UInt8(ascii: ":")) ?? place.endIndex
      throw Self.wrong(
        "\(scheme)://\(place[..<end])", "no host, expected \(scheme)://HOST[:PORT]")
    }
    var port = place[host.endIndex...]
    guard port.isEmpty || Self.isPort(port.utf8) else {
      throw Self.wrong(
        "\(scheme)://\(host)", "what follows the host is not a port, expected :1 to :65535")
    }
    if port == (scheme == "http" ? ":80" : ":443") { port = "" }
    let shown = "\(scheme)://\(host)\(port)"
    guard !path.contains(where: { "?#".contains($0) }) else {
      throw Self.wrong(shown, "a query or a fragment, expected none")
    }
    guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Self.wrong(shown, "a path with spaces or letters beyond ASCII, expected it escaped")
    }
    while path.hasSuffix("/") { path.removeLast() }
    if path.isEmpty { path = "/v1" }
    text = "\(shown)\(path)\(path.hasSuffix(Self.ending) ? "" : Self.ending)"
    self.credentials = credentials
  }

  /// The address of the list of models, beside the embeddings.
  var models: String { text.dropLast(Self.ending.utf8.count) + "/models" }

  /// The address of what text-embeddings-inference says of itself; it lists no models.
  var info: String {
    let folder = text.dropLast(Self.ending.utf8.count)
    return (folder.hasSuffix("/v1") ? folder.dropLast(3) : folder) + "/info"
  }

  /// The host in front of a port: a name, or an address of IPv6 in brackets; nil where there is none.
  private static func host(of place: String) -> Substring? {
    guard place.utf8.first == UInt8(ascii: "[") else {
      let end = place.utf8.firstIndex(of: UInt8(ascii: ":")) ?? place.endIndex
      let name = place[..<end]
      return !name.isEmpty && name.utf8.allSatisfy(isOfName) ? name : nil
    }
    guard let end = place.utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let isAddress = place.utf8[..<end].dropFirst().allSatisfy {
      $0 == UInt8(ascii: ":") || isOfName($0)
    }
    return isAddress ? place[...end] : nil
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x80...: true  // digits, letters, international names
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Whether a colon and a number of 1…65535 stand there.
  private static func isPort(_ text: Substring.UTF8View) -> Bool {
    let digits = text.dropFirst()
    guard text.first == UInt8(ascii: ":"), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt16(Substring(digits))
    else { return false }
    return number > 0
  }

  /// `text` with `%XX` resolved; nil at a bad escape, or at a control character.
  private static func unescaped(_ text: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      var value = byte
      if byte == UInt8(ascii: "%") {
        guard rest.count >= 2,
          let escaped = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else { return nil }
        value = escaped
        rest = rest.dropFirst(2)
      }
      guard value >= 0x20, value != 0x7F else { return nil }
      bytes.append(value)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func wrong(_ shown: String, _ detail: String) -> EmbeddingError {
    EmbeddingError(code: .badAddress, path: shown, detail: detail)
  }
}
