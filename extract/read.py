"""Article -> Extraction: the one way text becomes sentences, places, dates and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.article import Article
from extract.dates import DateMention, NumberMention, find_dates, find_numbers
from extract.language import LanguageData, detect, plain_language
from extract.languages import load_languages
from extract.locate import Mention, locate
from extract.model import BATCH
from extract.places import Gazetteer, Place
from extract.sentences import Cut, Splitter, load_splitter
from extract.text import Sentence

ENOUGH = 60_000  # characters read together: eight ordinary articles have half of that, long ones go nearly alone


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article cut up, with what it names. `language` is what it was read as ("en", "es", ...).

    `home` is the one country its source reports on or, where the source does not say, the one whose own words it uses
    (extract/locate/home.py); else None.
    """

    article: Article
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...] = ()
    numbers: tuple[NumberMention, ...] = ()
    home: Place | None = None


@dataclass(slots=True)
class Tools:
    """What reading needs, loaded once. Not shared between threads."""

    gazetteer: Gazetteer
    languages: Mapping[str, LanguageData]
    model: bool | str = True
    _cuts: dict[str, Cut] = field(default_factory=dict)

    def language(self, code: str) -> LanguageData:
        return self.languages.get(code) or plain_language(code)

    def splitter(self, code: str) -> Splitter:
        """Loaded when the first article of its language comes."""
        if code not in self._cuts:
            self._cuts[code] = load_splitter(self.language(code), model=self.model)
        return self._cuts[code].splitter

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know: a language model that is missing or not the one that was checked."""
        for code in self.languages:
            self.splitter(code)
        return tuple(cut.note for cut in self._cuts.values() if cut.note)


def load_tools(gazetteer: Gazetteer, *, model: bool | str = True) -> Tools:
    """`model` False = names by the gazetteer alone; a string = this spaCy package or folder for every language."""
    return Tools(gazetteer, load_languages(), model)


def read(article: Article, tools: Tools) -> Extraction:
    """Everything the text says of where, when and how many; nothing is judged here."""
    return next(read_many([article], tools))


def read_many(articles: Iterable[Article], tools: Tools) -> Iterator[Extraction]:
    """As `read`, in order, a few articles at a time: the model is quicker so, and memory stays bounded."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.title) + len(article.text)
        if len(batch) == BATCH or characters >= ENOUGH:
            yield from _read_batch(batch, tools)
            batch, characters = [], 0
    yield from _read_batch(batch, tools)


def _read_batch(articles: Sequence[Article], tools: Tools) -> list[Extraction]:
    codes = [detect(f"{article.title}\n{article.text}", article.language) for article in articles]
    out: dict[int, Extraction] = {}
    for code in dict.fromkeys(codes):
        numbers = [number for number, own in enumerate(codes) if own == code]
        pairs = [(articles[number].title, articles[number].text) for number in numbers]
        for number, sentences in zip(numbers, tools.splitter(code).cut_many(pairs), strict=True):
            out[number] = _extraction(articles[number], code, sentences, tools)
    return [out[number] for number in range(len(articles))]


def _extraction(article: Article, code: str, sentences: tuple[Sentence, ...], tools: Tools) -> Extraction:
    published = article.published.date() if article.published else None
    language = tools.language(code)
    model = tools.splitter(code).finds_names
    located = locate(sentences, tools.gazetteer, language, home=article.country, model=model)
    return Extraction(
        article,
        code,
        sentences,
        located.mentions,
        find_dates(sentences, language.dates, published),
        find_numbers(sentences, language.dates),
        tools.gazetteer.country(located.home) if located.home else None,
    )
