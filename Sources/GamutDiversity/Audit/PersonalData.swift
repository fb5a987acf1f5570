// SPDX-License-Identifier: Apache-2.0

import GamutCore

/// Tells personal data and secrets in texts by their form and, where they have some, their check digits.
///
/// Names and addresses of people have no form, so nothing here finds them. Numbers that are known
/// examples, and addresses and ranges that are reserved for documentation, are not counted.
enum PersonalData {
  /// What kinds `text` holds.
  ///
  /// - Complexity: O(`text.count`).
  static func checks(of text: Span<UInt8>) -> AuditChecks {
    var checks: AuditChecks = []
    var i = 0
    while i < text.count {
      let byte = text[i]
      if byte == UInt8(ascii: "@") {
        checks.insert(.email, if: isEmail(text, at: i))
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(") {
        checks.insert(.phone, if: PhoneNumber.begins(in: text, at: i))
      } else if startsWord(text, at: i) {
        if byte.isASCIIDigit {
          let end = checkNumber(text, at: i, &checks)
          i = max(i + 1, end)
          continue
        }
        if SecretForm.begins(in: text, at: i) { checks.insert(.secret) }
        checks.insert(.bankAccount, if: BankAccount.begins(in: text, at: i))
      }
      i += 1
    }
    return checks
  }

  private static func startsWord(_ text: Span<UInt8>, at i: Int) -> Bool {
    guard text[i].isASCIIAlphanumeric || text[i] == UInt8(ascii: "-") else { return false }
    return i == 0 || !text[i - 1].isASCIIAlphanumeric
  }

  /// Looks at the number that begins at `start`, and says where its digits end.
  private static func checkNumber(
    _ text: Span<UInt8>, at start: Int, _ checks: inout AuditChecks
  ) -> Int {
    // `1.2.3.4.5` and `12-34-5678-9` are what their beginnings are not.
    let before = start > 0 ? text[start - 1] : 0x20
    let isFree =
      before != UInt8(ascii: ".") && before != UInt8(ascii: "-") && before != UInt8(ascii: "/")
    guard isFree else { return start + 1 }
    if let end = PaymentCard.end(in: text, at: start) {
      checks.insert(.paymentCard)
      return end
    }
    checks.insert(.socialSecurity, if: isSocialSecurity(text, at: start))
    checks.insert(.phone, if: PhoneNumber.begins(in: text, at: start))
    checks.insert(.networkAddress, if: NetworkAddress.begins(in: text, at: start))
    var end = start
    while end < text.count, text[end].isASCIIDigit { end += 1 }
    return end
  }

  /// A name before `@` and a domain with a dot behind it, which is not one for examples.
  private static func isEmail(_ text: Span<UInt8>, at sign: Int) -> Bool {
    guard sign > 0, text[sign - 1].isASCIIAlphanumeric || text[sign - 1] == UInt8(ascii: "_") else {
      return false
    }
    var end = sign + 1
    var labels: [[UInt8]] = [[]]
    while end < text.count, end - sign < 254 {
      let byte = text[end]
      if byte == UInt8(ascii: ".") {
        guard labels[labels.count - 1].count > 0 else { return false }
        labels.append([])
      } else if byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") {
        labels[labels.count - 1].append(byte.isASCIIDigit ? byte : byte | 0x20)
      } else {
        break
      }
      end += 1
    }
    if labels.last == [] { labels.removeLast() }
    guard labels.count >= 2, let top = labels.last, top.count >= 2,
      !top.contains(where: \.isASCIIDigit)
    else { return false }
    let domain = labels[labels.count - 2]
    return !reservedTops.contains(top)
      && !inventedDomains.contains { domain.starts(with: $0) }
      && !labels.dropLast().contains { label in exampleLabels.contains { label.starts(with: $0) } }
  }

  private static let reservedTops: Set<[UInt8]> = Set(
    ["example", "test", "invalid", "localhost", "local"].map { Array($0.utf8) })
  /// `example.com` by RFC 2606, also as `example.co.uk`, and what people write for it at any place.
  private static let exampleLabels = [
    "example", "domain", "yourdomain", "yourcompany", "ourcompany",
  ]
  .map { Array($0.utf8) }
  /// What people write for it right before the last label.
  private static let inventedDomains = ["email", "company", "university", "xyz"].map {
    Array($0.utf8)
  }

  /// Three digits, two and four with `-` between, of an area that is given out, near words that say what it is:
  /// catalogues number their goods the same way.
  private static func isSocialSecurity(_ text: Span<UInt8>, at start: Int) -> Bool {
    guard start + 11 <= text.count else { return false }
    var digits: [Int] = []
    for i in 0..<11 {
      let byte = text[start + i]
      if i == 3 || i == 6 {
        guard byte == UInt8(ascii: "-") else { return false }
      } else {
        guard byte.isASCIIDigit else { return false }
        digits.append(Int(byte & 0x0F))
      }
    }
    if start + 11 < text.count {
      let next = text[start + 11]
      if next.isASCIIAlphanumeric || next == UInt8(ascii: "-") { return false }
    }
    let area = digits[0] * 100 + digits[1] * 10 + digits[2]
    let group = digits[3] * 10 + digits[4]
    let serial = digits[5...].reduce(0) { $0 * 10 + $1 }
    // 078-05-1120 and 123-45-6789 stand in advertisements and in every manual.
    let isKnown = (area, group, serial) == (78, 5, 1120) || (area, group, serial) == (123, 45, 6789)
    return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && !isKnown
      && isNamed(text, from: start)
  }

  /// Whether `SSN` or `social security` stands within 60 bytes of the eleven from `start` on.
  private static func isNamed(_ text: Span<UInt8>, from start: Int) -> Bool {
    let from = max(0, start - 60)
    let near = (from..<min(text.count, start + 71)).map { text[$0] | 0x20 }
    return ["ssn", "social security"].contains { name in
      let name = Array(name.utf8)
      return (0..<max(0, near.count - name.count + 1)).contains {
        near[$0..<$0 + name.count].elementsEqual(name)
      }
    }
  }
}
