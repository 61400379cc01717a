"""Names that other readers of the news are known to have put on the wrong spot, each in a sentence of our own."""

from __future__ import annotations

import pytest

from extract.article import Article
from extract.read import Tools, read
from tests.fakes_extract import places_in

# sentence, name, what it means: (country, admin1), (country, None) for a country, None for unresolved or no place
TRAPS = [
    ("British High Commission, Port of Spain: disorder on Wednesday.", "Port of Spain", ("TT", "TT.05")),
    ("In Bangui's PK5 a man in a Barcelona shirt pulled a pistol.", "Bangui", ("CF", "CF.18")),
    ("Shells hit a stop in Kherson. Russian forces shelled the centre of Kherson.", "Kherson", ("UA", "UA.08")),
    ("Gunmen opened fire at a fairground in Oklahoma on Friday, the governor said.", "Oklahoma", ("US", "US.OK")),
    ("Two people were stabbed outside a bar in Bangor, Maine, early on Sunday.", "Bangor", ("US", "US.ME")),
    ("Aid groups warn of hunger across Africa this year.", "Africa", (None, None)),
    ("Police in Wilmington, DE, arrested three men after a shooting.", "Wilmington", ("US", "US.DE")),
    ("A court in China sentenced two men on Monday.", "China", ("CN", None)),
    ("A man was shot near the pier in Long Beach, CA, on Tuesday night.", "Long Beach", ("US", "US.CA")),
    ("Protesters clashed with police in Tbilisi, the capital of Georgia.", "Georgia", ("GE", None)),
    ("A tornado hit Atlanta and other towns across Georgia and Alabama.", "Georgia", ("US", "US.GA")),
    ("Shelling killed two people in Krasnohorivka, Donetsk Oblast, on Thursday.", "Krasnohorivka", ("UA", "UA.05")),
    ("Rebels seized Goma in the Democratic Republic of the Congo.", "Democratic Republic of the Congo", ("CD", None)),
    ("Soldiers fired shots in Brazzaville, Republic of the Congo.", "Brazzaville", ("CG", "CG.12")),
    ("Troops were seen in the streets of Malabo, Equatorial Guinea.", "Equatorial Guinea", ("GQ", None)),
    ("Soldiers took over the radio station in Bissau, Guinea-Bissau.", "Guinea-Bissau", ("GW", None)),
    ("Protests spread in Conakry, Guinea, after the vote.", "Guinea", ("GN", None)),
    ("A tribal fight left ten dead in Lae, Papua New Guinea.", "Papua New Guinea", ("PG", None)),
    ("Militants attacked a village near Niamey, Niger, killing six.", "Niger", ("NE", None)),
    ("Gunmen abducted students near Kaduna, Nigeria.", "Nigeria", ("NG", None)),
    ("A bomb went off in Tripoli, Lebanon, wounding four.", "Tripoli", ("LB", "LB.09")),
    ("Militias exchanged fire in Tripoli, Libya, overnight.", "Tripoli", ("LY", "LY.77")),
    ("Police used tear gas in Santiago, Chile, on Friday.", "Santiago", ("CL", "CL.12")),
    ("A grenade was thrown at a shop in Córdoba, Veracruz, Mexico.", "Córdoba", ("MX", "MX.30")),
    ("Thousands marched in Córdoba, Argentina, against the cuts.", "Córdoba", ("AR", "AR.05")),
    ("A gang shot a driver in San José, Costa Rica.", "San José", ("CR", "CR.08")),
    ("Two men were stabbed in San Jose, California.", "San Jose", ("US", "US.CA")),
    ("Police sealed a square in Santa Cruz, Bolivia, after the blast.", "Santa Cruz", ("BO", "BO.08")),
    ("A man was stabbed in Victoria, British Columbia.", "Victoria", ("CA", "CA.02")),
    ("An attacker with a knife killed three people in Nice, France.", "Nice", ("FR", "FR.93")),
    ("A knife attack in Reading, England, left three dead.", "Reading", ("GB", "GB.ENG")),
    ("A shooting in Mobile, Alabama, left two dead.", "Mobile", ("US", "US.AL")),
    ("A car bomb exploded in Split, Croatia.", "Split", ("HR", "HR.15")),
    ("Police in Springfield, Mo., found the car.", "Springfield", ("US", "US.MO")),
    ("Two people died in a blast in Monterrey, N.L., Mexico.", "Monterrey", ("MX", "MX.19")),
    ("He fled the Soviet Union before fighting began in Kabul, Afghanistan.", "Kabul", ("AF", "AF.13")),
    ("A blast (the second this week) hit Peshawar (Pakistan) on Monday.", "Peshawar", ("PK", "PK.03")),
    ("The fire began in the town of Paradise in California.", "Paradise", ("US", "US.CA")),
    ("Troops left Washington on Monday after rioting near the Capitol.", "Washington", ("US", "US.DC")),
    ("A curfew was declared in Beni after the attacks.", "Beni", ("CD", "CD.11")),
    ("The Republic of Armenia said two soldiers were killed.", "Republic of Armenia", ("AM", None)),
    ("Officials in China, Japan and Vietnam met on Monday.", "China", ("CN", None)),
    ("Talks between Iraq, Iran and Turkey ended on Monday.", "Iraq", ("IQ", None)),
    ("A gunman fled from Atlanta, Georgia, U.S., on Monday.", "Georgia", ("US", "US.GA")),
    ("A car bomb exploded near the market in Durango, Colorado.", "Durango", ("US", "US.CO")),
    ("Floods hit Cote d'Ivoire, Guinea and Mali.", "Cote d'Ivoire", ("CI", None)),
    ("Two officers were shot in L.A. on Monday, police said.", "L.A.", ("US", "US.CA")),
    ("LIMA, Peru (AP) - A grenade was thrown at a police station.", "LIMA", ("PE", "PE.LMA")),
    ("Three men were shot in the San José neighborhood of Cali, Colombia.", "Cali", ("CO", "CO.29")),
    ("Two men were stabbed in North London on Friday, police said.", "North London", ("GB", "GB.ENG")),
    ("Three people were shot dead in South Los Angeles on Friday.", "South Los Angeles", ("US", "US.CA")),
    ("Deputies shot a man near Pikeville in Eastern Kentucky on Friday.", "Eastern Kentucky", ("US", "US.KY")),
    ("She called her mother in Washington, D.C., after the shooting.", "Washington", ("US", "US.DC")),
    ("Two officers were shot in the state of Washington on Monday.", "Washington", ("US", "US.WA")),
    ("Gunmen killed six people in Agua Prieta, Sonora, on Monday.", "Agua Prieta", ("MX", "MX.26")),
]

