"""An article read against the rules: one way for the running bot, `extract`, `try` and /whynot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.advisories import gravity, rank
from extract.article import Area, Article
from extract.model import BATCH
from extract.places import Gazetteer, Place
from extract.read import ENOUGH, Extraction, Tools, read, read_many
from rules.about import judge
from rules.match import FRESH_DAYS, Facts, Finding, GateResult, has_rule_word, match
from rules.rule import RuleSet, Severity

Verdict = Literal["incident", "quiet", "no_rule", "no_rule_word", "no_place"]
WARNINGS = frozenset({"official_alert", "shelter_in_place", "all_clear"})
# Categories of CAP 1.2. Safety and Other say nothing by themselves: storm warnings carry Met beside them.
OF_VIOLENCE = frozenset({"security", "cbrne"})
OF_ANY = frozenset({"safety", "other"})
# CAP 1.2 says how bad in its own four words; governments' advice is ranked by `bot.advisories`.
CAP_SEVERITY = {
    "extreme": Severity.DANGER,
    "severe": Severity.SERIOUS,
    "moderate": Severity.CAUTION,
    "minor": Severity.NOTICE,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one article. `extraction` is None when the cheap gate stopped it.

    `verdict` names where it ended, `why` says so in a sentence; `findings` hold the stopped ones too.
    """

    article: Article
    extraction: Extraction | None
    findings: tuple[Finding, ...]
    verdict: Verdict
    why: str
    weighed: bool = True  # False: the operator has switched off what is learnt

    @property
    def alerts(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.stopped is None)

    def likely(self) -> float | None:
        """How likely it reads like news of violence, by `rules.about`; None where that has nothing to say. It takes
        milliseconds, and few articles are asked."""
        article, extraction = self.article, self.extraction
        if extraction is None or not self.weighed:
            return None
        judged = judge(article.title, article.text, extraction.language)
        return None if judged is None else judged.likely

    @property
    def gate(self) -> str:
        """The gate that kept it quiet, or where else it ended: for counts and "why not"."""
        stopped = next((finding.stopped for finding in self.findings if finding.stopped), None)
        return stopped.gate if self.verdict == "quiet" and stopped else self.verdict


def read_article(
    article: Article,
    tools: Tools,
    rules: RuleSet,
    *,
    gated: bool = False,
    fresh_days: int | None = None,
    weigh: bool = True,
    now: datetime | None = None,
) -> Reading:
    """`gated` skips an article without any rule word before the language model sees it; `weigh` False
    leaves out the learned weighing of signs (`rules.doubt`), so that rules and gates alone decide.

    With `now`, what comes in too late is stopped: feeds serve articles of last year again, and warnings
    that have run out. Without it an article is judged as on its own day.
    """
    if gated and _has_nothing(article, tools, rules):
        return _nothing(article)
    return _judged(read(article, tools), tools, rules, fresh_days, weigh, now)


def read_articles(
    articles: Sequence[Article], tools: Tools, rules: RuleSet, *, gated: bool = False, fresh_days: int | None = None
) -> Iterator[Reading]:
    """As `read_article`, each in its order; the language model reads them together, which is quicker.

    At most a batch of the model's is held as it was read, however many the articles are.
    """
    wanted = [not (gated and _has_nothing(article, tools, rules)) for article in articles]
    return _read_together(articles, wanted, tools, rules, fresh_days, weigh=True, now=None)


def read_some(
    articles: Sequence[Article],
    tools: Tools,
    rules: RuleSet,
    *,
    gated: bool = False,
    weigh: bool = True,
    now: datetime | None = None,
) -> list[Reading]:
    """As `read_article` the first of them: as many as the language model reads together, with those between that
    the gate stops. The others are left to the next call."""
    wanted: list[bool] = []
    characters = 0
    for article in articles:
        wanted.append(not (gated and _has_nothing(article, tools, rules)))
        characters += wanted[-1] * (len(article.title) + len(article.text))
        if sum(wanted) == BATCH or characters >= ENOUGH:
            break
    return list(_read_together(articles[: len(wanted)], wanted, tools, rules, None, weigh, now))


def _read_together(
    articles: Sequence[Article],
    wanted: Sequence[bool],
    tools: Tools,
    rules: RuleSet,
    fresh_days: int | None,
    weigh: bool,
    now: datetime | None,
) -> Iterator[Reading]:
    extractions = read_many((article for article, here in zip(articles, wanted, strict=True) if here), tools)
    for article, here in zip(articles, wanted, strict=True):
        yield _judged(next(extractions), tools, rules, fresh_days, weigh, now) if here else _nothing(article)


def _has_nothing(article: Article, tools: Tools, rules: RuleSet) -> bool:
    """No rule could find anything in it, and its source states nothing in fields of its own. The few notices of an
    authority are all read: what it says of an incident that is known may need no word of any rule."""
    if article.official and article.kind == "news":
        return False
    words = has_rule_word(rules, f"{article.title}\n{article.text}", article.language)
    return not words and not _from_source(article, tools.gazetteer)


