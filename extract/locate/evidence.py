"""What speaks for and against a span being a place name: each piece of evidence has a name and a weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.language import LanguageData
from extract.locate.line import Line
from extract.locate.spans import Span


@dataclass(slots=True)
class Told:
    """What the rest of the document says of a name."""

    keys: dict[str, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )  # key -> "place", "in", "parent", "person"
    surnames: set[str] = field(default_factory=set)
    occurrences: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def told_by(lines: Sequence[Line], spans: Iterable[Span], language: LanguageData) -> Told:
    told = Told()
    for line in lines:
        for first, last, named in line.names:
            if named == "PERSON" and last > first:
                told.surnames.add(line.folded[last])
                told.surnames.add(line.folded[first])
    for span in spans:
        told.occurrences[span.key] += 1
        own = told.keys[span.key]
        label = label_of(span)
        if label in ("GPE", "LOC"):
            own.add("place")
        elif label == "PERSON":
            own.add("person")
        elif label == "ORG":
            own.add("org")
        if before_of(span, language) == "in":
            own.add("in")
        if span.parent is not None:
            own.add("parent")
    return told


def evidence(span: Span, told: Told, language: LanguageData) -> list[str]:
    """Names of what holds for the span; `weights` says how much each counts."""
    line = span.line
    label = label_of(span)
    before, after = before_of(span, language), _after(span, language)
    known = known_as(span, language)
    words = min(span.last - span.first + 1, 4)
    found = [
        "always",
        f"label {label}",
        f"before {before}",
        f"after {after}",
        f"known {known}",
        f"words {words}",
        f"{label}, known {known}",
        f"{label}, before {before}",
        f"{label}, after {after}",
        f"known {known}, before {before}",
        f"known {known}, after {after}",
    ]
    found += _by_tags(span, label)
    found += _in_longer_name(span, label, language)
    for side, word in (("before", line.word(span.first - 1)), ("after", line.word(span.last + 1))):
        if word in language.common_words or word in language.place_prepositions:
            found += [f"word {side} {word}", f"word {side} {word}, {known}"]
    others = told.keys[span.key]
    once = told.occurrences[span.key] == 1
    if not once:
        found.extend(f"elsewhere {what}" for what in others)
        found.append(f"{label}, elsewhere {'place' if 'place' in others else 'no place'}")
    if span.key in told.surnames and label != "GPE":
        found.append(f"surname, {label}")
    elif span.key in told.surnames:
        found.append("surname, GPE")
    if span.longer:
        found.append("longer known")
        found.append(f"longer known, {label}")
    letters = span.text.isupper() and not line.shouted
    if span.key in language.common_words and not (letters and len(span.text) > 1):
        found += ["common word", f"common word, {label}", f"common word, before {before}"]
    if span.key in language.given_names:
        found += ["given name", f"given name, {label}"]
    if span.parent is not None:
        found += ["parent behind", f"parent behind, {label}", f"parent behind, {known}", f"parent behind, {after}"]
    if span.holds:
        found += ["holds the name before", f"holds the name before, {label}", f"holds the name before, {known}"]
        if letters:
            found.append("holds the name before, capital letters")
    if span.first == 0:
        found += ["begins sentence", f"begins sentence, {label}", f"begins sentence, known {known}"]
    if line.shouted:
        found.append("all in capitals")
    closing = line.folded[span.last]
    if span.last > span.first and closing in language.place_nouns_after:
        found += ["ends in a place word", f"ends in a place word, {label}", f"ends in a place word, after {after}"]
    elif span.last > span.first and closing in language.spot_nouns:
        found += ["ends in a spot word", f"ends in a spot word, {label}"]
    elif span.last > span.first and closing in language.organisation_nouns:
        found += ["ends in an organisation word", f"ends in an organisation word, {label}"]
    if any(word in language.organisation_nouns for word in _around(span)):
        found += ["organisation word around", f"organisation word around, {label}"]
    if span.key in language.abbreviations and span.key not in language.read_as:
        found.append("abbreviated word")
    if span.key in language.read_as:
        found += ["abbreviated place", f"abbreviated place, before {before}", f"abbreviated place, {label}"]
    elif "." in span.text and len(span.text) <= 6:
        found += ["abbreviated", f"abbreviated, before {before}"]
    if len(span.candidates) == 1:
        found += [f"the only one, known {known}", f"the only one, {label}"]
    if span.candidates and span.candidates[0].via == "slip":
        found += ["only by a slip", f"only by a slip, {label}"]
    if letters:
        found += ["capital letters", f"capital letters, {label}", f"capital letters, known {known}"]
    return found


def _in_longer_name(span: Span, label: str, language: LanguageData) -> list[str]:
    """What the longer name around it is: "outside Kabul University" is a spot, "Kabul University said" is not."""
    line = span.line
    for first, last, _ in line.names:
        if first <= span.first and span.last <= last and (first, last) != (span.first, span.last):
            closing = line.folded[last]
            kind = (
                "site" if closing in language.site_nouns
                else "organisation" if closing in language.organisation_nouns
                else "other"
            )  # fmt: skip  # a table or a paragraph of words, not one a line
            before = _before_at(line, first, language)
            return [f"in a longer {kind}", f"in a longer {kind}, {label}", f"in a longer {kind}, before it {before}"]
    return []


def _by_tags(span: Span, label: str) -> list[str]:
    """What the tagger makes of the span's last word and of its neighbours; nothing where no tagger ran."""
    tokens, first, last = span.line.tokens, span.first, span.last
    own = tokens[last].tag
    if not own:
        return []
    before = tokens[first - 1].tag if first else "start"
    after = tokens[last + 1].tag if last + 1 < len(tokens) else "end"
    return [
        f"tag {own}",
        f"tag {own}, {label}",
        f"tag before {before}",
        f"tag after {after}",
        f"tags {before} {own} {after}",
        f"tag after {after}, {label}",
        f"tag before {before}, {label}",
    ]


