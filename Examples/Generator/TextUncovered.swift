// SPDX-License-Identifier: Apache-2.0

// What customers ask and the training set does not hold at all.
extension Topic {
  static let dataDeletion = Topic(
    "data_deletion",
    """
    P Please [delete|erase] all [personal data|the data] you [hold|store] about me[| under Article 17 GDPR].
    P I [want|request] a copy of [all my personal data|everything you know about me][|, as the GDPR allows].
    P How do I [delete|erase] my account [for good|and everything in it]?
    P I withdrew my consent on {date} and you [still hold|keep using] my [browsing history|personal data|location].
    P With whom have you shared my [address|personal data|phone number]? [A broker in {city} has it.|I get calls from strangers.]
    P This is a [formal|second] erasure request [to your data protection officer|under privacy law].
    D The account [runs on|is registered to] {mail}, [not used since {year}|and has no open orders].
    D I asked on {date} and the 30 days [are over|ended yesterday].
    D I object to [profiling|any use for advertising|the tracking in the app].
    D That includes [backups|chat logs|photos in my reviews] and what [your processors|partners] hold.
    D I also want the [newsletter profile|purchase history] gone.
    A Please confirm the erasure [in writing|by {date2}].
    A Which data [must you keep|remains] and for how long?
    A Who is your [data protection officer|privacy contact]?
    A Otherwise I [complain|turn] to the supervisory authority.
    """)

  static let bereavement = Topic(
    "bereavement",
    """
    P My {relative} [died|passed away] on {date} and [had an account with you|a parcel is still coming].
    P I am the executor of my late {relative}'s estate and need [the account closed|the open balance].
    P I hold power of attorney for my {relative}, who [is in hospital|has dementia|can no longer write], and [must|want to] handle the account.
    P How do I [close|take over] the account of someone who has died?
    P You keep sending [letters|catalogues|mails] to my late {relative} in {city}.
    P My {relative} passed away and left [a gift card of {amount} euros|points in the club|an unpaid invoice].
    D I have the death certificate and [the will|a letter from the notary|the probate papers].
    D The family [lives in {city}|does not know the password].
    D The funeral [was on {day}|is next week] and I would rather [not phone|settle this soon].
    D As the attorney I can [send|show] the notarised document.
    D The {item} [was ordered|arrived] after the death and [nobody needs it|is unopened].
    A Which documents [do you need|shall I send] and [where|to whom]?
    A [Can|Does] the balance go to the heirs?
    A Please stop all [post|mailings] to that name.
    A Am I allowed to [sign|act] for {name}?
    """)

  static let bulk = Topic(
    "business_orders",
    """
    P We are {firm} [in|near] {city} and need {many} pieces of the {item} [with our logo|for our staff].
    P Could you [quote|make us an offer] for {many} {item} units, [delivered to {city}|half of them in {size}]?
    P Do you [offer|give] [volume discounts|trade prices] from {many} pieces?
    P {firm} would like to [open a business account|order on account] with [payment in 30 days|purchase orders].
    P Our purchasing department [needs|asks for] a [quotation|framework contract] on {many} {item} units.
    P Can staff uniforms [be embroidered|carry our crest]? We are {firm} with {many} people.
    D Our VAT number is at hand and we buy [twice a year|every spring].
    D Sizes are spread from {size} to {size2}[|, list attached].
    D Delivery to {n} sites [by {date}|in one go] would be ideal.
    D The budget is {many2}00 euros [before VAT|in all].
    D Last year a wholesaler [let us down|took {n} weeks].
    A Whom do we [talk to|contact] in [sales|business-to-business]?
    A What [lead time|unit price|minimum quantity] should we plan with?
    A Please send [a sample|samples] and the terms.
    A Is there a [rebate|reseller agreement]?
    """)
}
