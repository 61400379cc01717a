"""`tocsin extract`: JSON Lines in, JSON Lines out; no database, no network, any length."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.lines import BadLineError, article_of, lines_of, ready_together

if TYPE_CHECKING:
    from bot.reading import Reading
    from extract.locate import Mention
    from rules.match import Finding

# Lines taken at once where so many are there: of a mixed stream four in five hold no rule word, and the language model
# reads eight of the others together in two thirds of the time that one by one takes.
TOGETHER = 40


def register(app: typer.Typer) -> None:
    app.command("extract")(extract)


def extract(
    fresh: Annotated[
        int | None,
        typer.Option(help="How many days old an event may be; the default is each category's own.", min=0),
    ] = None,
    gated: Annotated[
        bool, typer.Option("--gated", help="Skip texts without any rule word, as the running bot does.")
    ] = False,
    rules: Annotated[
        list[str] | None, typer.Option(help="Rule files or folders; builtin = those that ship. May be repeated.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the compiled gazetteer lies.")] = None,
) -> None:
    """Read JSON Lines ({id, text, title?, date?, lang?, url?, country?}), write places and alerts as JSON Lines.

    country: the publisher's (ISO 3166-1 alpha-2); it hints at what place names mean.
    An alert in a quarter of a city that the text names has the city as place and the quarter beside it; its
    geonameid, lat and lon are the quarter's.
    """
    from bot.app import reading_tools, rule_set
    from bot.config import default_data_dir
    from bot.reading import read_articles

    loaded = rule_set(rules or ["builtin"])
    tools = reading_tools(data_dir or default_data_dir())
    failed = False
    for lines in ready_together(lines_of(sys.stdin.buffer), TOGETHER):
        articles = []
        for number, line in lines:
            try:
                articles.append(article_of(line))
            except BadLineError as bad:
                failed = True
                print(f"line {number}: {bad}", file=sys.stderr, flush=True)
        for reading in read_articles(articles, tools, loaded, gated=gated, fresh_days=fresh):
            sys.stdout.write(json.dumps(as_json(reading.article.key, reading), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if failed:
        raise typer.Exit(1)


def as_json(ident: str, reading: Reading) -> dict[str, Any]:
    """The documented shape of one answer."""
    extraction = reading.extraction
    return {
        "id": ident,
        "lang": extraction.language if extraction else reading.article.language,
        "places": [_place(mention) for mention in extraction.mentions] if extraction else [],
        "alerts": [_alert(finding) for finding in reading.alerts],
        "quiet": [
            {"rule": finding.rule, "gate": finding.stopped.gate, "why": finding.stopped.why}
            for finding in reading.findings
            if finding.stopped is not None
        ],
    }


def _place(mention: Mention) -> dict[str, Any]:
    place = mention.place
    answer: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": place.name if place else None,
        "kind": place.kind if place else None,
        "role": mention.role,
        "geonameid": place.geonameid if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "why": mention.why,
    }
    if mention.field == "title":
        answer["in"] = "title"
    return answer


def _alert(finding: Finding) -> dict[str, Any]:
    """`place` is the city where the event's is a `quarter` of one; codes and point are of the smaller. Where `place` is
    a name that no gazetteer has they are of the country around it."""
    place, facts = finding.place, finding.facts
    return {
        "category": finding.category,
        "severity": finding.severity.word,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "place": finding.town,
        "quarter": place.name if place and finding.city else None,
        "geonameid": place.geonameid if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "rule": finding.rule,
        "event_date": finding.event_date.isoformat() if finding.event_date else None,
        "facts": {
            name: getattr(facts, name)
            for name in facts.__slots__
            if getattr(facts, name) is not None and getattr(facts, name) is not False
        },
        "evidence": [[span.start, span.end] for span in finding.evidence if span.field == "text"],
        "evidence_in_title": [[span.start, span.end] for span in finding.evidence if span.field == "title"],
        "why": finding.why,
    }
