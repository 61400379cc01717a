"""How each language says when and how many: words, and the patterns they stand in.

Patterns run over folded text (lower case, no accents). Their names are the ways `extract.dates`
knows to resolve; the words inside them come from the tables, so a pattern is written once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Pattern = tuple[str, str]  # how to resolve, regular expression with {word} places


@dataclass(frozen=True)
class DateWords:
    """One language's words. Numbers map a word to its value; days map a word to offsets from today, inclusive."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday 0
    units: Mapping[str, str]  # word -> hour, day, week, month, year, decade
    numbers: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]  # "several" -> between so many and so many
    days: Mapping[str, tuple[int, int]]
    patterns: tuple[Pattern, ...]
    counted: str  # what may follow a bare 1900..2099 that is a count, not a year
    not_count_before: str
    not_count_after: str
    thousands: str  # the sign between groups of three digits
    joint: str  # inside compound numbers: "twenty-five", "treinta y cinco"

    @cached_property
    def when(self) -> re.Pattern[str]:
        """One pattern for all, tried in the order written; the group name says which one it was."""
        words = {
            "month": _any(self.months),
            "weekday": _any(self.weekdays),
            "unit": _any(self.units),
            "count": rf"(?:\d{{1,3}}|{_any([*self.numbers, *self.vague])})",
            "day": _any(self.days),
            "date": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?",
            "year": r"(?:19|20)\d\d",
        }
        parts = []
        for number, (name, pattern) in enumerate(self.patterns):
            filled = re.sub(r"\{(\w+)\}", lambda m: words[m[1]] if m[1] in words else m[0], pattern)
            filled = re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{number}>", filled)
            parts.append(rf"(?P<{name}__{number}>{filled})")
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")

    @cached_property
    def many(self) -> re.Pattern[str]:
        words = _any(self.numbers)
        digits = rf"\d{{1,3}}(?:{re.escape(self.thousands)}\d{{3}})+|\d+"
        return re.compile(
            rf"(?<![\w$€£.,:/-])(?:(?P<digits>{digits})|(?P<words>{words}(?:{self.joint}(?:{words}))*))"
            rf"(?![\w%:/$€£]|[.,]\d|-\d|{self.not_count_after})"
        )

    @cached_property
    def before_count(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.not_count_before})\s*$")

    @cached_property
    def after_count(self) -> re.Pattern[str]:
        return re.compile(rf"\s+(?:{self.counted})\b")


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True)) + ")"


_SMALL_EN = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_SMALL_ES = (
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
    "treinta",
)

