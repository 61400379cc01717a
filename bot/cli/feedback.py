"""What people called wrong, rule by rule, and the articles behind it as examples for the rules' files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.incidents import Incident
from bot.store.reader import articles_by_key, objections
from extract.article import Article

SAID = {"place": "wrong place", "not_violence": "not violence", "old": "old news", "duplicate": "had it already"}
MOST_EXAMPLES = 20  # a rule file takes no more at once
LONGEST = 3000  # characters of an article: enough for title, lead and the sentences around the trigger


@dataclass(frozen=True, slots=True)
class Objected:
    """One incident, how many chats said what is wrong with it, and the article that told it, while it is kept."""

    incident: Incident
    said: Mapping[str, int]
    article: Article | None

    @property
    def chats(self) -> int:
        """How many object to what it says; to have had it before is no fault of a rule."""
        return sum(count for kind, count in self.said.items() if kind != "duplicate")


def by_rule(database: Path, key: str | None = None) -> list[tuple[str, list[Objected]]]:
    """Rules with what people objected to, the rule most people object to first. Raises StoreError."""
    told = objections(database, key)
    articles = articles_by_key(database, (incident.sources[0].article_key for incident, _ in told), key)
    rules: dict[str, list[Objected]] = {}
    for incident, said in told:
        article = articles.get(incident.sources[0].article_key)
        rules.setdefault(incident.head.rule, []).append(Objected(incident, said, article))
    for listed in rules.values():
        listed.sort(key=lambda one: (-one.chats, -one.incident.id))
    return sorted(rules.items(), key=lambda item: (-sum(one.chats for one in item[1]), item[0]))


def lines(rules: Sequence[tuple[str, Sequence[Objected]]]) -> Iterator[str]:
    """The list as it is printed."""
    for rule, listed in rules:
        total: Counter[str] = Counter()
        for one in listed:
            total.update(one.said)
        yield f"{rule}: {_counted(total)}, about {len(listed)} incident{'s' if len(listed) > 1 else ''}"
        for one in listed:
            head, source = one.incident.head, one.incident.sources[0]
            yield f"  {one.incident.id} {head.category} in {head.place.name}: {_counted(one.said)}. {source.title}"
            if source.url:
                yield f"      {source.url}"


def _counted(said: Mapping[str, int]) -> str:
    ordered = sorted(said.items(), key=lambda item: -item[1])
    return ", ".join(f"{count} × {SAID.get(kind, kind)}" for kind, count in ordered)


def as_rules(rules: Sequence[tuple[str, Sequence[Objected]]]) -> str:
    """A rule file that adds the articles to their rules' examples; `tocsin rules test` on it shows what fails.

    What was not violence or old must stay quiet. A wrong place must alert at the right one, which only a
    person can write down. Sources' own warnings have no rule, and duplicates are no fault of one: left out.
    """
    entries = []
    for rule, listed in rules:
        quiet = [_example(one) for one in listed if _main(one) in ("not_violence", "old")]
        alert = [_example(one, place="") for one in listed if _main(one) == "place"]
        examples = {"alert": [one for one in alert if one], "quiet": [one for one in quiet if one]}
        examples = {kind: found[:MOST_EXAMPLES] for kind, found in examples.items() if found}
        if examples and not rule.startswith("source:"):
            entries.append({"extends": rule, "examples": examples})
    head = (
        "# What people called wrong, as examples. Look at each, shorten it to the sentences that matter, and move it\n"
        "# into your own rule files. Under alert: write the right place after place:, or the example proves nothing.\n"
    )
    body = (
        yaml.safe_dump({"rules": entries}, sort_keys=False, allow_unicode=True, width=120) if entries else "rules: []\n"
    )
    return head + body


def _main(one: Objected) -> str | None:
    faults = {kind: count for kind, count in one.said.items() if kind != "duplicate"}
    return max(faults, key=lambda kind: faults[kind]) if faults else None


def _example(one: Objected, **more: str) -> dict[str, Any] | None:
    article = one.article
    if article is None or not article.text.strip():
        return None
    example: dict[str, Any] = {"text": article.text.strip()[:LONGEST]}
    if article.title.strip():
        example["title"] = article.title.strip()[:300]
    if article.published is not None:
        example["date"] = article.published.date()
    return example | more
