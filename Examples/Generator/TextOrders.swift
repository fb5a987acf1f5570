// SPDX-License-Identifier: Apache-2.0

extension Topic {
  /// Where is my parcel, wrong address, damage on the way.
  static let shipping = Topic(
    "shipping",
    """
    P My [order|parcel] {order} [was due|should have been here] on {date} and [still nothing|there is no sign of it].
    P [Where is|Can you tell me where] the {item} [I ordered|I bought] on {date}[|, order {order}]?
    P The tracking for {order} [has said|is stuck on] "[label created|in transit|at the depot]" for {n} days[| now].
    P {carrier} [claims|says] they delivered {order} on {day}, but [nobody was home|my neighbours have nothing|the porch is empty].
    P I paid for express and {n} days later the {item} is [nowhere to be seen|still not in {city}].
    P [It's been|That makes] {n} working days since you shipped {order}[| to {city}].
    D I live [in|near] {city} and [leave on|need it for] {trip} on {day}.
    D The {item} is [a present|meant] for {occasion}, so [time is short|it cannot come later].
    D The last scan was in {city} [at {time}|on {date}].
    D [I checked with the neighbours|The concierge knows nothing|I waited in all {day}].
    D This is the {n}th time [a delivery of yours|{carrier}] went wrong [for me|at this address].
    A [When|On which day] will it [arrive|get here]?
    A Could you [open a trace|ask {carrier}|look into it] [please|today]?
    A [Should I|Do I have to] wait or can you [send another one|ship a replacement]?
    A [What happens now|What are my options] if it is lost?
    L Your parcel {order} [left our warehouse|was handed to {carrier}] on {date}, and [the delay is on their side|the scans stopped in {city}].
    L I can see that {order} has not moved [since {day}|for {n} days].
    L {carrier} [lists|records] a delivery at {time} [with a photo that does not show your door|left with no signature].
    S I have opened a trace with {carrier}; they answer within [two|three] working days.
    S If there is no scan by {day}, we send [a new {item}|the same things again] at no cost.
    S You keep the express fee: it goes back to [your card|the account you paid with] today.
    S The fastest way to follow it is the link in the mail "[Your parcel is on its way|Shipped]".
    S Should it turn up later as well, [refuse it at the door|write to us and we collect it].
    S For {city} we see [an average of {n} days|delays after the holiday] this month.
    S [Please check|Have a look at] the parcel shop nearest you too, since some drivers [drop things there|forget the card].
    """,
    """
    P I [typed|gave] the wrong [house number|street|postcode] when I ordered the {item}[|; the number is {order}].
    P [We moved|I moved] to {city} on {date} and order {order} is going to the old flat.
    P Can the address of {order} be [changed|corrected]? It [says|shows] {city} and I am [now in|at my parents' in] {city2}.
    P I'd like {order} to go to a [pickup point|locker|neighbour] instead of my [home|office].
    D It has not shipped yet, [as far as I see|says the app].
    D The confirmation came at {time}, [so it is fresh|ten minutes ago].
    D Nobody is at the old place [any more|after {date}].
    D The {item} costs {amount} euros and I would [hate to lose it|rather not pay twice].
    A Is it too late [to change it|for that]?
    A [How|Where] do I [change|update] it?
    A [Please|Could you] send it to {city2} instead.
    L [Until a parcel is packed|Before the label is printed] you can change the address [yourself|on your own].
    L {order} is [still in the queue|already packed], so [I changed the address for you|only {carrier} can turn it round].
    L [Good news|You were quick]: {order} [has not been picked yet|waits in our hall until {day}].
    S Open Orders, choose {order}, then "Delivery" and [type|enter] the new address.
    S The new label reads {city2}; [you get a fresh tracking mail|the tracking link stays the same].
    S With {carrier} you can redirect it to a locker [free of charge|for 2 euros].
    S If it comes back to us, we [refund you in full|send it again and charge nothing].
    S Please correct the address book too, [or the next order|otherwise a later one] goes astray again.
    """,
    """
    P The box of {order} [arrived|came] [soaked|crushed|torn open] and the {item} [inside is scratched|has a hole].
    P One thing is missing from {order}: I [paid for|ordered] {n} and [got|found] {n2}.
    P You sent [someone else's order|the wrong thing]: [there is|I unpacked] a {item2} [in the box|instead of my {item}].
    P Instead of the {item} in {colour} I [got|received] one in {colour2}[|, size {size}].
    D The paper in the box says {order}[| and a stranger's name].
    D I took [photos|pictures] [of everything|before I opened it].
    D The driver [left in a hurry|asked me to sign anyway].
    D I need the right one by {date} [for {trip}|at the latest].
    A [What should I do|How do we go on] with the wrong one?
    A Can you [send|get me] the right [one|thing] [quickly|before {day}]?
    A Do I have to [pay for sending it back|return it first]?
    L [That is our mistake|We packed that wrongly], and we put it right [today|at once].
    L Thank you for [telling us|the pictures]: the damage [happened on the way|is covered by our insurance].
    L I see {n} pieces on the order and a weight that fits {n2}, so [one was left out|your count is right].
    S A new {item} leaves our warehouse [tomorrow|on {day}], with tracking.
    S Keep the wrong one until you get our label; [sending it back costs you nothing|{carrier} collects it].
    S If you would rather [have your money|not wait], we refund {amount} euros to the way you paid.
    S Please [upload|attach] two photos of the box, one of them with the label, [for the insurance|so that {carrier} pays].
    S Do not throw the box away before {date}.
    """)

