// SPDX-License-Identifier: Apache-2.0

/// The words of closed classes, which stand in texts of any subject and name none: articles, pronouns,
/// prepositions, conjunctions, auxiliaries, question words, and the commonest adverbs and verbs.
///
/// They are the words of the highest document frequency in languages of many sets; in all other
/// languages `ClusterNames` finds such words by how evenly they are spread.
enum FunctionWords {
  /// Whether `word`, folded, is one.
  static func contains(_ word: String) -> Bool { all.contains(word) }

  private static let all = Set(
    [english, german, french, spanish, italian, portuguese, dutch, arabic]
      .flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) })

  private static let english = """
    a about above across after afterwards again against all almost alone along already also although
    always am among amongst an and another any anyhow anyone anything anyway anywhere are around as at
    away back be became because become becomes been before beforehand behind being below beside besides
    between beyond both but by came can cannot come comes could did do does doing done down due during
    each eg either else elsewhere enough etc even ever every everyone everything everywhere except few
    for former from further gave get gets getting give given gives go goes going gone got had has have
    having he hence her here hers herself him himself his how however i ie if in indeed instead into is
    it its itself just keep kept last least less let like made make makes making many may maybe me might
    mine more moreover most mostly much must my myself namely neither never nevertheless next no nobody
    none nor not nothing now nowhere of off often on once one ones only onto or other others otherwise
    ought our ours ourselves out over own per perhaps please put quite rather re really same say says see
    seem seemed seems several shall she should since so some somehow someone something sometime sometimes
    somewhere still such take than that the their theirs them themselves then thence there thereby
    therefore these they thing things this those though through throughout thru thus to together too
    toward towards under until unto up upon us used using very via was we well went were what whatever
    when whence whenever where whereas whereby wherever whether which whichever while who whoever whole
    whom whose why will with within without would yet you your yours yourself yourselves
    dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt shouldnt havent hasnt im ive id youre
    thats whats theres lets want wants wanted need needs needed able know knows knew known help tell told
    think thought look looking looks ask asked asking happen happened happening try tried tries trying find
    found notice noticed show shows showed shown showing way ways time times lot ok okay hi hello thanks thank
    """

  private static let german = """
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf
    aus bei beim bin bis bist da dabei dadurch dafur dafür damit dann daran darauf daraus darin darum das
    dass daß davon dazu dein deine deinem deinen deiner dem den denn der deren des dessen dich die dies
    diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas
    euch euer eure für gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre
    ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jener jetzt kann kein keine
    keinem keinen keiner können könnte machen man manche mehr mein meine meinem meinen meiner mich mir mit
    muss müssen nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit
    sich sie sind so solche soll sollen sollte sondern sonst über um und uns unser unsere unter viel vom
    von vor wann war waren warum was weg weil welche welchem welchen welcher welches wenn wer werde
    werden weshalb wie wieder will wir wird wirst wo wollen wurde wurden würde zu zum zur zwar zwischen
    """

  private static let french = """
    afin ai alors après as au aucun aucune aujourd aussi autre autres aux avait avant avec avez avoir avons
    car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment dans de depuis des
    dois doit donc dont du elle elles en encore entre es est et étaient était étant été être eu eux fait
    faire font il ils je jusqu la là laquelle le lequel les lesquels leur leurs lors lui ma mais me même
    mes moi moins mon ne ni non nos notre nous on ont or ou où par parce pas pendant peut peux plus pour
    pourquoi pouvez quand que quel quelle quelles quels qui quoi sa sans se sera ses si soit son sont sous
    suis sur ta te tes toi ton toujours tous tout toute toutes très trop tu un une va vers vos votre vous y
    """

  private static let spanish = """
    al algo algún alguna algunas alguno algunos ante antes aquí así aunque bajo bien cada como cómo con
    contra cual cuál cuales cuando cuándo cuanto de debe del desde donde dónde dos durante el él ella
    ellas ellos en entre era eran eres es esa esas ese eso esos esta está están estar estas este esto
    estos estoy fue fueron ha había han hasta hay hace hacer he incluso la las le les lo los más me mi mí
    mientras mis mucho muy nada ni no nos nosotros nuestra nuestro nunca o otra otras otro otros para pero
    poco por porque pues puede pueden puedo que qué quien quién se sea ser si sí sido siempre sin sino
    sobre solo sólo son soy su sus también tan tanto te tiene tienen todo toda todas todos tu tú tus un una
    unas uno unos usted ustedes va vez y ya yo
    """

  private static let italian = """
    ad agli ai al alla alle allo anche ancora avere aveva c che chi ci come con contro cosa cui da dagli
    dai dal dalla dalle dallo degli dei del della delle dello di dove due e ed era erano essere fa fare
    fino fra gli ha hai hanno ho i il in io la le lei lo loro lui ma me mi mia mie miei mio molto ne nei
    nel nella nelle nello no noi non nostra nostro o ogni per perché però più poi può qual quale quali
    quando quanto quella quelle quelli quello questa queste questi questo qui se sei senza si sia siamo
    sono sta su sua sue sugli sui sul sulla sulle suo suoi te ti tra tu tua tue tuo tutta tutte tutti
    tutto un una uno vi voi
    """

  private static let portuguese = """
    à ao aos as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era
    essa esse esta está estão este eu foi foram há isso isto já lhe mais mas me mesmo meu meus minha muito
    na não nas nem no nos nós nossa nosso num numa o os ou para pela pelas pelo pelos por porque pode
    posso qual quando que quem se sem ser seu seus só são sua suas também te tem têm tinha tu tudo um uma
    você vocês
    """

  private static let dutch = """
    aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en
    er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan
    kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat ons ook op over
    reeds te tegen toch toen tot u uit uw van veel voor waar waarom want waren was wat we wel welke werd
    wezen wie wij wil worden zal ze zei zelf zich zij zijn zo zonder zou
    """

  private static let arabic = """
    أو أي أية أين أيضا إذا إلا إلى إن إنه أن أنا أنت أنه أنها أنهم أم أما به بها بين بعد بعض تحت تلك ثم حتى حول حين حيث
    خلال دون ذلك ضد عبر على علي عليه عليها عن عند عندما عنه عنها غير فوق في فيه فيها قبل قد كان كانت كل كم كما كيف لا
    لدى لقد لكن لكي لم لماذا لن له لها لهم لو ليس ليست ما ماذا مع متى مثل من منذ منه منها نحن نحو هذا هذه هل هم هنا هناك
    هو هؤلاء هي و وأن وإن وقد وكان وكانت وما ومن وهو وهي يتم يكون يمكن التي الذي الذين اللذان اللتان اللاتي
    """
}
