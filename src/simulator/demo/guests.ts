import type { ArrangementName } from './catalogue.ts'

/** What sort of group comes: decides what they book, when they pay and how they are written to. */
export type GuestKind =
  | 'family'
  | 'party'
  | 'school'
  | 'business'
  | 'club'
  | 'public'
  | 'friends'
  | 'german'
  | 'anonymous'

export interface Guest {
  name: string
  kind: GuestKind
  plaats?: string
}

/** What each sort books, likeliest first. */
export const BOOKS: Record<GuestKind, readonly [ArrangementName, ...ArrangementName[]]> = {
  family: ['climb', 'climb', 'climb', 'escape', 'archery', 'climbAndBarbecue', 'barbecue'],
  party: ['party'],
  school: ['school', 'school', 'climbInGroup', 'compass'],
  business: ['team', 'climbAndBarbecue', 'archeryAndBuffet', 'compass', 'barbecue', 'climbInGroup'],
  club: ['climbAndBarbecue', 'climbInGroup', 'archery', 'barbecue', 'night', 'compass'],
  public: ['team', 'archeryAndBuffet', 'compass', 'climbInGroup'],
  friends: ['archery', 'escape', 'night', 'archeryAndBuffet', 'climb', 'escape'],
  german: ['climb', 'escape', 'climbAndBarbecue', 'archery', 'climb'],
  anonymous: ['escape', 'climb', 'archery'],
}

/** `soort_klant`, as a venue writes it. */
export const KIND_NAME: Record<GuestKind, string | null> = {
  family: 'Familie',
  party: 'Familie',
  school: 'School',
  business: 'Zakelijk',
  club: 'Vereniging',
  public: 'Overheid',
  friends: 'Familie',
  german: null,
  anonymous: null,
}

const of = (kind: GuestKind, names: string): Guest[] =>
  names
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', plaats] = line.trim().split(' @ ')
      return plaats === undefined ? { name, kind } : { name, kind, plaats }
    })

