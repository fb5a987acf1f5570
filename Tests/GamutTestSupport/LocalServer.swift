// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

/// An HTTP/1.1 server on a free port of this machine, whose answers a test writes.
///
/// One thread takes connections, and each connection has its own, so that requests overlap as they
/// do with a real server. Connections stay open between requests.
public final class LocalServer: Sendable {
  /// What a client asked.
  public struct Request: Sendable {
    /// `POST`, `GET`.
    public let method: String
    /// `/v1/embeddings`.
    public let path: String
    /// The header fields, names in lower case.
    public let fields: [String: String]
    /// What came behind the header.
    public let body: [UInt8]

    /// The texts of an embeddings request.
    public var texts: [String] { object?["input"] as? [String] ?? [] }
    /// The model of an embeddings request.
    public var model: String? { object?["model"] as? String }

    private var object: [String: Any]? {
      do {
        return try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      } catch { return nil }
    }
  }

  /// What the server answers.
  public struct Answer: Sendable {
    public var status: Int
    public var fields: [(String, String)]
    public var body: [UInt8]
    /// Whether the body goes in chunks rather than with its length.
    public var isChunked = false
    /// Bytes of the body that are sent before the connection is cut; nil for all.
    public var cutAfter: Int?
    /// How long the server thinks.
    public var delay = 0.0

    public init(
      _ status: Int = 200, _ body: String, fields: [(String, String)] = []
    ) {
      self.status = status
      self.fields = fields
      self.body = Array(body.utf8)
    }

    /// Vectors as OpenAI's API has them, in the order given; the index of each counts from 0.
    public static func vectors(_ vectors: [[Double]]) -> Answer {
      entries(vectors.enumerated().map { ($0, $1) })
    }

    /// As Python writes it.
    private static func number(_ value: Double) -> String { value.isNaN ? "NaN" : "\(value)" }

    /// Vectors with an index each, in any order.
    public static func entries(_ entries: [(Int, [Double])]) -> Answer {
      let list = entries.map { index, vector in
        "{\"object\":\"embedding\",\"embedding\":[\(vector.map(number).joined(separator: ","))],"
          + "\"index\":\(index)}"
      }
      return Answer(
        200,
        "{\"object\":\"list\",\"data\":[\(list.joined(separator: ","))],\"model\":\"m\","
          + "\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}")
    }
  }

  /// The port it listens on.
  public let port: Int
  private let listener: Int32
  private let received = Mutex<[Request]>([])
  private let answer: @Sendable (Request, Int) -> Answer

  /// Starts to listen; `answer` is called, on any thread, with a request and how many came before.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Answer) throws {
    self.answer = answer
    (listener, port) = try Self.listen()
    let thread = Thread { [listener, self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 {
          // Closed here, not by `stop()`: its number may soon be that of another server's listener,
          // on which this thread must not wait.
          close(listener)
          return
        }
        Thread { self.serve(connection) }.start()
      }
    }
    thread.start()
  }

  /// The address to give to a client.
  public var address: String { "http://127.0.0.1:\(port)" }

  /// All requests so far.
  public var requests: [Request] { received.withLock { $0 } }

  /// Takes no more connections, which are refused from then on; to be called once.
  public func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// A port of this machine on which nobody listens; it stays taken until the process ends, so that
  /// no other server gets it.
  public static func unusedPort() throws -> Int { try bound().port }

  private static func listen() throws -> (Int32, Int) {
    let (descriptor, port) = try bound()
    guard Glibc.listen(descriptor, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
    return (descriptor, port)
  }

  private static func bound() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard descriptor >= 0, isBound else { throw POSIXError(.EADDRINUSE) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}

extension LocalServer {
  private func serve(_ connection: Int32) {
    var buffer: [UInt8] = []
    while let request = read(connection, &buffer) {
      let number = received.withLock { requests in
        requests.append(request)
        return requests.count - 1
      }
      let answer = answer(request, number)
      if answer.delay > 0 { Thread.sleep(forTimeInterval: answer.delay) }
      guard write(answer, to: connection) else { break }
    }
    close(connection)
  }

  /// The next request; nil where the client has gone.
  private func read(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
    let separator = Array("\r\n\r\n".utf8)
    var headEnd: Int?
    while headEnd == nil {
      // What is no HTTP, as the start of TLS, ends the connection; a method starts with a letter.
      if let first = buffer.first, !(0x41...0x5A).contains(first) { return nil }
      headEnd = buffer.indices.first { buffer[$0...].starts(with: separator) }
      if headEnd == nil, !receive(connection, &buffer) { return nil }
    }
    guard let headEnd else { return nil }
    let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).components(
      separatedBy: "\r\n")
    let words = lines[0].components(separatedBy: " ")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let start = headEnd + separator.count
    let length = fields["content-length"].flatMap(Int.init) ?? 0
    while buffer.count < start + length {
      if !receive(connection, &buffer) { return nil }
    }
    let body = Array(buffer[start..<start + length])
    buffer.removeFirst(start + length)
    return Request(method: words[0], path: words[1], fields: fields, body: body)
  }

  private func receive(_ connection: Int32, _ buffer: inout [UInt8]) -> Bool {
    var part = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(connection, &part, part.count, 0)
    if count <= 0 { return false }
    buffer += part[..<count]
    return true
  }

  /// False where the connection is to be closed.
  private func write(_ answer: Answer, to connection: Int32) -> Bool {
    var head = "HTTP/1.1 \(answer.status) Status\r\nContent-Type: application/json\r\n"
    for (name, value) in answer.fields { head += "\(name): \(value)\r\n" }
    head +=
      answer.isChunked
      ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: \(answer.body.count)\r\n\r\n"
    var bytes = Array(head.utf8)
    if answer.isChunked {
      for start in stride(from: 0, to: answer.body.count, by: 7) {
        let part = answer.body[start..<min(start + 7, answer.body.count)]
        bytes += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)
      }
      bytes += "0\r\n\r\n".utf8
    } else {
      bytes += answer.body.prefix(answer.cutAfter ?? answer.body.count)
    }
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return answer.cutAfter == nil
  }
}