def label_of(span: Span) -> str:
    """The model's label, and whether the span is that name or only lies in it."""
    line = span.line
    own = line.labels[span.first]
    for first, last, label in line.names:
        if first <= span.first and span.last <= last:
            if (first, last) == (span.first, span.last):
                return label
            where = "first of" if first == span.first else "last of" if last == span.last else "inside"
            return f"{where} {label}"
        if span.first <= first and last <= span.last:
            return f"around {label}"
    return "none" if own is None and line.labels[span.last] is None else "across"


def before_of(span: Span, language: LanguageData) -> str:
    return _before_at(span.line, span.first, language)


def _before_at(line: Line, first: int, language: LanguageData) -> str:
    word = line.word(first - 1)
    if word == "the":
        first -= 1
        word = line.word(first - 1)
    two = f"{line.word(first - 2)} {word}"
    if not word:
        return "start"
    if word in _STRONG or two in language.place_prepositions:
        return "in"
    if two in language.place_nouns_before or word in language.place_nouns_before:
        return "place noun"
    if word in language.place_prepositions:
        return "at"
    if word in language.honorifics:
        return "title"
    if word in language.given_names and line.stands_out[first - 1]:
        return "given name"
    if word == "of" or word == "de":
        return "of organisation" if line.word(first - 2) in language.organisation_nouns else "of"
    if word in (",", "(", "-", "–", "—", "/"):
        return "comma name" if line.stands_out[first - 2] and first > 1 else "comma"
    if word in ("and", "y", "e", "or", "&"):
        return "and name" if line.stands_out[first - 2] and first > 1 else "and"
    if line.stands_out[first - 1]:
        return "organisation word" if word in language.organisation_nouns else "name"
    if line.texts[first - 1][0].isdigit():
        return "number"
    if not word[0].isalnum():
        return "sign"
    return "word"


_STRONG = frozenset({"in", "near", "en"})


def _after(span: Span, language: LanguageData) -> str:
    line, last = span.line, span.last
    word = line.word(last + 1)
    if not word:
        return "end"
    if word in _POSSESSIVE:
        return "possessive"
    if word == "," and span.parent is not None:
        return "comma parent"
    if line.stands_out[last + 1]:
        if word in language.organisation_nouns:
            return "organisation word"
        if word in language.spot_nouns:
            return "spot word"
        if word in language.place_nouns_after:
            return "place word"
        return "title" if word in language.honorifics else "name"
    if word in language.organisation_nouns:
        return "organisation noun"
    if word in language.place_nouns_after:
        return "place noun"
    if word in language.people_nouns or word in language.honorifics:
        return "people"
    if word in language.speech_verbs:
        return "speech"
    if word in ("-", "–", "—", "/"):
        return "dash"
    if word in (",", ".", ")", "(", ":", ";"):
        return word
    if word in ("and", "y", "or"):
        return "and"
    return "word" if word[0].isalnum() else "sign"


_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def known_as(span: Span, language: LanguageData) -> str:
    """How well known the name is: demonym, a whole such as a country, or the size of the largest town."""
    if span.demonym:
        return "demonym"
    if not span.candidates:
        return "nowhere"
    if span.candidates[0].via == "part":
        return "part"
    kinds = {each.place.kind for each in span.candidates}
    if "country" in kinds:
        return "country"
    if span.key in language.usually:
        return "metropolis"  # listed by name: as well known as any
    if "continent" in kinds or "region" in kinds:
        return "region"
    if "admin1" in kinds:
        return "admin1" if span.candidates[0].place.kind == "admin1" else "admin1, not first"
    largest = max(each.place.population for each in span.candidates)
    size = next((name for least, name in _SIZES if largest >= least), "hamlet")
    return size if "city" in kinds else f"admin2 {size}"


_SIZES = ((1_000_000, "metropolis"), (200_000, "city"), (30_000, "town"), (3_000, "village"))


def _around(span: Span) -> Iterable[str]:
    """Words of the same run of capitals."""
    line = span.line
    at = span.first - 1
    while at >= 0 and span.first - at < 4 and (line.stands_out[at] or line.folded[at] == "of"):
        yield line.folded[at]
        at -= 1
    at = span.last + 1
    while at < len(line.folded) and at - span.last < 4 and (line.stands_out[at] or line.folded[at] == "of"):
        yield line.folded[at]
        at += 1


def total(found: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) for name in found)
