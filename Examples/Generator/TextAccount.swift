// SPDX-License-Identifier: Apache-2.0

extension Topic {
  /// Forgotten passwords: the topic the set holds too much of.
  static let password = Topic(
    "password_reset",
    """
    P I [forgot|can't remember|lost] my password[| again][| for {mail}].
    P The [reset|password] mail [never arrives|does not come], I [tried|asked] {n} times.
    P The reset link [says expired|has expired|opens an error] [every time|when I click it].
    P How do I [reset|change] my password [in the app|without the old one|from my {phone}]?
    P I [reset|changed] my password on {day} and [cannot log in|it is refused] [since|on my {phone}].
    P [After {n} wrong tries|Since {time}] my account is locked.
    D I use {mail}.
    D [The spam folder is empty|I looked in spam] too.
    D I have [an order on its way|order {order} open] and need to [see it|change it].
    D It worked [until|up to] {date}.
    D My browser [saved|remembers] an older one.
    A [What can I do|Can you help]?
    A Can you [send|make] me a new [link|one]?
    A How [long|many minutes] do I have to wait?
    A [Please|Could you] unlock it.
    L [Tap|Choose] "Forgot password" on the sign-in page and type the address [you registered with|of your account].
    L A reset link [works once|lives for 30 minutes], and a newer mail [cancels|replaces] the older one.
    L [After five wrong tries|To protect you] the account locks itself for [one hour|60 minutes].
    S Use the [newest|latest] mail only; [clicking an older one|the others] shows "expired".
    S The mail comes from no-reply, so [add it to your contacts|look under Promotions in {mail}].
    S A new password needs ten characters and [a digit|one sign that is no letter].
    S On your {phone}, [delete the saved one|update the password store] first, or it fills in the old one.
    S I have [unlocked the account|sent a fresh link] [at {time}|just now].
    S [Sign in with a code|A login code by SMS] works without any password.
    S If you no longer have {mail}, reply with {order} and the postcode, and we [move the account|change the address].
    """,
    """
    P The code for two-step login [never comes|does not arrive] [by SMS|on my {phone}].
    P I have a new [number|{phone}] and [cannot get the login code|two-step asks the old one].
    P Someone in {city} [tried to log in|signed in] to my account [at {time}|on {date}].
    D I did not [do that|travel there].
    D The old [phone|SIM] is [broken|gone].
    D I have {n} backup codes [somewhere|but they fail].
    A How [do I|can I] get back in?
    A Can you switch [two-step|it] off?
    A Is my [account|card] safe?
    L [Backup codes|The codes you printed] replace the SMS once each.
    L We can move two-step to a new number after [a check|we know it is you].
    L The sign-in from {city} was [blocked|stopped] because [the code was missing|the password was wrong].
    S Answer the mail we sent to {mail} with [the last order|{order}].
    S Then set up an authenticator app, which [needs no signal|works offline].
    S Change the password and [sign out everywhere|end all sessions] under Security.
    S No card number is [shown|kept] in the account, only the last four digits.
    S SMS from abroad can take [ten minutes|a while]; ask for one only, [each new one|every other] cancels the last.
    """)

  /// The app fails.
  static let app = Topic(
    "app_crash",
    """
    P The app [crashes|closes] [as soon as|whenever] I open {screen}[| on my {phone}].
    P [Since the update|Since version {version}] {screen} [stays white|freezes|shows nothing].
    P Your app [keeps|won't stop] crashing on [my|a] {phone}.
    P {screen} takes {n} minutes to load [in the app|since {day}].
    P I cannot [add the {item} to|remove anything from] the basket in the app.
    D It is version {version} on a {phone}.
    D I [restarted the phone|installed it again] {n} times.
    D On the website [it works|everything is fine].
    D It happens [on wifi and mobile data|only on wifi|after {time} each evening].
    A Is this [known|a bug]?
    A [When|Will it] be fixed?
    A What else can I try?
    L [Thank you for the report|Thanks for the details]: version {version} [has a fault|fails] in {screen}.
    L [We found it|Our developers found it] [yesterday|on {date}]: {screen} fails when [the list is long|the language is not English].
    L That sounds like [a full cache|an old copy of the data] on the {phone}.
    S [Clear|Empty] the cache under Settings, Apps, Fernhollow, Storage.
    S The fix is in the version that [comes out on|reaches the stores by] {day}.
    S Until then the website [holds the same basket|shows the same orders].
    S If it crashes again, shake the phone and send the report; [it holds no personal details|we see the line that fails].
    S [Lists of over 200 things|Photos over 10 MB] are what breaks it, so [a shorter one helps|smaller ones work].
    S On the {phone}, [allow background data|switch off battery saving] for the app.
    """,
    """
    P I get no notifications from the app [about {order}|any more|on my {phone}].
    P The app shows [prices in pounds|the wrong language|the shop of another country].
    P The barcode scanner [does not read|will not scan] the [tag|label] of the {item}.
    D I moved to {city} on {date}.
    D Camera and messages are allowed.
    D It [started|began] with {version}.
    A How [do I|can I] change [that|it]?
    A Where is the setting?
    L The [country|language] [follows the phone|is set at the first start], but you can change it.
    L Notifications [need|want] two switches, one in the app and one in the phone.
    L The scanner [needs light|reads the square code], not the striped one [on sale tags|on the care label].
    S Profile, Settings, Region, then choose [{city}|the country]; the basket is emptied.
    S Under Messages switch on [Parcels|Orders], which is separate from [Offers|News].
    S Hold the {phone} a hand's width away and [wait for the frame|keep still].
    S [Sign out and in|Restart the app] so that the change [takes hold|is read].
    """)

