// SPDX-License-Identifier: Apache-2.0

/// A training set of 40 questions to a shop and their answers, with copies, and the traffic it should
/// serve, whose third topic it lacks.
enum ShopSet {
  static let training: String = {
    var lines: [String] = []
    for number in 0..<20 {
      let day = days[number % 7]
      let item = items[number % items.count]
      lines.append(
        record(
          "When will my parcel with the \(item) arrive if I order it on \(day)?",
          "A parcel that is ordered on \(day) leaves our house the next morning and needs two to "
            + "three days, so your \(item) arrives within the week."))
      lines.append(
        record(
          "How do I send the \(item) back that I bought on \(day)?",
          "Put the \(item) into its box, print the label from your account and bring it to a shop; "
            + "we refund what you paid on \(day) as soon as it is here."))
    }
    lines.append(lines[3])
    lines.append(lines[4].replacing("within the week.", with: "within the week then."))
    lines.append(lines[4])
    lines.append(record("Is anybody there?", ""))
    return lines.joined()
  }()

  static let traffic: String = (0..<36).map { number in
    let day = days[number * 3 % 7]
    let item = items[number % items.count]
    switch number % 3 {
    case 0: return question("When will the parcel with my \(item) arrive, I ordered on \(day)?")
    case 1: return question("How can I send a \(item) back that I bought last \(day)?")
    default:
      return question(
        "Please erase my account and all personal data you stored about me by \(day).")
    }
  }.joined()

  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let items = ["tent", "lamp", "stove", "rope", "jacket", "map", "bottle", "knife"]

  private static func record(_ prompt: String, _ answer: String) -> String {
    "{\"prompt\": \"\(prompt)\", \"completion\": \"\(answer)\"}\n"
  }

  private static func question(_ prompt: String) -> String { "{\"prompt\": \"\(prompt)\"}\n" }
}
