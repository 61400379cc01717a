"""How often a place is found as people type it: queries made from the gazetteer itself, and a list written by hand.

    python -m bench.places_lookup [--data-dir DIR] [--seed N] [--count N] [--misses]

Right means: that very GeoNames id is among the first three answers. For ambiguous names: two places of that name, in
different divisions, are among the answers; "city first": the bot offers that place first. The made queries know the
gazetteer's names, so they measure ranking and speed; whether a name is in it at all is measured by the lists written by
hand, here and in bench/lookup.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.commands.finding import Choice, Found, find
from bot.config import default_data_dir
from extract.gazetteer import SqliteGazetteer, open_gazetteer
from extract.gazetteer.names import key
from extract.places import Match, Place

Query = tuple[str, Callable[[list[Match]], bool]]

LISTS = Path(__file__).parent / "lookup"
# What is typed and no name of any place: no answer is the right one.
NO_NAMES = (
    "qwerty", "thanks",  "buenas noches", "what is this", "xyz", "asdfgh", "zzzz", "jajaja", "who are you",
    "quién eres", "12345", "no entiendo", "good morning", "unsubscribe", "¿cómo funciona?", "k thx bye", "lorem ipsum",
)  # fmt: skip  # a table or a paragraph of words, not one a line

# What is typed, and name and country of what is meant.
BY_HAND = """
nyc|New York City|US;the big apple|New York City|US;ny|New York|US;la|Los Angeles|US;l.a.|Los Angeles|US
vegas|Las Vegas|US;philly|Philadelphia|US;nola|New Orleans|US;dc|Washington|US;washington dc|Washington|US
sf|San Francisco|US;frisco|San Francisco|US;chi-town|Chicago|US;windy city|Chicago|US;okc|Oklahoma City|US
slc|Salt Lake City|US;calif|California|US;penn|Pennsylvania|US;mass|Massachusetts|US;tex|Texas|US
b.c.|British Columbia|CA;bc|British Columbia|CA;nsw|New South Wales|AU;qld|Queensland|AU;cdmx|Mexico City|MX
df|Mexico City|MX;edomex|México|MX;jal|Jalisco|MX;n.l.|Nuevo León|MX;nl|Nuevo León|MX;slp|San Luis Potosí|MX
gdl|Guadalajara|MX;mty|Monterrey|MX;cd juarez|Ciudad Juárez|MX;juarez|Ciudad Juárez|MX;vallarta|Puerto Vallarta|MX
tamps|Tamaulipas|MX;gto|Guanajuato|MX;bcs|Baja California Sur|MX;qroo|Quintana Roo|MX;rj|Rio de Janeiro|BR
sampa|São Paulo|BR;sp|São Paulo|BR;floripa|Florianópolis|BR;rio|Rio de Janeiro|BR;caba|Buenos Aires|AR
bsas|Buenos Aires|AR;uk|United Kingdom|GB;usa|United States|US;us|United States|US;eeuu|United States|US
the states|United States|US;america|United States|US;uae|United Arab Emirates|AE;drc|Congo - Kinshasa|CD
car|Central African Republic|CF;png|Papua New Guinea|PG;ksa|Saudi Arabia|SA;burma|Myanmar (Burma)|MM
holland|Netherlands|NL;ivory coast|Côte d’Ivoire|CI;swaziland|Eswatini|SZ;cape verde|Cape Verde|CV;persia|Iran|IR
ceylon|Sri Lanka|LK;zaire|Congo - Kinshasa|CD;east timor|Timor-Leste|TL;great britain|United Kingdom|GB
dprk|North Korea|KP;saigon|Ho Chi Minh City|VN;bombay|Mumbai|IN;calcutta|Kolkata|IN;madras|Chennai|IN
peking|Beijing|CN;rangoon|Yangon|MM;leningrad|Saint Petersburg|RU;constantinople|Istanbul|TR;kiev|Kyiv|UA
kharkov|Kharkiv|UA;odessa|Odesa|UA;lvov|Lviv|UA;joburg|Johannesburg|ZA;jozi|Johannesburg|ZA;addis|Addis Ababa|ET
ouaga|Ouagadougou|BF;bkk|Bangkok|TH;hcmc|Ho Chi Minh City|VN;kl|Kuala Lumpur|MY;hk|Hong Kong|HK;jogja|Yogyakarta|ID
barna|Barcelona|ES;bcn|Barcelona|ES;piter|Saint Petersburg|RU;stl|St. Louis|US;ft worth|Fort Worth|US
st pete|St. Petersburg|US;jax|Jacksonville|US;indy|Indianapolis|US
"""
TRAPS = """
paris texas|Paris|US;cordoba veracruz|Córdoba|MX;san jose cr|San José|CR;Springfield, IL|Springfield|US
león guanajuato|León de los Aldama|MX;guadalajra|Guadalajara|MX;Nuevo Leon|Nuevo León|MX;Мехико|Mexico City|MX
مدينة مكسيكو|Mexico City|MX;東京|Tokyo|JP;Kyiv|Kyiv|UA;bangor maine|Bangor|US;wilmington de|Wilmington|US
Krasnohorivka, Donetsk Oblast|Krasnohorivka|UA;oklahoma|Oklahoma|US;georgia|Georgia|GE;africa|Africa|
tripoli lebanon|Tripoli|LB;santiago de cuba|Santiago de Cuba|CU;victoria canada|Victoria|CA
new york|New York City|US;moscow idaho|Moscow|US;guadalajara españa|Guadalajara|ES;merida venezuela|Mérida|VE
birmingham alabama|Birmingham|US;st petersburg russia|Saint Petersburg|RU;london ontario|London|CA
cartagena spain|Cartagena|ES;valencia venezuela|Valencia|VE;san salvador|San Salvador|SV;la paz mexico|La Paz|MX
la paz bcs|La Paz|MX;tapalpa jalisco|Tapalpa|MX;gaza|Gaza|PS;kosovo|Kosovo|XK;taiwan|Taiwan|TW
hong kong|Hong Kong|HK;western sahara|Western Sahara|EH;middle east|Middle East|;latin america|Latin America|
estado de mexico|México|MX;donetsk oblast|Donetsk|UA;rapides parish|Rapides Parish|US
ciudad de guatemala|Guatemala City|GT
"""


def slip(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, swapped with its neighbour, added or mistaken; never the first."""
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