  /// Sending things back, exchanges, the state of a refund.
  static let returns = Topic(
    "returns",
    """
    P I'd like to [return|send back] the {item} from order {order}, [it does not fit|I changed my mind|it is not my colour].
    P How [do I|can I] return [something|a {item}] I [got|bought] on {date}?
    P The {garment} is [too small|too wide|heavier than I thought], [can it go back|I want to return it]?
    P I [lost|threw away] the return label for {order}.
    P My [partner|son|friend] bought me a {item} [for {occasion}|last month] and I want to send it back.
    D I wore it [once|only indoors], the tags are [still on|off].
    D I paid {amount} euros [by card|with a voucher] on {date}.
    D The box is gone [but I have another|since I recycled it].
    D I am in {city} until {day} [and have no printer|only].
    A [What are the steps|How does it work]?
    A [Who pays|Is there a fee] for the [postage|way back]?
    A Can I [drop it off|leave it] at the shop in {city}?
    L You can [return|send back] [anything unused|the {item}] within 60 days of [delivery|the day it came].
    L [Of course|No problem], {order} is [within the 60 days|open for returns until {date}].
    L A return without the label [is fine|works too]: we make a new one.
    S Open Orders, choose {order}, tap "Return" and say [why|which item].
    S Show the QR code at any {carrier} counter; [they print the label|no printer is needed].
    S Put the {item} in any [sturdy box|bag] with the [slip|code] inside.
    S Returns from {city} are [free|2.95 euros, taken off the refund].
    S We check it within {n} working days and then [refund|pay back] {amount} euros.
    S Our shop takes it back too: bring [the order number|the mail with the code].
    """,
    """
    P I sent back the {item} on {date} and [have not seen my money|the refund is missing].
    P My refund for {order} is [{amount} euros short|less than I paid].
    P The app says "[refund issued|return received]" since {day}, but my [bank|card] shows nothing.
    P {n} weeks ago I returned {order} from {city}. [No mail, no money.|Nothing since.]
    D {carrier} [confirmed|scanned] the parcel at your warehouse on {date2}.
    D I paid with [a card that has expired since|PayPal|a gift card and a card].
    D I have the receipt from the counter, [number {code}|with the time {time}].
    D My bank says nothing is [pending|on its way].
    A [When|By which day] will I get [it|the money]?
    A Why was [something|the postage] [deducted|kept]?
    A Can you [check|find out] where it [is|got stuck]?
    L Your return [reached us|was booked in] on {date2}, and the refund of {amount} euros [left us on {day}|is being made].
    L [I looked into it|I checked with our accounts]: the refund went to the [expired card|voucher part first].
    L The difference is [the return postage|the discount for three pieces, which no longer applied].
    S Banks take [three to five|up to seven] working days to show it.
    S With PayPal it is there [within a day|at once], with a card it takes {n} days.
    S If the old card is closed, your bank [moves it to the new one|sends it back and we ask for an IBAN].
    S The part paid by gift card returns [to that gift card|as a new code by mail].
    S I have asked accounts to [send the reference number|confirm it in writing] so that you can show it to your bank.
    S I refunded the postage as well, since [the fault was ours|you waited so long].
    """,
    """
    P Can I [exchange|swap] the {garment} in {size} for one in {size2}?
    P I'd [like|prefer] the {item} in {colour} instead of {colour2}, [order {order}|is an exchange possible].
    P The {garment} pinches, I need [one size up|a wider fit].
    D Size {size2} shows as [sold out|the last one] [online|in {city}].
    D There was [a sale on|20 % off] when I bought it on {date}.
    D I leave for {trip} in {n} days.
    A Do I [keep|get] the [sale price|discount]?
    A Can you [reserve|put aside] the new one?
    A How long does [an exchange|that] take?
    L An exchange [is|works like] a return and a new order at the price you paid.
    L I have put one in {size2} aside for you [until {date}|for 14 days].
    L The {colour} is [back on|in stock again from] {day}.
    S Choose "Exchange" in the return form, then [the size|{colour}].
    S The new {item} ships as soon as {carrier} [scans|takes in] the old one.
    S If it is sold out we [refund|pay back] the {amount} euros instead.
    S In our shops an exchange takes [five minutes|no time], with the order number.
    """)

