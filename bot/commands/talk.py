"""What people write as they would to a person: greetings, a command in plain words, a place in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.commands.finding import Choice, Found, TooWide
from bot.messages.wording import Wording
from extract.places import Gazetteer, Place
from extract.text import fold

LONGEST_NAME = 4  # words
MOST_WORDS = 40
MOST_PIECES = 32  # of a line; what has more is no list of places
_BETWEEN = re.compile(r"(\s*,\s*|\s+(?:and|y|e)\s+)", re.IGNORECASE)  # "I am in Lima and going to Cusco"
LEAST_LETTERS = 4  # "is", "me" and "in" are villages somewhere
LEAST_PEOPLE = 20_000
LEAST_PEOPLE_OF_A_WORD = 300_000  # one word in small letters may be any word: "tell" is a town in Syria


def plain(text: str) -> str:
    """Folded words without signs: "¿Ayuda, por favor?" -> "ayuda por favor"."""
    letters = fold(text).replace("'", "").replace("’", "")
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def meant(text: str, wordings: Iterable[Wording]) -> str | None:
    """The key under `talk.` whose words these are, in any language: a command's name, "hello", "thanks" or "noted"."""
    said = plain(text)
    for wording in wordings:
        for key in wording.keys_under("talk."):
            name = key.removeprefix("talk.")
            if name not in ("follow", "please") and said in _listed(wording, key):
                return name
    return None


def without_manners(text: str, wordings: Sequence[Wording]) -> str:
    """ "Watch Haiti for me, please" -> "Haiti"; what has no such words stays as it is, line by line."""
    return "\n".join(_bare_pieces(line, wordings) for line in text.splitlines() if line.strip())


def _bare_pieces(line: str, wordings: Sequence[Wording]) -> str:
    line = _bare(line, wordings)
    pieces = _BETWEEN.split(line)
    if len(pieces) > MOST_PIECES:
        return line
    return "".join(piece if _BETWEEN.fullmatch(piece) else _bare(piece, wordings) for piece in pieces)


def _bare(line: str, wordings: Sequence[Wording]) -> str:
    words = line.split()
    folded = [plain(word) for word in words]
    leads = {tuple(lead.split()) for wording in wordings for lead in _listed(wording, "talk.follow")}
    tails = {tuple(tail.split()) for wording in wordings for tail in _listed(wording, "talk.please")}
    longest = max((size for size in map(len, leads) if tuple(folded[:size]) in leads and size < len(words)), default=0)
    words, folded = words[longest:], folded[longest:]
    while True:
        size = max(
            (size for size in map(len, tails) if tuple(folded[-size:]) in tails and size < len(words)), default=0
        )
        if not size:
            return " ".join(words).strip(" ,.!?¡¿;:")
        words, folded = words[:-size], folded[:-size]


def _listed(wording: Wording, key: str) -> list[str]:
    return [plain(one) for one in wording.text(key).split(",")]


def is_spoken_of(typed: str, found: Found | Choice | TooWide | None) -> bool:
    """Whether the place is one that a person means who names it beside others: "rock and roll" are two hamlets."""
    match found:
        case Found(place):
            return place.population >= _least_people(typed)
        case Choice(places, guess=False):
            return max(place.population for place in places) >= _least_people(typed)
        case _:
            return False


def _least_people(name: str) -> int:
    return LEAST_PEOPLE_OF_A_WORD if name.islower() and " " not in name else LEAST_PEOPLE


def place_in(text: str, gazetteer: Gazetteer) -> Place | None:
    """The place a sentence most likely speaks of: the longest known name, the one with most people among equals."""
    words = [word.strip(" ,.!?¡¿;:()\"'«»“”") for word in text.split()][:MOST_WORDS]
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        found = [
            (candidate.place, name)
            for at in range(len(words) - size + 1)
            if len(name := " ".join(words[at : at + size])) >= LEAST_LETTERS
            for candidate in gazetteer.candidates(name)
            if candidate.via in ("name", "alias") and candidate.place.kind in ("country", "admin1", "city")
        ]
        known = [place for place, name in found if place.population >= _least_people(name)]
        if known:
            return max(known, key=lambda place: place.population)
    return None