# sentence, name, the role it must have, or "" when it must not be a place at all
PARTS = [
    ("RAIPUR: Two policemen were killed in an ambush in Sukma district.", "RAIPUR", "dateline"),
    ("DAMASCUS/BEIRUT — Shelling killed two people in Sweida on Monday.", "BEIRUT", "dateline"),
    ("COTABATO CITY — Nine people were hurt when a grenade exploded.", "COTABATO CITY", "dateline"),
    ("The Jalisco New Generation Cartel posted a video on Monday.", "Jalisco", "organisation"),
    ("A reporter of Al Jazeera asked about the talks.", "Al Jazeera", ""),
    ("The White House said it was watching the talks.", "White House", "metonym"),
    ("The Kremlin denied the report on Friday.", "Kremlin", "metonym"),
    ("Beijing warned that it would answer any new tariffs.", "Beijing", "metonym"),
    ("Washington said it would send more aid to the region.", "Washington", "metonym"),
    ("The Bank of China reported higher earnings.", "China", "organisation"),
    ("The Mexican government rejected the claim.", "Mexican", "demonym"),
    ("KABUL, Afghanistan (AP) - Two men were shot dead on Monday in Kandahar.", "KABUL", "dateline"),
    ("It was hell, a Kharkiv resident told reporters.", "Kharkiv", "speaker"),
    ("A bomb went off outside Kabul University on Monday.", "Kabul", "place"),
    ("Yaounde said on Monday that its troops had not crossed the border.", "Yaounde", "metonym"),
    ("Kabul University published its results on Monday.", "Kabul", "organisation"),
    ("The University of Chicago published a study on Tuesday.", "Chicago", "organisation"),
]

NO_PLACES = [
    "He was seen by Dr, and later by the UN, before he left.",
    "The school is named after O.D. Wyatt, who founded it.",
    "The council thanked G.B. Hall for his work.",
    "Chad Walker and Brittany Jones won the race.",
    "The SEC fined the company on Monday.",
    "Paris Hilton opened her new store on Monday.",
    "Reading books is good for children.",
    "It was a nice day and the first of many.",
    "Jordan Smith scored twice in the first half.",
    "Mr. Lincoln paid for the drinks.",
    "He said of course the phone was mobile.",
    "The Split decision surprised the boxer.",
    "Free entry is offered until Monday.",
    "Victoria Adams sold her house in March.",
    "Milton J. Little said the meeting was over.",
    "Most of us like May better than April.",
]


@pytest.mark.parametrize(("sentence", "name", "meant"), TRAPS, ids=[trap[0][:40] for trap in TRAPS])
def test_a_name_that_misled_others_is_read_right(
    sentence: str, name: str, meant: tuple[str | None, str | None], tools: Tools
) -> None:
    found = {mention.text: mention.place for mention in places_in(sentence, tools)}
    assert name in found
    place = found[name]
    assert place is not None
    assert (place.country, place.admin1) == meant


@pytest.mark.parametrize(("sentence", "name", "role"), PARTS, ids=[part[0][:40] for part in PARTS])
def test_a_name_that_is_not_where_it_happened_says_so(sentence: str, name: str, role: str, tools: Tools) -> None:
    roles = [mention.role for mention in places_in(sentence, tools) if name in mention.text]
    assert roles == ([role] if role else [])