  /// Gift cards.
  static let giftCards = Topic(
    "gift_cards",
    """
    P I [bought|ordered] a gift card of {amount} euros for {occasion} and the mail [has not come|went to the wrong address].
    P My gift card code [{code} |]is [refused|said to be used already].
    P How much is left on [my gift card|the card ending in {ending}]?
    P Can I use [two|{n}] gift cards for one order?
    P The silver strip of my gift card [tore|took the code with it].
    P Does a gift card from {year} [still work|expire]?
    D It was a present from [{name}|my aunt|the team].
    D I have the [receipt|till slip] from {city}.
    D The basket with the {item} comes to {amount2} euros.
    D It has to be there [by {date}|before {occasion}].
    A [Can you check|What can be done]?
    A Could you send it again [to {mail}|please]?
    A Can I get [cash|the rest] back?
    L Gift cards [are good for|last] four years from the [day of purchase|date on the back].
    L The card ending in {ending} [holds|still has] {amount} euros.
    L I have sent the gift card again, [to the address you gave|this time as a PDF to print].
    S At the checkout tap "Gift card" and type [the 16 digits|the code without spaces].
    S You can [add up to five cards|combine them], and what is left stays on the last one.
    S We cannot pay gift cards out, [except below 5 euros|but the rest never lapses sooner].
    S With a photo of the [receipt|back] we can [read the number from our side|block it and make a new one].
    S A card that "is used" was [opened on {date}|spent on order {order}]; [ask {name}|check your mail of that day] first.
    S The date of delivery can be set [up to a year ahead|when you buy it], for {occasion} for instance.
    """)

  /// The membership.
  static let membership = Topic(
    "membership",
    """
    P I [want to|would like to] cancel my Trail Club [membership|subscription][| before {date}].
    P My Trail Club points [from {order}|for the {item}] are [missing|not there].
    P What do I get [from|with] Trail Club [for {amount} euros|in {city}]?
    P [You renewed|The club renewed] my membership on {date} [without a word|though I cancelled].
    P How many points do I need for [a {item}|free shipping]?
    P Can my [partner|daughter|whole family] share the club card?
    D I have been a member since {year}.
    D The app shows {many} points and the mail says {many2}.
    D I [hardly used it|bought {n} things] this year.
    D I joined in the shop in {city}.
    A [How do I do that|Can you do it for me]?
    A [When do they appear|Where did they go]?
    A Is it worth [it|the money]?
    L You can end the membership at any time; it [runs|stays] until {date}.
    L Points [arrive|are added] when the return time is over, so [60 days|two months] after delivery.
    L Members get free shipping, [5 %|a voucher] in their birthday month and [the repair days|early sales].
    S Profile, Trail Club, "End membership", and [confirm by mail|you are done].
    S I have [added {many} points|booked the missing points] [by hand|for {order}].
    S The renewal of {amount} euros is refunded, since [you had cancelled|we told you too late].
    S One card covers [two grown-ups and their children|everyone at the same address].
    S A point is a cent, and they [lapse after two years|never lapse while you are a member].
    S With {n} orders a year it [pays for itself|is worth it], otherwise [rather not|perhaps not].
    """)
}