const ORGANISATIONS: Guest[] = [
  ...of(
    'school',
    `Basisschool De Klaverweide, groep 7 @ Zelhem
    Basisschool Sint Willibrordus, groep 8 @ Groenlo
    OBS De Vlindertuin, groep 6 en 7 @ Borculo
    Jenaplanschool De Boomgaard @ Vorden
    Montessorischool Het Kompas, bovenbouw @ Zutphen
    IKC De Steenuil, groep 8 @ Aalten
    Scholengemeenschap Marianum, brugklas 1C @ Lichtenvoorde
    Christelijk College Schaersvoorde, mentorklas 2B @ Winterswijk
    Vrije School De Berkel, klas 6 @ Lochem
    Graafschap College, opleiding Sport en Bewegen @ Doetinchem
    Praktijkschool De Bongerd @ Dinxperlo
    Buitenschoolse opvang De Boomhut @ Varsseveld`,
  ),
  ...of(
    'business',
    `Installatietechniek Wolters & Zn. @ Doetinchem
    Bakkerij Te Loo @ Ulft
    Accountantskantoor Hummelink Vreeman @ Winterswijk
    Hoveniersbedrijf Groot Wassink @ Eibergen
    Van der Meulen Transport B.V. @ Zevenaar
    Tandartspraktijk De Linde @ Lochem
    Kapsalon Knap @ Gendringen
    Autobedrijf Ter Haar @ Neede
    Ingenieursbureau Wissink en Partners @ Zutphen
    Bouwmaterialenhandel Nieuwenhuis-Kolkman @ Ruurlo
    Notariskantoor Van Embden & De Ruiter @ Arnhem
    Makelaardij De Achterhoek @ Doetinchem
    Fysiotherapie Zuid @ Doetinchem
    Brouwerij Het Vierde Vat @ Bredevoort
    Slagerij Lammers @ Wehl
    Zuivelboerderij De Klompenhoeve @ Toldijk
    Softwarehuis Kwadraat @ Apeldoorn
    Metaalbewerking Rensink B.V. @ Hengelo (Gld)
    Uitzendbureau Snel & Goed @ Arnhem
    Drukkerij Weevers @ Vorden
    Rijschool Start @ Silvolde
    Elektro Wansink @ Halle
    Architectenbureau Van Ginkel Oosterveld @ Nijmegen
    Camping De Zwaluw @ Hummelo`,
  ),
  ...of(
    'club',
    `Scouting Willem van Oranje, welpen @ Doesburg
    Voetbalvereniging VIOS, JO13-2 @ Beltrum
    Volleybalvereniging Tornado, dames 2 @ Laren (Gld)
    Hockeyclub De Graafschap, jongens O14 @ Doetinchem
    Turnvereniging Olympia @ Gaanderen
    Muziekvereniging Concordia @ Gendringen
    Schutterij Sint Antonius @ Azewijn
    Toneelgroep De Plaggenhut @ Mariënvelde
    Zwemclub De Waterlelie @ Eibergen
    Atletiekvereniging Argo, pupillen @ Doetinchem
    Studentenvereniging Ichthus @ Wageningen
    Jongerenkoor Spirit @ Lichtenvoorde
    Buurtvereniging Oosterwijk @ Zelhem
    Fietsclub De Trappers @ Steenderen
    IJsclub Vooruitgang @ Harreveld
    Personeelsvereniging Slingeland @ Doetinchem
    Vogelwerkgroep Zuidoost-Achterhoek @ Winterswijk
    Carnavalsvereniging De Doldraejers @ Groenlo`,
  ),
  ...of(
    'public',
    `Gemeente Bronckhorst, team Vergunningen @ Hengelo (Gld)
    Waterschap Rijn en IJssel @ Doetinchem
    Brandweer Winterswijk @ Winterswijk
    Bibliotheek Achterhoek-Oost @ Lichtenvoorde
    Stichting Welzijn Berkelland @ Borculo
    Zorgcentrum De Bleijke, medewerkersdag @ Hengelo (Gld)
    Stichting Katholiek Onderwijs Gelderland-Zuidoost en Omstreken @ Didam
    Veiligheidsregio Noord- en Oost-Gelderland, afdeling Planvorming en Operationele Voorbereiding @ Apeldoorn`,
  ),
  ...of(
    'german',
    `Familie Terhorst-Büning @ Bocholt
    Kindergarten Sonnenblume e. V. @ Rhede
    Freiwillige Feuerwehr Isselburg @ Isselburg
    Familie Schlüter @ Vreden
    Sportverein Grün-Weiß Südlohn @ Südlohn
    Familie Große-Wächter @ Stadtlohn
    Messdiener St. Gudula @ Rhede
    Bäckerei Weßling GmbH & Co. KG @ Ahaus
    Familie Özdemir @ Bocholt
    Katholische Landjugendbewegung Barlo @ Bocholt`,
  ),
]

const SURNAMES =
  'Jansen,De Vries,Wissink,Te Brake,Hoekstra,Van Dijk,Bakker,Wolters,Klein Nijenhuis,Visser,Smeenk,El Idrissi,Meijer,Ter Horst,Bouwmeester,Yıldız,Van den Berg,Lammers,Rensink,De Groot,Kuiper,Vermeulen,Papadopoulos,Oude Voshaar,Willemsen,Hendriks,Kolkman,Van Leeuwen,Nguyen,Dekker,Boomkamp,Peters,Hiddink,Van der Heijden,Dijkman,Koskamp,Reijnders,Wassink,Tuinman,Schreurs,Aalbers,Krabbenborg'.split(
    ',',
  )
const COUPLES =
  'Sanne en Joost,Mark en Ilse,Fatima en Youssef,Tim en Roos met de kinderen,Marloes en Bas,Opa en oma Lammers met kleinkinderen,Lotte en Daan,Henk en Ria,Chantal en Jeroen,Anouk en vriendinnen,Peter en de jongens,Nichtendag Ter Horst'.split(
    ',',
  )
const CHILDREN =
  'Tess (8 jaar),Finn (10 jaar),Yara (7 jaar),Sem (9 jaar),Liv (11 jaar),Mees (8 jaar),Zoë (10 jaar),Ties (9 jaar),Amira (8 jaar),Jip (7 jaar),Fenna (12 jaar),Bram (10 jaar),Lieke en Puck (9 jaar),Noud (11 jaar),Isa (8 jaar),Thijs (12 jaar)'.split(
    ',',
  )
const FRIENDS =
  'Vrijgezellen Roel,Vrijgezellen Marieke,Vriendengroep Jorden,Vriendinnendag Kim,Huisgenoten Oosterkade 12,Neven en nichten Weenink,Oud-klasgenoten 4 havo,Jaarclub Bliksem,Vrijgezellen Danique,De Donderdagploeg,Kookclub Roergebakken,Teamuitje darts De Kroeg'.split(
    ',',
  )

