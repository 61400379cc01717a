"""What the words in and beside a name say of its kind: "Rapides Parish", "estado Bolívar", "alcalde de Veracruz"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.locate.line import POSSESSIVES
from extract.locate.spans import Span
from extract.places import PlaceKind

# What the noun in or before a name says of its kind.
_NOUNS: tuple[tuple[str, tuple[PlaceKind, ...]], ...] = (
    ("county parish borough raion district canton municipality township municipio partido", ("admin2", "city")),
    ("province state region oblast governorate prefecture department voivodeship territory", ("admin1", "admin2")),
    ("estado provincia departamento entidad", ("admin1", "admin2")),
    ("republic republica kingdom", ("country",)),
    ("city town village suburb capital ciudad pueblo localidad poblado colonia barrio", ("city",)),
)
_DIVISIONS = frozenset(["province", "oblast", "governorate", "prefecture", "voivodeship", "county", "parish"])
# The same for all of a list: "Harper and Kingman counties", "estados de Jalisco y Colima".
_PLURALS: tuple[tuple[str, tuple[PlaceKind, ...]], ...] = (
    ("counties parishes", ("admin2",)),
    ("boroughs districts cantons municipalities townships municipios distritos", ("admin2", "city")),
    ("provinces states oblasts governorates prefectures departments", ("admin1", "admin2")),
    ("estados provincias departamentos", ("admin1", "admin2")),
    ("countries nations paises naciones", ("country",)),
    ("cities towns villages suburbs ciudades pueblos localidades poblados", ("city",)),
)
_JOINING = frozenset({",", "and", "or", "&", "y", "e", "o", "u"})
_ARTICLES = frozenset({"the", "el", "la", "los", "las"})
LONGEST_LIST = 24  # tokens between a name and the noun of its list

# Whose office it is, behind a name or before "of" and "de": "New York Gov.", "alcalde de Veracruz".
_OFFICES: tuple[tuple[str, tuple[PlaceKind, ...]], ...] = (
    ("gov gov. governor legislature lawmakers senator sen sen. gobernador gobernadora gobernacion", ("admin1",)),
    ("mayor alderman aldermen selectman selectmen alcalde alcaldesa alcaldia", ("city", "admin2")),
    ("sheriff commissioners", ("admin2", "city")),
    ("president parliament embassy ambassador army troops presidente presidenta embajada embajador", ("country",)),
)


def _by_word(table: tuple[tuple[str, tuple[PlaceKind, ...]], ...]) -> Mapping[str, frozenset[PlaceKind]]:
    return {word: frozenset(kinds) for words, kinds in table for word in words.split()}


_NOUN_KINDS, _OFFICE_KINDS, _PLURAL_KINDS = _by_word(_NOUNS), _by_word(_OFFICES), _by_word(_PLURALS)
# Countries that call divisions so in their own law.
_CALLED: tuple[tuple[str, str], ...] = (
    ("state estado", "US MX BR VE IN NG AU DE AT MY MM SS SD FM PW"),
    ("province provincia", "AR EC CR PA DO CU ES CA CN AF PK TR ZA IR TH VN PH ID LA KH MZ ZM AO BF NL BE PG MN NP CD"),
    ("department departamento", "CO PE UY PY GT HN SV NI BO AR HT FR BJ"),
    ("region", "CL PE FR IT GH TZ ET BF ML NE TD SN SO UA RU PH GE NA KE UG CM MA GB"),
    ("governorate", "IQ SY JO LB EG YE TN PS KW OM BH"),
    ("oblast", "UA RU BG KG BY KZ"),
    ("parish parroquia", "US JM BB GD"),
    ("prefecture", "JP GR CF GN"),
)

_CALLED_IN: Mapping[str, frozenset[str]] = {
    word: frozenset(codes.split()) for words, codes in _CALLED for word in words.split()
}


def kinds_asked(span: Span) -> frozenset[PlaceKind]:
    """What "state of" right before this very name, or "province" right behind it, leaves of its meanings; "capital of"
    says what has one."""
    line, first = span.line, span.first
    noun = line.word(first - 2) if line.word(first - 1) in ("of", "de") else ""
    if noun in ("capital", "suburb"):
        return frozenset()
    asked = _NOUN_KINDS.get(noun) or _of_list(span)
    if asked is None and line.word(span.last + 1) in _DIVISIONS:
        asked = _NOUN_KINDS[line.word(span.last + 1)]
    return asked or frozenset()


def called_in(spans: Iterable[Span]) -> frozenset[str] | None:
    """Where divisions are called what the text calls this one: "estado Bolívar" lies in Venezuela, not Colombia."""
    for span in spans:
        line = span.line
        words = [line.word(span.first - 1), line.word(span.last + 1)]
        if words[0] in ("of", "de", "del"):
            words[0] = line.word(span.first - 2)
        if span.last > span.first:
            words.append(line.folded[span.last])
        for word in words:
            if word in _CALLED_IN:
                return _CALLED_IN[word]
    return None


def said_kinds(spans: Iterable[Span]) -> Mapping[str, frozenset[PlaceKind]]:
    """Where a noun stands that tells of a kind -> the kinds it asks for: in the name, behind it, before it."""
    said: dict[str, frozenset[PlaceKind]] = {}
    for span in spans:
        line, first, last = span.line, span.first, span.last
        behind = line.word(last + 2) if line.word(last + 1) in POSSESSIVES else line.word(last + 1)
        before = line.word(first - 1)
        of = line.word(first - 2) if before in ("of", "de") else ""
        inside = (line.folded[last], line.folded[first]) if last > first else ()
        for where, kinds in (
            *(("inside", _NOUN_KINDS.get(word)) for word in inside),
            ("behind", _NOUN_KINDS.get(behind)),
            ("of", _NOUN_KINDS.get(of)),
            ("before", _NOUN_KINDS.get(before)),
            ("of a list", _of_list(span)),
            ("office", _OFFICE_KINDS.get(of) or _OFFICE_KINDS.get(behind)),
        ):
            if kinds:
                said.setdefault(where, kinds)
    return said


def _of_list(span: Span) -> frozenset[PlaceKind] | None:
    """What the plural noun behind the list, or before it, says of each of its names."""
    line = span.line
    at, joined = span.last + 1, line.word(span.first - 1) in _JOINING
    while at - span.last < LONGEST_LIST and at < len(line.folded):
        word = line.folded[at]
        if word in _PLURAL_KINDS:
            return _PLURAL_KINDS[word] if joined else None
        joined = joined or word in _JOINING
        if word not in _JOINING and not line.stands_out[at]:
            break
        at += 1
    if line.word(span.first - 1) not in _JOINING and line.word(span.last + 1) not in _JOINING:
        return None  # "a dozen states of Mexico": no list, and Mexico is what they lie in
    at = span.first - 1
    while span.first - at < LONGEST_LIST and at > 0:
        word = line.folded[at]
        if word in ("of", "de") and line.folded[at - 1] in _PLURAL_KINDS:
            return _PLURAL_KINDS[line.folded[at - 1]]
        if word not in _JOINING and word not in _ARTICLES and not line.stands_out[at]:
            break
        at -= 1
    return None
