// SPDX-License-Identifier: Apache-2.0

extension Topic {
  /// Which size.
  static let sizing = Topic(
    "sizing",
    """
    P Which size [of the {garment}|should I take in the {garment}] [if I wear {size} elsewhere|at 1.{many} m]?
    P Does the {garment} [run small|come up large|fit true to size]?
    P I am between {size} and {size2}. [What do you advise|Up or down] for the {garment}?
    P Is there room for [a fleece|thick socks|a jumper] under the {garment} in {size}?
    P My feet are [wide|narrow|of two sizes]: are the {shoes} right for [me|them]?
    D I want it for {trip}.
    D My last one from you was in {size2}, the {garment2} [of {year}|in {colour}].
    D The chart says chest {many} cm and I measure {many2}.
    D I like it [loose|close], with layers.
    A [What would you take|Which one is it]?
    A Is the size [chart|guide] right?
    L The {garment} is cut [close|roomy], so [take one up|your usual size fits].
    L Between two sizes we [advise|take] the [larger|smaller] for {trip}.
    L Measure [your foot in the evening|your chest over a shirt] and compare it with [the inside length|the chart].
    S The {size} measures {many} cm across, which leaves [a hand's width|two fingers] for a layer.
    S [Order both|Take {size} and {size2}] and send one back, the return is free.
    S Sleeves are [long|short] on the {garment}, something [tall people like|to know before you buy].
    S With thick socks go up [half a size|one], without them stay at {size}.
    S Reviews of the {colour} one [agree|say the same]: [a narrow shoulder|plenty of room].
    """)

  /// Washing, waterproofing, storing.
  static let care = Topic(
    "product_care",
    """
    P How do I wash the {item} [without ruining it|after {trip}]?
    P The {item} [no longer sheds water|wets through] [after {n} washes|since {trip}].
    P There is [tree resin|mould|fish smell|candle wax|salt] on my {item}.
    P Can the {item} go in the [tumble dryer|washing machine|dishwasher]?
    P How should I store the {item} [over the winter|until spring|in a damp cellar]?
    D It is from {year}, in {colour}.
    D I washed it once at {many} degrees [by mistake|with softener].
    D The label has been [cut out|washed blank].
    D We live by the sea [near {city}|and everything gets salty].
    A [What works|What should I use]?
    A Did I [ruin|damage] it?
    A How often [is right|should I do that]?
    L [Close all zips|Turn it inside out] and wash the {item} at 30 degrees, [gentle spin|no softener].
    L The coating is [tired|clogged with dirt], not gone; [heat|a wash] wakes it up again.
    L [Down|Wool|Leather|Nylon] dislikes heat, so the {item} dries [flat in the shade|on a hanger, away from the stove].
    S Use half a cap of [soap flakes|technical wash] and [rinse twice|run a second rinse].
    S For the stain take [lukewarm water and a soft brush|baby powder, wait an hour and brush].
    S Twenty minutes in the dryer on low, with two tennis balls, [lifts the filling|revives the coating].
    S Spray the [shoulders and seams|outside] while damp and wipe off what is left after {n} minutes.
    S Store it loose in a [cotton bag|wardrobe], never [rolled tight|in its pack sack].
    S Once a season is enough, unless [you sweat a lot|the sea is near].
    """)

  /// Broken things: the topic the traffic asks about far more often than the set.
  static let warranty = Topic(
    "warranty_repair",
    """
    P On my {item} {fault} after {n} months, [is that covered|does the warranty apply]?
    P I'd like to have my {item} [repaired|mended]: {fault}.
    P [I bought the {item} in {year}|My {item} is from {year}] and now {fault}.
    P Do you sell spare parts for the {item}? [I only need a buckle|I lost a pole|The valve is worn].
    P My warranty claim for the {item} was turned down [because of wear|for lack of a receipt].
    P {fault}, and [it is only|the {item} is just] {n} weeks old.
    P You have had my {item} for repair since {date} and [I hear nothing|the status does not change].
    D I used it [gently|for {trip}] and [never washed it|cared for it as told].
    D The receipt is [gone|faded], I paid by card in {city}.
    D It happened on {trip}, {n} hours from the next road.
    D A tailor here [wants {amount} euros|does not dare to touch it].
    D I have had three of these and love it.
    A [Repair or replacement|Can it be mended]?
    A What does [a repair|that] cost [me|outside the warranty]?
    A How long [would it be away|does it take]?
    A Who do I [send it to|talk to]?
    L The two-year warranty [covers that|includes broken seams, zips and buckles], [with any proof of purchase|we see your order].
    L Outside the warranty our workshop in {city} repairs it [at cost|from 12 euros].
    L [Spare parts|Buckles, poles and valves] [are on the page of the product|can be ordered under Repairs].
    S Please wash the {item} first: the workshop [returns dirty things|cannot work on wet down].
    S Choose "Repair" in your account, describe the fault and [add two photos|print the label].
    S It is away for about {n} days; [in spring it takes longer|you get a mail at each step].
    S Should it be beyond mending, you get [a new one|a voucher of its worth today].
    S [A bank statement|A photo of the label] will do as proof.
    S We [reopened|look again at] your claim, since {fault} [is no wear|is a known fault of {year}].
    """)

  /// Shops, opening hours, click and collect.
  static let stores = Topic(
    "stores_pickup",
    """
    P When does [your|the] shop in {city} [open|close] on [Sundays|{day}|{date}]?
    P Is the {garment} in {size} [in stock|on the shelf] in {city}?
    P I [chose|took] pickup in {city} for {order} and [heard nothing|got no code].
    P Can [my wife|a friend|my father] collect {order} [for me|in {city}]?
    P Do you have [parking|a lift|a climbing wall|a repair desk] at the shop in {city}?
    D I [come by train|drive {many} km] and would rather [not come for nothing|be sure].
    D The mail says ready from {time}.
    D The website shows {n} pieces [left|there].
    D I can only come after {time} on {day}.
    A [Could you check|Can you tell me]?
    A How long do you [keep|hold] it?
    A What do I need to bring?
    L The shop in {city} is open from 10:00 to {time}, [also on {day}|not on Sundays].
    L The {garment} in {size} is there, [two pieces|the last one] [this morning|at {time}].
    L Pickup orders are ready within [two hours|a day], and the code comes [by mail|in the app].
    S We hold it for {n} days, then it [goes back|is refunded].
    S Anyone with the code can collect it; [an identity card is not needed|{name} need not be there].
    S I have put one aside [under the name {name}|for 24 hours].
    S The {day} before a holiday it closes at [16:00|14:00].
    S Parking is [behind the building|two streets away], the first hour is free.
    """)
}