def expects(place: Place) -> Callable[[list[Match]], bool]:
    return lambda found: any(match.place.geonameid == place.geonameid for match in found[:3])


def is_called(found: list[Match], name: str, country: str) -> bool:
    return any((match.place.name, match.place.country or "") == (name, country) for match in found[:3])


def by_hand(text: str) -> Iterator[Query]:
    for row in text.replace("\n", ";").split(";"):
        if row:
            typed, name, country = row.split("|")
            yield (
                typed,
                partial(is_called, name=name, country=country),
            )


def from_list(name: str, gazetteer: SqliteGazetteer) -> Iterator[Query]:
    """A list in bench/lookup; of several places of that name, kind and country the most populous is meant."""
    for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            typed, meant, kind, holder = line.split("\t")
            places = [each.place for each in gazetteer.named(key(meant)) if each.place.kind == kind]
            held = [place for place in places if holder in (place.country or "", place.admin1)]
            yield typed, expects(max(held, key=lambda place: place.population))


def finds_nothing(found: list[Match]) -> bool:
    return not found


class Maker:
    """Draws places from the compiled file and makes queries of them."""

    def __init__(self, gazetteer: SqliteGazetteer, seed: int) -> None:
        self.gazetteer = gazetteer
        self.chance = random.Random(seed)
        self.db = sqlite3.connect(f"{gazetteer.path.absolute().as_uri()}?mode=ro", uri=True)

    def draw(self, where: str, count: int) -> Iterator[Place]:
        idents = [row[0] for row in self.db.execute(f"SELECT id FROM place WHERE {where} ORDER BY id")]
        for ident in self.chance.sample(idents, min(count, len(idents))):
            place = self.gazetteer.place(ident)
            assert place is not None
            yield place

    def slips(self, count: int) -> Iterator[Query]:
        for place in self.draw("kind = 5 AND population > 50000 AND length(name) > 4", count // 2):
            yield slip(key(place.name), self.chance), expects(place)
        for place in self.draw("kind IN (2, 3) AND population > 100000 AND length(name) > 4", count - count // 2):
            yield slip(key(place.name), self.chance), expects(place)

    def two_slips(self, count: int) -> Iterator[Query]:
        for place in self.draw("kind IN (2, 3, 5) AND population > 300000 AND length(name) > 7", count):
            yield slip(slip(key(place.name), self.chance), self.chance), expects(place)

    def without_gaps(self, count: int) -> Iterator[Query]:
        for place in self.draw("kind IN (2, 3, 5) AND population > 100000 AND name LIKE '% %'", count):
            yield key(place.name).replace(" ", ""), expects(place)

    def other_names(self, count: int) -> Iterator[Query]:
        for place in self.draw("kind IN (2, 3) OR (kind = 5 AND population > 100000)", 3 * count):
            rows = self.db.execute("SELECT key FROM name WHERE place = ? AND via = 1", (place.geonameid,))
            names = [row[0] for row in rows if len(row[0]) > 2]
            if names and count:
                count -= 1
                yield self.chance.choice(sorted(names)), expects(place)

    def with_parent(self, count: int) -> Iterator[Query]:
        for place in self.draw("kind = 5 AND population > 5000 AND admin1 IS NOT NULL", count):
            parents = [each for each in self.gazetteer.parents(place) if each.kind != "admin2"]
            parent = self.chance.choice(parents)
            shape = self.chance.choice(("{} {}", "{}, {}", "{} {}", "{} en {}", "{} in {}"))
            names = [parent.name, *([parent.country] if parent.kind == "country" and parent.country else [])]
            yield shape.format(place.name, self.chance.choice(names)), expects(place)

    def small_towns(self, count: int) -> Iterator[Query]:
        once = "SELECT name FROM place WHERE kind = 5 GROUP BY name HAVING count(*) = 1"
        self.db.execute(f"CREATE TEMP TABLE once AS {once}")
        only = "kind = 5 AND population BETWEEN 1 AND 3000 AND name IN (SELECT name FROM once)"
        for place in self.draw(only, count):
            yield key(place.name), expects(place)

    def ambiguous(self, count: int) -> Iterator[Query]:
        rows = self.db.execute(
            "SELECT name FROM place WHERE kind IN (2, 3, 5) AND population > 30000 GROUP BY name "
            "HAVING count(DISTINCT coalesce(admin1, country)) > 1 ORDER BY name"
        ).fetchall()
        for (name,) in self.chance.sample(rows, min(count, len(rows))):
            yield name, two_meanings


def two_meanings(found: list[Match]) -> bool:
    return len({(match.place.country, match.place.admin1) for match in found}) > 1


def offered(gazetteer: SqliteGazetteer, typed: str) -> list[Match]:
    """What the bot offers first."""
    found = find(typed, gazetteer)
    first = [found.place] if isinstance(found, Found) else found.places[:1] if isinstance(found, Choice) else []
    return [Match(place, "offered first") for place in first]


def run(ask: Callable[[str], Sequence[Match]], queries: Iterator[Query], show: bool) -> tuple[float, int, list[float]]:
    right = total = 0
    times = []
    for typed, good in queries:
        start = time.perf_counter()
        found = list(ask(typed))
        times.append(time.perf_counter() - start)
        total += 1
        if good(found):
            right += 1
        elif show:
            print(f"    {typed!r}: {[(m.place.name, m.place.country, m.place.admin1, m.why) for m in found[:3]]}")
    return 100 * right / max(1, total), total, times


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the gazetteer lies")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=300)
    arguments.add_argument("--misses", action="store_true")
    options = arguments.parse_args()
    gazetteer = open_gazetteer(options.data_dir)
    make = Maker(gazetteer, options.seed)
    sorts = {
        "one slip": (make.slips(options.count), 97),
        "two slips": (make.two_slips(options.count), 80),
        "gaps lost": (make.without_gaps(options.count), 95),
        "other names, scripts": (make.other_names(options.count), 95),
        "short forms, nicknames": (by_hand(BY_HAND), 90),
        "short forms, worked on": (from_list("short_worked_on.tsv", gazetteer), 90),
        "short forms, control": (from_list("short_control.tsv", gazetteer), 90),
        "travellers, worked on": (from_list("travellers_worked_on.tsv", gazetteer), 95),
        "travellers, control": (from_list("travellers_control.tsv", gazetteer), 90),
        "city first, worked on": (from_list("city_first_worked_on.tsv", gazetteer), 95),
        "city first, control": (from_list("city_first_control.tsv", gazetteer), 90),
        "ways of typing": (from_list("typing.tsv", gazetteer), 95),
        "no names": (((typed, finds_nothing) for typed in NO_NAMES), 80),
        "with a parent": (make.with_parent(options.count), 95),
        "small towns": (make.small_towns(options.count), 100),
        "two meanings": (make.ambiguous(options.count), 97),
        "traps": (by_hand(TRAPS), 100),
    }
    every: list[float] = []
    for name, (queries, goal) in sorts.items():
        ask = partial(offered, gazetteer) if name.startswith("city first") else gazetteer.lookup
        share, total, times = run(ask, queries, options.misses)
        every += times
        median, slowest = statistics.median(times) * 1000, max(times) * 1000
        print(f"{name:24} {share:5.1f} of {total:4} (goal {goal})  median {median:5.1f} ms, slowest {slowest:5.1f} ms")
    print(f"median of all {statistics.median(every) * 1000:.1f} ms (goal 10)")


if __name__ == "__main__":
    main()