ENGLISH = DateWords(
    months={
        name: number
        for number, names in enumerate(
            (
                "january jan",
                "february feb",
                "march mar",
                "april apr",
                "may",
                "june jun",
                "july jul",
                "august aug",
                "september sept sep",
                "october oct",
                "november nov",
                "december dec",
            ),
            1,
        )
        for name in names.split()
    },
    weekdays={
        name: number
        for number, names in enumerate(
            (
                "monday mon",
                "tuesday tue tues",
                "wednesday wed",
                "thursday thu thurs",
                "friday fri",
                "saturday sat",
                "sunday sun",
            )
        )
        for name in names.split()
    },
    units={unit + s: unit for unit in ("minute", "hour", "day", "week", "month", "year", "decade") for s in ("", "s")}
    | {"century": "century", "centuries": "century", "fortnight": "fortnight"},
    numbers={word: number for number, word in enumerate(_SMALL_EN, 1)}
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
    | {
        "a dozen": 12,
        "dozen": 12,
        "dozens": 24,
        "two dozen": 24,
        "scores": 40,
        "a hundred": 100,
        "hundreds": 200,
        "thousand": 1000,
        "thousands": 2000,
    },
    vague={
        "a": (1, 1),
        "an": (1, 1),
        "a few": (2, 4),
        "few": (2, 4),
        "several": (3, 7),
        "some": (2, 6),
        "many": (4, 12),
        "a couple of": (2, 2),
        "half a": (1, 1),
    },
    days={
        "today": (0, 0),
        "tonight": (0, 0),
        "overnight": (-1, 0),
        "this morning": (0, 0),
        "this afternoon": (0, 0),
        "this evening": (0, 0),
        "at dawn today": (0, 0),
        "in recent hours": (-1, 0),
        "right now": (0, 0),
        "last night": (-1, 0),
        "yesterday": (-1, -1),
        "the day before yesterday": (-2, -2),
        "the night before last": (-2, -2),
        "tomorrow": (1, 1),
        "the day after tomorrow": (2, 2),
        "recently": (-21, 0),
        "hours after": (-1, 0),
        "hours later": (-1, 0),
        "minutes after": (-1, 0),
        "in recent days": (-6, 0),
        "in recent weeks": (-35, 0),
        "in recent months": (-180, 0),
    },
    patterns=(
        ("iso", r"(?P<y>{year})-(?P<m>\d\d)-(?P<d>\d\d)"),
        (
            "dmy",
            r"(?:the )?(?P<d>{date})(?: of)?[ -](?P<m>{month})\.?(?:,? (?P<y>{year}|\d\d(?![\d:.,]\d|"
            r" ?(?:people|persons|percent))))?",
        ),
        (
            "dmy",
            r"(?P<m>{month})\.? (?P<d>{date})(?:(?:-| to | and )\d\d?)?(?:,? (?P<y>{year}))?(?!,\d|[:.]\d|"
            r" (?:people|persons))",
        ),
        ("day", r"(?:earlier |late |early )?(?P<w>{day})"),
        ("weekday", r"(?P<rel>last|past|next|this|coming)? ?(?P<w>{weekday})(?P<week> (?:of )?last week)?"),
        ("span", r"(?:(?:in|over|during|for|within) )?the (?:last|past|previous) (?P<n>{count} )?(?P<u>{unit})"),
        ("span", r"(?:in|over|during) (?:last|past) (?P<n>{count}) (?P<u>{unit})"),
        (
            "period",
            r"(?P<rel>last|this|next|earlier this|later this|early this|late last|early last|"
            r"previous) (?P<u>week|month|year|decade|century|fortnight)",
        ),
        ("season", r"(?P<rel>last|this|next) (?:spring|summer|autumn|fall|winter)"),
        ("weekend", r"(?P<rel>last|this|next|the|over the|at the|past)? ?weekend"),
        (
            "ago",
            r"(?:more than |over |nearly |almost |about |around |some |just |"
            r"at least )?(?P<n>{count}) (?:and a half )?(?P<u>{unit})(?: and a half)? (?:ago|earlier|before|back)",
        ),
        (
            "after",
            r"(?:more than |over |nearly |almost |about |around |some |"
            r"just )?(?P<n>{count}) (?P<u>{unit}) (?:after|since|on from|on)(?= )",
        ),
        (
            "after",
            r"(?:more than |over |nearly |almost |about |around |some |just )?(?P<n>{count}) (?P<u>years?|"
            r"decades?) (?:later|on)",
        ),
        ("after", r"(?P<n>{count})(?:st|nd|rd|th)?[ -](?P<u>years?)? ?anniversary"),
        (
            "ordinal",
            r"(?P<o>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|thirtieth|"
            r"fortieth|fiftieth) anniversary",
        ),
        (
            "vague_past",
            r"anniversary|decades ago|years ago|centuries ago|decades after|years after|long ago|in the past|"
            r"world war (?:ii|i|two|one)|ww2|in history",
        ),
        (
            "month",
            r"(?:in|since|during|until|of|from|by|through|last|this|next|early|late|mid|and|"
            r"between)[ -](?P<m>{month})(?:,? (?:of )?(?P<y>{year}))?",
        ),
        ("month", r"(?P<m>{month})\.?,? (?P<y>{year})"),
        ("decade", r"(?:the )?(?:early |late |mid-?)?(?P<y>(?:19|20)\d)0'?s"),
        ("year", r"(?P<y>{year})"),
    ),
    counted="people|persons|soldiers|troops|men|women|children|police|officers|demonstrators|protesters|members|"
    "families|homes|houses|villagers|residents|workers|metres|meters|kilometres|kilometers|km|miles|feet|"
    "gmt|hours|hrs|local|dollars|deaths|cases|homicides|murders|rebels|fighters|dead|others|refugees",
    not_count_before=r"[$€£]|(?:boy|girl|man|woman|teenager|student|nurse|son|daughter) of|"
    r"aged|aged \d+(?: and|,)|age|no\.|number|page|article|channel|radio|room|highway|"
    r"route|flight|chapter|at|"
    r"district|zone|kilometer|kilometre|the",
    not_count_after=r"-year|\s?(?:%|percent|per cent|years? old|a\.?m\b|p\.?m\b|gmt|o'clock|st\b|nd\b|rd\b|th\b)",
    thousands=",",
    joint=r"[- ](?:and )?",
)