def _nothing(article: Article) -> Reading:
    return Reading(article, None, (), "no_rule_word", "No word of any rule stands in it.")


def _judged(
    extraction: Extraction, tools: Tools, rules: RuleSet, fresh_days: int | None, weigh: bool, now: datetime | None
) -> Reading:
    article = extraction.article
    findings = match(rules, extraction, fresh_days=fresh_days, weigh=weigh)
    structured = _from_source(article, tools.gazetteer)
    if structured and not any(_warns(finding) for finding in findings):
        findings += structured
    findings = tuple(_as_grave_as_said(_of_violence(finding, article), article) for finding in findings)
    if now is not None:
        findings = tuple(_in_time(finding, article, rules, now) for finding in findings)
    verdict, why = _verdict(findings)
    return Reading(article, extraction, findings, verdict, why, weigh)


def _verdict(findings: tuple[Finding, ...]) -> tuple[Verdict, str]:
    if not findings:
        return "no_rule", "Some words of a rule stand in it, but no rule's conditions are met."
    alerts = [finding for finding in findings if finding.stopped is None]
    if not alerts:
        gate = findings[0].stopped
        return "quiet", gate.why if gate else ""
    placed = next((finding for finding in alerts if finding.place is not None), None)
    if placed is None:
        return "no_place", f"{alerts[0].why}; but it does not say in which country."
    return "incident", placed.why


def _of_violence(finding: Finding, article: Article) -> Finding:
    """A warning that says itself that it is of weather, fire, sickness or the like is stopped, and so is its end."""
    dangers = {danger.lower() for danger in article.dangers}
    if finding.stopped is not None or finding.category not in WARNINGS or dangers & OF_VIOLENCE or dangers <= OF_ANY:
        return finding
    why = f"It warns of a danger of another kind ({', '.join(article.dangers)}), not of violence."
    return replace(finding, gates=(*finding.gates, GateResult("other_danger", False, why)))


def _in_time(finding: Finding, article: Article, rules: RuleSet, now: datetime) -> Finding:
    """Stopped where a warning has run out, or where news is older than its category is fresh."""
    category = rules.categories.get(finding.category)
    days = category.fresh_days if category else FRESH_DAYS
    why = None
    if article.expires is not None and article.expires <= now:
        why = f"The warning ran out on {article.expires:%Y-%m-%d %H:%M} UTC."
    elif article.kind == "news" and article.published is not None and now - article.published > timedelta(days=days):
        why = f"It was published on {article.published:%Y-%m-%d}, more than {days} days ago."
    if why is None or finding.stopped is not None:
        return finding
    return replace(finding, gates=(*finding.gates, GateResult("late", False, why)))


def _from_source(article: Article, gazetteer: Gazetteer) -> tuple[Finding, ...]:
    """What an official source states in its own fields is a finding too: nothing is guessed again."""
    if not (article.official and article.kind in ("warning", "cancel") and article.areas):
        return ()
    category = "all_clear" if article.kind == "cancel" else "official_alert"
    severity = Severity.NOTICE if article.kind == "cancel" else _severity(article)
    findings = []
    for area in article.areas:
        place = _place(area, gazetteer)
        if place is not None:
            why = f"{article.publisher or article.feed} warns officially of {area.name or place.name}"
            findings.append(
                Finding(
                    rule=f"source:{article.feed}",
                    rule_version="",
                    category=category,
                    severity=severity,
                    place=place,
                    event_date=article.published.date() if article.published else None,
                    facts=Facts(reported_by=article.publisher or None),
                    evidence=(),
                    gates=(),
                    why=why,
                )
            )
    return tuple(findings)


def _warns(finding: Finding) -> bool:
    return finding.category in WARNINGS and finding.stopped is None and finding.place is not None


def _as_grave_as_said(finding: Finding, article: Article) -> Finding:
    """An official alert is as grave as its own title says: a demonstration alert is no danger by being official."""
    step = _step(article) if article.official and finding.category == "official_alert" else None
    return finding if step is None else replace(finding, severity=Severity(step))


def _severity(article: Article) -> Severity:
    """By the source's own words; an alert that states no level is serious."""
    return Severity(_step(article) or Severity.SERIOUS)


def _step(article: Article) -> int | None:
    """1 to 4 by level and title, governments' words before CAP's and before an embassy's; None = they do not say."""
    level = article.level or ""
    return rank(f"{level}\n{article.title}") or CAP_SEVERITY.get(level.strip().lower()) or gravity(article.title)


def _place(area: Area, gazetteer: Gazetteer) -> Place | None:
    if area.lat is not None and area.lon is not None:
        near = gazetteer.nearest(area.lat, area.lon)
        base = near or (gazetteer.country(area.country) if area.country else None)
        if base is not None:
            return replace(base, lat=area.lat, lon=area.lon, name=area.name or base.name)
    if area.admin1:
        found = gazetteer.admin1(area.admin1)
        if found is not None:
            return found
    return gazetteer.country(area.country) if area.country else None