@pytest.mark.parametrize("sentence", NO_PLACES)
def test_words_and_people_that_look_like_towns_stay_what_they_are(sentence: str, tools: Tools) -> None:
    assert [mention.text for mention in places_in(sentence, tools) if mention.place is not None] == []


def test_one_bad_name_never_empties_the_rest(tools: Tools) -> None:
    text = "He was born in the Soviet Union. A bomb killed two people in Mogadishu, Somalia."
    assert {m.place.country for m in places_in(text, tools) if m.place and m.role == "place"} >= {"SO"}


def test_a_town_before_its_country_is_the_town_not_the_division_of_its_name(tools: Tools) -> None:
    for text, name in (
        ("A bomb exploded in Gao, Mali, on Monday.", "Gao"),
        ("Shelling hit Homs, Syria, again.", "Homs"),
    ):
        place = {m.text: m.place for m in places_in(text, tools)}[name]
        assert place is not None
        assert place.kind == "city", text


@pytest.mark.parametrize("street", ["London Road", "Paris Avenue", "Oxford Street"])
def test_a_street_called_after_a_town_does_not_lie_in_it(street: str, tools: Tools) -> None:
    text = f"Two men were stabbed on {street} in Leicester, England, on Friday."
    places = {m.text: m.place for m in places_in(text, tools)}
    assert places["Leicester"] is not None
    assert places.get(street) is None


def test_a_part_of_a_known_place_says_that_it_was_read_so(tools: Tools) -> None:
    (mention,) = [m for m in places_in("A man was shot in North London.", tools) if m.text == "North London"]
    assert "part of London" in mention.why


def test_a_far_namesake_that_nothing_speaks_for_is_left_open(tools: Tools) -> None:
    text = "SANTIAGO, Chile - A man was stabbed at Alameda in Santiago. Police in Valparaiso, Chile, held two men."
    assert all(m.place is None or m.place.country == "CL" for m in places_in(text, tools))


def test_every_mention_says_why(tools: Tools) -> None:
    mentions = places_in("Two people were shot in Springfield, Illinois, and one in Cairo.", tools)
    assert len(mentions) == 3
    assert all(len(mention.why.split()) > 3 for mention in mentions)
    assert next(m for m in mentions if m.text == "Springfield").runners_up


def test_a_quarter_is_no_city_elsewhere_even_when_that_is_named_too(tools: Tools) -> None:
    text = "Two men were shot in the San José neighborhood of Cali, Colombia. They had come from San José, Costa Rica."
    found = [(m.place and m.place.country, m.why) for m in places_in(text, tools) if m.text == "San José"]
    assert [country for country, _ in found] == [None, "CR"]
    assert "part of a city" in found[0][1]


def test_a_village_counted_as_a_quarter_of_its_city_keeps_its_place(tools: Tools) -> None:
    text = "A grenade exploded in the Las Pintas neighborhood near Tlaquepaque, Jalisco."
    found = {m.text: m.place for m in places_in(text, tools)}
    assert found["Las Pintas"] is None or found["Las Pintas"].admin1 == "MX.14"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "Mansfield council to vote on repairs. The aldermen and the school district paid for the sheriff's cars.",
            "US",
        ),
        ("Mansfield council to vote on repairs. The councillors and the county council paid for the pensioners.", "GB"),
    ],
)
def test_words_that_only_one_country_has_say_whose_news_it_is(text: str, country: str, tools: Tools) -> None:
    shares = {m.place.country for m in places_in(text, tools) if m.text == "Mansfield" and m.place}
    assert shares <= {country}


def test_town_and_district_of_one_name_on_one_spot_are_no_riddle(tools: Tools) -> None:
    found = {m.text: m.place for m in places_in("Gunmen killed four people in Lakki Marwat on Monday.", tools)}
    place = found["Lakki Marwat"]
    assert place is not None
    assert (place.country, place.admin1) == ("PK", "PK.03")


def test_a_small_word_inside_a_name_is_part_of_it(tools: Tools) -> None:
    found = {m.text: m.place for m in places_in("A blast in Dar es Salaam killed two people on Monday.", tools)}
    place = found.get("Dar es Salaam")
    assert place is not None
    assert place.country == "TZ"


@pytest.mark.parametrize(("home", "country"), [("US", "US"), ("GB", "GB"), (None, None)])
def test_the_country_of_the_feed_tips_the_scales_where_the_text_says_nothing(
    home: str | None, country: str | None, tools: Tools
) -> None:
    article = Article("1", "", "A shop was robbed in Lancaster on Monday.", country=home)
    (mention,) = read(article, tools).mentions
    likeliest = [place.country for place in (mention.place, *mention.runners_up) if place]
    assert country is None or likeliest[0] == country


def test_the_country_of_the_feed_does_not_move_a_place_that_the_text_names(tools: Tools) -> None:
    article = Article("1", "", "Two people were shot in Cali, Colombia, and one in Paris, France.", country="US")
    assert {m.place.country for m in read(article, tools).mentions if m.place} == {"CO", "FR"}