SPANISH = DateWords(
    months={
        name: number
        for number, names in enumerate(
            (
                "enero ene",
                "febrero feb",
                "marzo mar",
                "abril abr",
                "mayo may",
                "junio jun",
                "julio jul",
                "agosto ago",
                "septiembre setiembre sept sep",
                "octubre oct",
                "noviembre nov",
                "diciembre dic",
            ),
            1,
        )
        for name in names.split()
    },
    weekdays={
        name: number
        for number, name in enumerate(["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"])
    },
    units={
        "minuto": "minute",
        "hora": "hour",
        "dia": "day",
        "semana": "week",
        "mes": "month",
        "meses": "month",
        "ano": "year",
        "decada": "decade",
        "siglo": "century",
        "quincena": "fortnight",
        "lustro": "lustrum",
    }
    | {
        "minutos": "minute",
        "horas": "hour",
        "dias": "day",
        "semanas": "week",
        "anos": "year",
        "decadas": "decade",
        "siglos": "century",
        "lustros": "lustrum",
    },
    numbers={word: number for number, word in enumerate(_SMALL_ES, 1)}
    | {
        "veintiun": 21,
        "cuarenta": 40,
        "cincuenta": 50,
        "sesenta": 60,
        "setenta": 70,
        "ochenta": 80,
        "noventa": 90,
        "cien": 100,
        "ciento": 100,
        "doscientos": 200,
        "doscientas": 200,
        "trescientos": 300,
        "mil": 1000,
        "decenas": 20,
        "centenares": 200,
        "cientos": 200,
        "miles": 2000,
        "docenas": 24,
        "decena": 10,
    }
    | {"una docena": 12, "una decena": 10, "un centenar": 100, "medio centenar": 50},
    vague={
        "un": (1, 1),
        "una": (1, 1),
        "unos": (2, 6),
        "unas": (2, 6),
        "varios": (3, 7),
        "varias": (3, 7),
        "algunos": (2, 6),
        "algunas": (2, 6),
        "pocos": (2, 4),
        "pocas": (2, 4),
        "muchos": (4, 12),
        "un par de": (2, 2),
        "medio": (1, 1),
    },
    days={
        "hoy": (0, 0),
        "esta manana": (0, 0),
        "esta tarde": (0, 0),
        "esta noche": (0, 0),
        "esta madrugada": (0, 0),
        "anoche": (-1, 0),
        "ayer": (-1, -1),
        "anteayer": (-2, -2),
        "antier": (-2, -2),
        "anteanoche": (-2, -2),
        "pasado manana": (2, 2),
        "en las ultimas horas": (-1, 0),
        "ahora mismo": (0, 0),
        "recientemente": (-21, 0),
        "horas despues": (-1, 0),
        "horas mas tarde": (-1, 0),
        "minutos despues": (-1, 0),
        "en los ultimos dias": (-6, 0),
        "en las ultimas semanas": (-35, 0),
        "en los ultimos meses": (-180, 0),
        "de manana": (1, 1),
    },
    patterns=(
        ("iso", r"(?P<y>{year})-(?P<m>\d\d)-(?P<d>\d\d)"),
        ("dmy", r"(?P<d>\d\d?)[/.](?P<mm>\d\d?)[/.](?P<y>{year})"),
        ("dmy", r"(?P<d>{date}|primero|1o)(?: de)? (?P<m>{month})\.?(?:,? (?:del? )?(?P<y>{year}))?"),
        ("day", r"(?P<w>{day})"),
        (
            "weekday",
            r"(?:(?P<rel>pasado|ultimo|proximo|este) )?(?P<w>{weekday})(?: (?P<rel2>pasado|ultimo|proximo|"
            r"anterior))?(?P<week> de la semana pasada)?",
        ),
        ("span", r"(?:(?:en|durante|de) )?(?:los|las) ultim[oa]s (?P<n>{count} )?(?P<u>{unit})"),
        ("span", r"(?:(?:en|durante) )?(?:el|la) ultim[oa] (?P<u>{unit})"),
        ("period", r"(?P<rel>pasad[oa]|est[ea]|proxim[oa]) (?P<u>semana|mes|ano|decada|siglo|quincena)"),
        ("period", r"(?:el|la) (?P<u>semana|mes|ano|decada|siglo|quincena) (?P<rel>pasad[oa]|anterior|proxim[oa])"),
        ("season", r"(?:el|la) (?P<rel>pasad[oa]) (?:primavera|verano|otono|invierno)"),
        ("weekend", r"(?P<rel>este|pasado|proximo)? ?fin de semana(?: (?P<rel2>pasado))?"),
        ("ago", r"hace (?:mas de |casi |apenas |unos |unas |ya |alrededor de )?(?P<n>{count}) (?P<u>{unit})"),
        ("ago", r"(?P<n>{count}) (?P<u>{unit}) (?:atras|antes)"),
        ("after", r"(?:mas de |casi )?(?P<n>{count}) (?P<u>{unit}) despues de"),
        ("after", r"(?P<n>{count}) (?P<u>anos?|decadas?) despues"),
        (
            "after",
            r"(?:a|tras|los|cumplirse|cumplen|cumplieron) (?:mas de |casi )?"
            r"(?P<n>{count}) (?P<u>{unit})(?: del?| desde)",
        ),
        ("after", r"(?P<n>{count})[oº]? ?(?P<u>ano)? ?aniversario"),
        (
            "ordinal",
            r"(?P<o>primer|segundo|tercer|cuarto|quinto|sexto|septimo|octavo|noveno|decimo|vigesimo|trigesimo|"
            r"cuadragesimo|quincuagesimo) aniversario",
        ),
        (
            "vague_past",
            r"aniversario|hace (?:decadas|anos|siglos)|anos despues|decadas despues|en el pasado|"
            r"segunda guerra mundial|en la historia",
        ),
        (
            "span",
            r"(?:el|del|al|durante el|en el) (?:primer|segundo|tercer|cuarto|ultimo) (?P<u>semestre|trimestre|"
            r"bimestre|cuatrimestre)",
        ),
        (
            "month",
            r"(?:en|desde|durante|hasta|de|del pasado|pasado|este|proximo|a finales de|a principios de|entre|"
            r"y) (?P<m>{month})(?: (?:del? )?(?P<y>{year}))?(?: (?P<rel>pasado))?",
        ),
        ("decade", r"(?:la decada de|los anos) (?:los )?(?P<y>(?:19|20)?\d)0"),
        ("year", r"(?P<y>{year})"),
    ),
    counted="personas|soldados|hombres|mujeres|ninos|policias|agentes|manifestantes|miembros|familias|viviendas|"
    "casas|vecinos|trabajadores|metros|kilometros|km|gmt|horas|hrs|dolares|pesos|muertos|muertes|casos|"
    "homicidios|asesinatos|rebeldes|combatientes|efectivos|refugiados|desplazados",
    not_count_before=r"[$€£]|por|edad de|de \d+ y|numero|no\.|pagina|articulo|canal|radio|ruta|carretera|"
    r"vuelo|capitulo|las|la|"
    r"distrito|zona|kilometro|calle|el",
    not_count_after=r"\s?(?:%|por ciento|anos\b|a\.?m\b|p\.?m\b|horas\b|grados)",
    thousands=".",
    joint=r" y ",
)

LANGUAGES: Mapping[str, DateWords] = {"en": ENGLISH, "es": SPANISH}
