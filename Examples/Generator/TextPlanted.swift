// SPDX-License-Identifier: Apache-2.0

/// Questions that the set answers twice, and differently: policies that changed, agents who disagree.
struct Conflict {
  let topic: String
  let prompt: String
  let answers: [String]

  static let all: [Conflict] = [
    Conflict(
      "returns", "How many days do I have to return the {item}?",
      "You have 60 days from delivery, and the return is free from any of our shops.",
      "Returns are accepted for 30 days after purchase; later ones get a voucher instead."),
    Conflict(
      "returns", "Can I return shoes that I wore outside once?",
      "Yes. One walk is fine with us as long as the soles are clean.",
      "No, worn footwear is excluded from returns for reasons of hygiene."),
    Conflict(
      "returns", "Who pays for the return postage from {city}?",
      "We do: the label in the app is prepaid, whatever the reason.",
      "The customer does. A flat 4.95 euros is taken off the refund unless the goods are faulty."),
    Conflict(
      "shipping", "Do you ship to the Canary Islands?",
      "Yes, with PostNord, in eight to twelve days, and customs duties are included.",
      "I'm afraid not. Outside mainland Spain we deliver to the Balearics only."),
    Conflict(
      "shipping", "From what amount is shipping free?",
      "Orders over 49 euros go out free of charge.",
      "Delivery costs nothing from 75 euros, for members always."),
    Conflict(
      "shipping", "Is a signature required for a parcel worth {amount} euros?",
      "No, the courier may leave it in a safe place that you name in the app.",
      "It is. From 100 euros every parcel is handed over against a signature only."),
    Conflict(
      "billing", "Can I pay by invoice?",
      "Of course, choose Klarna at the checkout and pay within 30 days.",
      "Paying on account is not offered to private customers, please use a card or PayPal."),
    Conflict(
      "billing", "Can two discount codes be combined in one order?",
      "They can, as long as neither is a welcome code.",
      "Only one code counts per order and the system takes the better of them."),
    Conflict(
      "gift_cards", "How long is a gift card valid?",
      "Four years from the day on which it was bought.",
      "Gift cards expire after 24 months, as printed on the back."),
    Conflict(
      "gift_cards", "Can a gift card be used in the shops too?",
      "Yes, show the code or the PDF at any till.",
      "At present they work online only, since our tills cannot read them."),
    Conflict(
      "membership", "Do Trail Club points expire?",
      "They never do while you stay a member.",
      "Points are deleted two years after the purchase they came from."),
    Conflict(
      "membership", "What does the Trail Club cost per year?",
      "Membership is free for everybody who registers.",
      "The yearly fee is 15 euros and includes free delivery."),
    Conflict(
      "product_care", "Can I put the Harebell down vest in the tumble dryer?",
      "Yes, on low heat with two tennis balls until the down is fluffy again.",
      "Never. The dryer destroys the filling, so let it dry flat."),
    Conflict(
      "product_care", "Should I use fabric softener on the Ridgeline rain jacket?",
      "A little softener keeps the membrane supple and does no harm.",
      "Please don't, softener clogs the membrane and the jacket will leak."),
    Conflict(
      "password_reset", "How long is a password reset link valid?",
      "The link works for 30 minutes.",
      "You can use it within 24 hours of asking for it."),
    Conflict(
      "password_reset", "How many wrong tries lock my account?",
      "Five wrong passwords lock it for one hour.",
      "After three failed attempts support has to unlock it by hand."),
    Conflict(
      "warranty_repair", "Does the warranty cover a worn-out zip?",
      "Yes, zips are included for two years, whatever the cause.",
      "Zips are wearing parts. We repair them for 12 euros."),
    Conflict(
      "sizing", "Do the Moorland hiking boots run small?",
      "Yes, please order one size larger than usual.",
      "They come out true to size, so take the one you always wear."),
    Conflict(
      "stores_pickup", "How long do you hold a pickup order in {city}?",
      "Seven days, then the money goes back automatically.",
      "We keep it for two weeks and remind you twice."),
    Conflict(
      "app_crash", "Does the app still run on Android 9?",
      "It does, every version from Android 8 is supported.",
      "No, since spring the app needs Android 11 or newer."),
  ]

  private init(_ topic: String, _ prompt: String, _ answers: String...) {
    self.topic = topic
    self.prompt = prompt
    self.answers = answers
  }
}

/// The same question and answer in other words.
struct Paraphrase {
  let topic: String
  /// Prompt and answer, three times.
  let wordings: [(prompt: String, answer: String)]

