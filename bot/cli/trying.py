"""What the rules make of one article, shown to the editor of a rule."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.cli.naming import Names
from bot.config import Mistakes
from bot.feeds.handed import BadArticleError, headed
from bot.feeds.handed import article_from as article_of_fields
from bot.reading import Reading
from extract.article import Article
from rules.match import Facts, Finding, NearMiss, Span
from rules.rule import RuleSet

MOST_NEAR = 8
BARE = "No headline: put it on the first line, or give --title. Without one, which kind it reads like is not weighed."


def article_from(source: str, title: str, date: str | None, lang: str | None) -> Article:
    """The article at a file, a web address or standard input: plain text with its headline first, or one JSON line."""
    if source.startswith(("http://", "https://")):
        title, text = asyncio.run(_page(source, title))
    elif source == "-":
        text = sys.stdin.read()
    else:
        try:
            text = Path(source).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Mistakes([f"{source}: cannot be read: {error}"]) from None
    if not (title or source.startswith(("http://", "https://")) or source.endswith((".json", ".jsonl"))):
        title, text = headed(text)
    fields: dict[str, Any] = {"id": source, "text": text}
    if source.endswith((".json", ".jsonl")):
        try:
            fields |= json.loads(next(iter(text.splitlines()), "{}"))
        except ValueError as error:
            raise Mistakes([f"{source}: not JSON: {error}"]) from None
    chosen = {"title": title, "date": date, "lang": lang}
    fields |= {key: value for key, value in chosen.items() if value}
    try:
        return article_of_fields(fields)
    except BadArticleError as bad:
        raise Mistakes([f"{source}: {bad}"]) from None


async def _page(url: str, title: str) -> tuple[str, str]:
    from bot.feeds.fetch import Fetched, Fetcher
    from bot.feeds.pages import article_text

    async with Fetcher() as fetcher:
        answer = await fetcher.get(url)
    if not isinstance(answer, Fetched):
        raise Mistakes([getattr(answer, "why", f"{url}: not modified")])
    page = article_text(answer.body, url, content_type=answer.content_type, now=datetime.now(UTC))
    if page.text is None:
        raise Mistakes([f"{url}: {page.why}"])
    return title or page.title or "", page.text


def show(reading: Reading, near: Sequence[NearMiss], rules: RuleSet, names: Names, console: Console) -> None:
    """The article with the words that counted, then each finding with its place and gates, then what nearly fired."""
    article = reading.article
    fired = {finding.rule for finding in reading.findings}
    near = [miss for miss in near if miss.rule not in fired]  # a wide rule is asked twice
    spans = [span for finding in reading.findings for span in finding.evidence]
    if article.title:
        console.print(_marked(article.title, "title", spans), style="bold")
    else:
        console.print(BARE, style="dim")
    console.print(_marked(article.text, "text", spans))
    console.print()
    for finding in reading.findings:
        _show_finding(finding, rules, names, console)
    if not reading.findings:
        console.print(reading.why)
    if near:
        console.print("\n[bold]Nearly:[/]")
    for miss in near[:MOST_NEAR]:
        words = ", ".join(f"“{_words(article, span)}”" for span in miss.words)
        console.print(Text(f"  {miss.rule} on {words}: {miss.missing}", style="dim"))
    if len(near) > MOST_NEAR:
        console.print(Text(f"  and {len(near) - MOST_NEAR} more", style="dim"))


def _show_finding(finding: Finding, rules: RuleSet, names: Names, console: Console) -> None:
    stopped = finding.stopped
    verdict = Text("ALERT ", style="bold red") if stopped is None else Text("quiet ", style="green")
    where = (
        f"in {names.place(finding.place, finding.city)}" if finding.place else "no place found, so nobody would be told"
    )
    trial = ", on trial: told to admins only" if finding.trial else ""
    console.print(verdict + Text(f"{names.category(finding.category)}, {finding.severity.word}, {where}{trial}"))
    console.print(Text(f"  why: {finding.why}"))
    source = next((rule.source for rule in rules.rules if rule.id == finding.rule), "")
    if source:
        console.print(Text(f"  written at {source}", style="dim"))
    facts = [f"{name.replace('_', ' ')} {value}".rstrip() for name, value in _told(finding.facts)]
    if facts:
        console.print(Text(f"  facts: {', '.join(facts)}"))
    if finding.runners_up:
        console.print(
            Text(f"  other places: {'; '.join(names.place(place) for place in finding.runners_up)}", style="dim")
        )
    for gate in finding.gates:
        if not gate.passed:
            console.print(Text(f"  stopped by {gate.gate}: {gate.why}", style="yellow"))
    passed = [gate.gate for gate in finding.gates if gate.passed]
    if passed:
        console.print(Text(f"  passed: {', '.join(passed)}", style="dim"))


def _told(facts: Facts) -> Iterable[tuple[str, object]]:
    """What the text says of the incident: a flag by its name alone."""
    for one in fields(facts):
        value = getattr(facts, one.name)
        if value not in (None, False):
            yield one.name, "" if value is True else value


def _marked(text: str, field: str, spans: Iterable[Span]) -> Text:
    marked = Text(text)
    for span in spans:
        if span.field == field:
            marked.stylize("bold reverse", span.start, span.end)
    return marked


def _words(article: Article, span: Span) -> str:
    return (article.title if span.field == "title" else article.text)[span.start : span.end]
