// SPDX-License-Identifier: Apache-2.0

import GamutCore
import Testing

@testable import GamutDiversity

@Suite struct PersonalDataTests {
  private func checks(_ text: String) -> [AuditCheck] {
    PersonalData.checks(of: Array(text.utf8).span).list
  }

  @Test(arguments: [
    ("write to ana.lopez@fernhollow-shop.de today", AuditCheck.email),
    ("call +44 20 7946 0018 after five", .phone), ("call (212) 667-0199", .phone),
    ("212-667-0199", .phone), ("+1 (212) 667 0199", .phone),
    ("card 4539 1488 0343 6467 expires", .paymentCard), ("4539148803436467", .paymentCard),
    ("3718-224631-01236", .paymentCard), ("IBAN NL91 ABNA 0417 1643 00.", .bankAccount),
    ("AT611904300234573201", .bankAccount), ("ssn 536-22-8123", .socialSecurity),
    ("603-10-1010 is my Social Security number", .socialSecurity),
    ("server 81.169.145.72 is down", .networkAddress),
    ("key AKIA2E0A8F3B244C9986 leaked", .secret),
    ("ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8", .secret),
  ])
  func `data with a form and right check digits are found`(text: String, check: AuditCheck) {
    #expect(checks(text) == [check])
  }

  @Test(arguments: [
    "mail user@example.com or me@localhost", "johndoe@example.co.uk", "you@sub.domain.com",
    "support@yourcompany.com", "your.name@university.edu", "catalogue no. 603-10-1010",
    "@everyone, at 5@ noon", "a@b", "price 4,000 @ 3.5",
    "call 555-0199", "call (212) 555-0199", "+12345678901", "+1", "1 + 234567890 = x",
    // A last digit that is wrong, an issuer that is none, and numbers that payment services publish.
    "4539 1488 0343 6468", "9539148803436467", "4111 1111 1111 1111", "1234567890123456",
    "45 39 14 88 03 43 64 67", "NL91 ABNA 0417 1643 01", "AB12 3456 7890 1234 5678",
    "GB82 WEST 1234 5698 7654 32", "000-12-3456", "666-12-3456", "900-12-3456", "123-45-6789",
    "536-22-81234", "2024-01-02", "192.168.0.1 and 10.0.0.1, 127.0.0.1, 203.0.113.9", "1.2.3.4",
    "version 81.169.145.72.1", "256.1.1.12", "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "AKIAIOSFODNN7EXAMPLE", "-----BEGIN RSA PRIVATE KEY-----", "ISBN 978-3-16-148410-0", "",
    "3.14159265358979323846", "0.5391488034364670",
  ])
  func `examples, wrong digits and reserved ranges are left alone`(text: String) {
    #expect(checks(text) == [])
  }

  @Test func `one wrong digit anywhere makes a card number none`() {
    let digits = "4539148803436467".utf8.map { Int($0 & 0x0F) }
    #expect(PaymentCard.isRight(digits))
    for place in digits.indices {
      for step in 1...9 {
        var other = digits
        other[place] = (other[place] + step) % 10
        #expect(!PaymentCard.isRight(other))
      }
    }
  }

  @Test func `one wrong character anywhere makes an account number none`() {
    let account = Array("AT611904300234573201".utf8)
    #expect(BankAccount.remainder(account) == 1)
    for place in 2..<account.count {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != account[place] {
        var other = account
        other[place] = digit
        #expect(BankAccount.remainder(other) != 1)
      }
    }
  }

  @Test func `any bytes are looked at without a fault`() {
    var random = SeededRandom(seed: 11)
    let alphabet = Array("@.+-0123456789 ()ABGNLsk_\u{E9}\u{4E2D}".utf8) + [0xFF, 0x00]
    for _ in 0..<2_000 {
      let text = (0..<random.next(below: 60)).map { _ in
        alphabet[random.next(below: alphabet.count)]
      }
      _ = PersonalData.checks(of: text.span)
      _ = CharacterFlaws.checks(of: text.span, isAnswer: true)
      _ = FormFlaws.checks(of: text.span)
    }
  }
}