/** Everybody who comes to the demo venue, in an order in which all sorts are mixed by the caller. */
export const GUESTS: Guest[] = [
  ...ORGANISATIONS,
  ...SURNAMES.map((name): Guest => ({ name: `Familie ${name}`, kind: 'family' })),
  ...SURNAMES.slice(0, 24).map((name, index): Guest => ({
    name: `${'ABDEGHJKLMNPRSTW'[index % 16] ?? 'A'}. ${name.replace(/^(De|Van|Te|Ter)(?= )/, (prefix) => prefix.toLowerCase())}`,
    kind: 'family',
  })),
  ...COUPLES.map((name): Guest => ({ name, kind: 'family' })),
  ...CHILDREN.map((name): Guest => ({ name: `Kinderfeest ${name}`, kind: 'party' })),
  ...FRIENDS.map((name): Guest => ({ name, kind: 'friends' })),
  ...Array.from({ length: 5 }, (): Guest => ({ name: '', kind: 'anonymous' })),
]

export const FIRST_NAMES =
  'Janny,Fiona,Bas,Ingrid,Wouter,Marieke,Tom,Esra,Gerrit,Anja,Sjoerd,Femke,Rachid,Loes,Martijn,Hanneke,Ruben,Carla,Diederik,Nienke,Joke,Emre,Willemijn,Harm,Petra,Koen,Suzan,Ronald,Mirjam,Stijn'.split(
    ',',
  )
export const GERMAN_FIRST_NAMES = 'Jürgen,Katrin,Stefan,Annegret,Björn,Heike,Matthias,Ayşe'.split(
  ',',
)
export const PERSON_SURNAMES = SURNAMES
export const PLACES_NEARBY =
  'Doetinchem,Winterswijk,Zutphen,Lochem,Vorden,Aalten,Groenlo,Borculo,Arnhem,Apeldoorn,Deventer,Varsseveld,Ruurlo,Zevenaar'.split(
    ',',
  )
export const STREETS =
  'Stationsstraat,Dorpsstraat,Kerkplein,Lindelaan,Berkelkade,Molenweg,Raadhuisstraat,Eikenlaan,Zutphenseweg,Nieuwstraat'.split(
    ',',
  )

/** What the people at the desk wrote down; `{n}` becomes a small number. */
export const NOTES: readonly [string, ...string[]] = [
  'Eén deelnemer in een rolstoel: hek aan de achterkant openen.',
  'Notenallergie bij twee kinderen.',
  'Twee keer glutenvrij, één keer veganistisch.',
  '{n} keer vegetarisch bij de BBQ.',
  'Jarige krijgt de gouden helm. Ouders blijven op het terras.',
  'Komt met twee touringcars, parkeren op de achterwei.',
  'Lactose-intolerantie, ijsje vervangen door waterijs.',
  'Begeleider heeft een bijenallergie, EpiPen in de rugzak.',
  'Wil graag bij elkaar zitten, tafels in een U.',
  'Factuur op naam van de personeelsvereniging.',
  'Slechthorende deelnemer: instructie vooraan laten staan.',
  'Twee kinderen kleiner dan 1,20 m: kinderroute.',
  'Komt 15 minuten eerder vanwege de bus.',
  'Halal vlees, apart bereiden.',
  'Hond mee, blijft op het terras.',
  'Wil ter plekke nog een groepsfoto kiezen.',
  'Rekening na afloop met pin, niet per persoon.',
  'Hoogtevrees bij een paar deelnemers, graag ook iets op de grond.',
  'Begeleiders klimmen niet mee en krijgen koffie.',
]
export const GERMAN_NOTES: readonly [string, ...string[]] = [
  'Einweisung bitte auf Deutsch. / Instructie in het Duits.',
  'Gruppe spricht kaum Niederländisch, Guide mit Deutsch einplanen.',
  'Zwei Kinder mit Erdnussallergie.',
]
export const LINE_NOTES: readonly [string, ...string[]] = [
  'Instructeur: Joep',
  'Banen 1 tot en met 3',
  'Tafel onder de eik',
  'Kleine gordels klaarleggen',
  'Vanaf hier samen met de andere groep',
]