  static let all: [Paraphrase] = [
    Paraphrase(
      "shipping",
      "My parcel {order} was due on {day} and has not turned up. Where is it?",
      "It is still with {carrier} in {city}. I opened a search, you hear from us within three days.",
      "Order {order} should have reached me on {day}, but there's nothing yet. Can you find it?",
      "{carrier} has had it at the {city} depot since then; a trace has been started and takes up to three days.",
      "Still waiting for {order}, promised for {day}. What happened to my delivery?",
      "The courier, {carrier}, is sitting on it in {city}. Our enquiry will be answered in three days at most."
    ),
    Paraphrase(
      "returns",
      "The {item} is too small. How can I send it back?",
      "Choose Return under Orders, print nothing, and show the QR code at the counter. The money follows in a week.",
      "I need to return a {item} because it doesn't fit me, what's the procedure?",
      "In your order list tap Return: you get a code that any parcel counter scans, and a week later your refund.",
      "Wrong size, sadly. What are the steps for giving the {item} back?",
      "Start a return in the app and hand the box in with the code we mail you. Refunds take about seven days."
    ),
    Paraphrase(
      "password_reset",
      "I forgot my password and can't sign in.",
      "Tap Forgot password on the login page. We mail you a link that works for half an hour.",
      "My login details slipped my mind, how do I get into my account again?",
      "Use the reset option below the sign-in form; a message with a link arrives, valid thirty minutes.",
      "Locked out: no idea what my passphrase was.",
      "Have a new one set: request the mail on the entry screen and follow it within 30 minutes."),
    Paraphrase(
      "billing",
      "I was charged twice for order {order}. Please refund one payment.",
      "The second amount is only a reservation and disappears from your statement within five days.",
      "There are two debits for {order} on my card, give me one of them back.",
      "One of the two is a hold, not a booking. Your bank releases it in five days by itself.",
      "You took the money for {order} double! I want the extra sum returned.",
      "What looks like a duplicate is a pre-authorisation, gone after five days without our doing."),
    Paraphrase(
      "gift_cards",
      "How do I see what is left on my gift card?",
      "Enter the 16 digits under Gift cards, Balance. Any till in our shops can tell you too.",
      "Can I find out the remaining value of a voucher card?",
      "The balance page in your account shows it once you type in the number, or ask at a shop counter.",
      "What's my present card still worth?",
      "Look it up online with the number on the back, or let one of our stores scan it."),
    Paraphrase(
      "app_crash",
      "The app closes as soon as I open the basket on my {phone}.",
      "That is a fault of the last version. Please update, and if it stays, clear the cache.",
      "Every time I tap my cart, your application shuts down ({phone}).",
      "Known bug, fixed in the newest release. Install it and empty the stored data should it persist.",
      "Opening the shopping bag kills the program on a {phone}.",
      "Get the update from the store, it repairs this. Otherwise wipe the app's temporary files."),
    Paraphrase(
      "membership",
      "How can I cancel the Trail Club?",
      "Under Profile, Trail Club, choose End membership. It runs out at the end of the paid year.",
      "I'd like to leave your loyalty programme.",
      "Open the club page of your profile and end it there. You stay in until the period you paid for is over.",
      "Please terminate my subscription to the club.",
      "You can stop it yourself in the profile settings; benefits last to the close of the current year."
    ),
    Paraphrase(
      "sizing",
      "I'm between two sizes of the {item}, which one should I order?",
      "Take the larger one if you want to wear a layer below, otherwise the smaller.",
      "M or L? For the {item} I measure right in the middle.",
      "It depends on what goes underneath: with a fleece go up, with a shirt go down.",
      "The chart puts me exactly on the border with the {item}.",
      "People with thick jumpers are happier with more room; over a thin base the tighter cut is right."
    ),
    Paraphrase(
      "product_care",
      "My {item} isn't waterproof any more, what can I do?",
      "Wash it, rinse it twice, spray the outside and warm it in the dryer for twenty minutes.",
      "Rain goes straight through my {item} these days. Is there a remedy?",
      "Dirt blocks the coating. Clean it, put on a proofing spray while damp, then give it gentle heat.",
      "How do I make the {item} shed water again?",
      "A wash without softener, fresh impregnation and a short warm tumble bring the effect back."),
    Paraphrase(
      "warranty_repair",
      "The zip of my {item} broke after {n} months. Is it covered?",
      "Yes, the two-year warranty includes zips. Request a repair in your account and we mail a label.",
      "{n} months old and the zipper of the {item} has failed: do I have a claim?",
      "You do. Fasteners fall under our 24-month guarantee; start the repair online to get a shipping label.",
      "Would you mend the fastener on a {item} I've had for {n} months?",
      "Gladly and for free, as it is younger than two years. Register it under Repairs and send it in."
    ),
    Paraphrase(
      "stores_pickup",
      "When is the shop in {city} open on {day}?",
      "From ten in the morning until seven in the evening.",
      "What are the {day} hours of your {city} branch?",
      "We open at 10:00 and shut the doors at 19:00.",
      "Can I come by the {city} store on a {day} after work?",
      "Certainly, somebody is there till 7 pm; the day begins at 10."),
    Paraphrase(
      "billing",
      "I need an invoice with my company's name for {order}.",
      "I changed the name and sent you the new PDF, the earlier invoice is void.",
      "Could the bill for {order} be made out to our firm?",
      "Done: a corrected document is in your inbox and replaces the first.",
      "My accountant wants the receipt of {order} addressed to the business.",
      "It has been reissued accordingly. Please discard the previous version."),
    Paraphrase(
      "shipping",
      "I gave the wrong address for {order}. Can you change it to {city}?",
      "Yes, it is not packed yet. It now goes to {city} and you will get a new confirmation.",
      "Typo in my street, {order} has to go to {city} instead!",
      "Caught in time: the destination is corrected and another mail is on its way to you.",
      "Please redirect {order} to my flat in {city}, I picked an old entry.",
      "The label has not been printed, so I could update it. Watch for the fresh confirmation."),
    Paraphrase(
      "returns",
      "I returned {order} two weeks ago and have no refund.",
      "It was booked in on {date}; the money left us that day and should show up by {day}.",
      "A fortnight has passed since I gave {order} back, where is my money?",
      "We received the goods on {date} and paid at once. Banks need a few days, so expect it by {day}.",
      "Still no reimbursement for {order}, which I posted to you half a month back.",
      "The transfer was triggered on {date} when the box came in. At the latest on {day} you will see it."
    ),
  ]

  private init(_ topic: String, _ texts: String...) {
    self.topic = topic
    wordings = stride(from: 0, to: texts.count, by: 2).map { (texts[$0], texts[$0 + 1]) }
  }
}