  /// Cards, invoices, double charges, vouchers.
  static let billing = Topic(
    "billing",
    """
    P I was charged [twice|two times] for {order}: {amount} euros on {date} and again [on {day}|an hour later].
    P There is a [payment|charge] of {amount} euros [from you|with your name] that I [do not recognise|never made].
    P My card ending in {ending} was charged for [an order I cancelled|{order}, which I cancelled].
    P You took {amount} euros [more than|instead of] what the [basket|confirmation] showed.
    D My bank [calls it|says it is] [a reservation|booked, not pending].
    D I have not ordered anything since {date}.
    D The confirmation mail [lists|names] only one {item}.
    D [My husband|My daughter|A flatmate] uses the same card.
    A [Please|Could you] [refund|give back] the [second one|difference].
    A What is [this charge|it] for?
    A Do I need to [block my card|call my bank]?
    L I see [one payment|two attempts] on {date} for {order}, the [second|first] was [declined and will drop off|a reservation].
    L The amount of {amount} euros belongs to order {order}[|, placed at {time}].
    L You are right, [the cancellation came after the booking|we charged too much].
    S A reservation disappears by itself within [five|seven] days, depending on your bank.
    S I have released it [now|on our side], reference {code}.
    S The refund of {amount} euros goes to the card ending in {ending}.
    S If you are sure nobody you know ordered it, please [block the card|tell your bank today] and we [cancel|stop] the parcel.
    S The price in the basket can change [when a voucher ends|at midnight], that is what happened on {date}.
    """,
    """
    P I need [an invoice|a proper invoice|a VAT receipt] for {order}.
    P The invoice of {date} has [the wrong name|no VAT number|my old address].
    P Where [do I find|are] the invoices [of {year}|for my tax return]?
    D It has to [say|show] [my firm in {city}|the company's name].
    D My accountant [asks for|wants] it by {date2}.
    D The mail with the PDF [never came|went to {mail}].
    A Can you [send|mail] it again?
    A [How|Where] can I [download|get] it?
    A [Can it still be changed|Could you correct it]?
    L Invoices are in your account under Orders, [behind the three dots|at the bottom of each order].
    L I have [corrected|reissued] the invoice for {order}; the old one is [void|cancelled].
    L The PDF for {order} went out again [at {time}|a minute ago].
    S [The name|A VAT number] can be changed for 30 days after [the purchase|shipping].
    S For a whole year, choose {year} and tap "Download all".
    S Set the company's name under Profile so that [later invoices|the next ones] carry it.
    S Should your accountant need the delivery note too, [it is the second page|reply here].
    """,
    """
    P My card [is declined|does not go through] [at the checkout|when I pay for the {item}], {n} times now.
    P Can I pay by [invoice|instalments|bank transfer|PayPal] [in {city}|for order {order}]?
    P The [voucher|discount] code {code} [is not accepted|does nothing] [in my basket|on the {item}].
    P I forgot to [enter|use] my [10 %|welcome] code on {order}.
    D My bank [says all is fine|sees no attempt].
    D The code [is valid until|runs out on] {date}.
    D The basket is {amount} euros, [above the minimum|with nothing on sale].
    D The page [spins|goes blank] after the code from my bank.
    A What [am I doing|goes] wrong?
    A Is there [another way|a trick]?
    A Can you [add|apply] it [afterwards|for me]?
    L The payment [stops|fails] at [the bank's confirmation|3-D Secure], which [we cannot see into|your bank runs].
    L You can pay by card, PayPal, [transfer|iDEAL] or, above 50 euros, in three instalments.
    L That code [is for full-price goods|works once per household|needs a basket of 60 euros].
    S [Switch off|Pause] any blocker for the checkout page and try [another browser|the app].
    S Ask your bank whether [payments abroad|online payments] are allowed for the card ending in {ending}.
    S I have added [the discount|{amount} euros] to {order} as a partial refund.
    S A transfer takes {n} days to reach us, and we hold the {item} [that long|until {date}].
    S Codes cannot be [combined|added to sale prices], the [higher|better] one counts.
    """)
}
