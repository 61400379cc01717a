"""Why something that reads like an incident is not one. Each gate gives its reason, or None to let it pass.

The order is that of the answer: the first gate that stops a sighting is the one a person is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.dates import DateMention
from rules.case import Case
from rules.denying import denial, denies_twice
from rules.finding import GateResult
from rules.story import Line

Gate = Callable[[Case], str | None]

# What is announced ahead: a day to come is no reason to keep these quiet.
AHEAD = frozenset({"protest", "strike", "curfew", "official_alert", "shelter_in_place", "threat", "all_clear"})
CALLED = frozenset({"strike", "protest"})  # … once somebody has called them
# What nobody needs to intend: these words are said of accidents too.
MAY_BE_ACCIDENT = frozenset({"explosion", "armed_attack", "arson", "vehicle_attack", "cbrn", "shelter_in_place"})
ORDERS = frozenset({"official_alert", "all_clear", "shelter_in_place", "curfew"})
# What wide rules and witnesses tell in words that violence and mishap share may be one of these kinds of mishap too.
TOLD_BY_ANYTHING = MAY_BE_ACCIDENT | {"shooting", "stabbing", "armed_clash", "violent_crime", "shelling"}
WIDE = frozenset({"if_sure", "if_surest"})
# Orders and closures are news of violence only when nature is not their cause.
MAY_BE_NATURE = frozenset({"shelter_in_place", "blockade", "curfew", "official_alert", "all_clear", "riot"})
# What a volcano or a storm is said to do.
LIKE_NATURE = frozenset(
    {
        "shelling",
        "explosion",
        "shooting",
        "armed_attack",
        "arson",
        "blockade",
        "shelter_in_place",
        "riot",
        "violent_crime",
        "kidnapping",
        "strike",
    }
)
# Whom crowds march against are prosecutors and judges as well.
BEFORE_COURTS = frozenset({"protest", "violent_protest", "blockade", "strike"})
POSSIBLE_WORDS = 2
ACTED_WORDS = 3  # "logró hacer detonar"
MEANS_WORDS = 8  # "used petrol and gas canisters to set fire"
MODAL_WORDS = 7
COMMEMORATION = 3  # words that look back, in headline and lead: a day of remembrance is of today itself
A_WAR = 1000  # dead in one sentence: no report of one event says so without its day
STORY_WORDS = 6
FEARED_WORDS = 14  # "they fear that the gangs from across the border may come to rob and kidnap"
TAKEN_FOR_WORDS = 5  # "they thought that it was a grenade"
POURED_WORDS = 3  # "waves of five metres bombard"
RULED_OUT_WORDS = 3
WHOSE_WORDS = 6  # "women whose husbands were killed"
SPORT_CUES = 2
DRILL_CUES = 2
WEAK_CUES = 2
MEANWHILE = frozenset({"when", "while", "cuando", "mientras"})


def lookalike(case: Case) -> str | None:
    for hit in case.line.all_hits(case.cues.get("lookalike")):
        if hit.first <= case.trigger.last and case.trigger.first <= hit.last:
            return f"“{case.said(hit)}” is not violence"
    return f"«{case.said(case.trigger)}» is said as a manner of speaking" if case.in_guillemets else None


def correction(case: Case) -> str | None:
    if case.category == "all_clear":
        return None
    titles = (line for line in case.lead_lines() if line.sentence.field == "title")
    for line in (case.line, *titles):  # a headline that corrects speaks for every sentence under it
        hit = case.cue("correction", line)
        if hit is not None:
            return f"“{line.said(hit)}”: an earlier report is taken back"
    return None


def drill(case: Case) -> str | None:
    hit = case.in_clause("drill")
    if hit is None and not case.told_as_new:
        hit = case.cue("drill")
    if hit is not None:
        return f"“{case.said(hit)}”: it is an exercise"
    said = {line.said(one).lower(): None for line in case.lead_lines() for one in case.hits("drill", line)}
    if len(said) >= DRILL_CUES and not any(
        case.counted_at_least(harm, 1, line) for line in case.lead_lines() for harm in ("dead", "hurt")
    ):
        return f"“{'”, “'.join(sorted(said)[:3])}”: it is an exercise"
    return None


def old(case: Case) -> str | None:
    """The day its own words give it; failing that, the day of the sentence before when it speaks of the same."""
    if case.published is None or case.category == "official_alert":
        return None
    days = [mention for mention in case.dates() if mention.last is not None]
    if not days and case.cue("that_day") is not None:
        before = next((line for line in case.story.around(case.line.number, before=1, after=0)), None)
        # The day nearest to where it is taken up again.
        days = [mention for mention in before.dates if mention.last is not None][::-1] if before is not None else []
    if not days and case.line.sentence.field == "text":
        days = _days_carried_on(case)
    if not days:
        return None
    first = days[0]
    if case.is_old(first) and not case.sentence_is_new:
        return f"“{first.text}”: more than {case.fresh_days} days before the article"
    return None


def _days_carried_on(case: Case) -> list[DateMention]:
    """ "In March 2019 gunmen came to the hotel. They killed twelve guests.": a tale goes on in the day it began in.

    Not where the sentence before names a fresh day too, and not from the first one: news begins with what is new.
    """
    before = case.story.around(case.line.number, before=1, after=0)[0]
    first = next(line for line in case.story.lines if line.sentence.field == "text")
    if before.number <= first.number or before is case.line:
        return []
    days = [mention for mention in before.dates if mention.last is not None]
    return days if days and all(case.is_old(mention) for mention in days) else []


def history(case: Case) -> str | None:
    hit = case.in_clause("history")
    if hit is None and not case.told_as_new and not case.sentence_is_new:
        hit = case.cue("history") or case.before("whose", WHOSE_WORDS)
        if hit is None and (said := _long_after(case)):
            return f"“{said}”, says the next sentence: it looks back"
    if hit is None or (case.told_as_new and hit.first > case.trigger.last):
        return None
    return f"“{case.said(hit)}”: it looks back"


def _long_after(case: Case) -> str | None:
    """ "When a missile hit her school she lost her voice. She found it again four years later."."""
    if case.category in ORDERS or case.line.sentence.field == "title":
        return None
    after = case.story.around(case.line.number, before=0, after=1)[-1]
    hit = case.cue("later", after) if after is not case.line else None
    return after.said(hit) if hit else None


def trial(case: Case) -> str | None:
    hit = case.in_clause("court")
    if hit is not None and case.day_between(hit):
        hit = None  # "killed yesterday the judge of the banker convicted in 2022"
    elif hit is None and not case.told_as_new and not _meanwhile(case):
        hit = case.cue("court")
    if hit is not None:
        return f"“{case.said(hit)}”: it is about a court case"
    weak = {case.said(one).lower() for one in case.hits("court_weak")}
    if len(weak) >= WEAK_CUES and case.category not in ORDERS | BEFORE_COURTS and not case.told_as_new:
        return f"“{'”, “'.join(sorted(weak)[:2])}”: it is about a court case"
    return None


def _meanwhile(case: Case) -> bool:
    """ "the trial had resumed on Wednesday when another bomb exploded": what breaks in is an event of its own."""
    first, _ = case.line.clause(case.trigger.first)
    return case.sentence_is_new and case.line.words[first].folded in MEANWHILE


def sport(case: Case) -> str | None:
    if case.hard() is not None:
        return None
    words = {case.said(hit).lower() for line in (case.line,) for hit in case.hits("sport", line)}
    if len(words) >= SPORT_CUES:
        return f"“{'”, “'.join(sorted(words)[:3])}”: it is about sport"
    return None


def fiction(case: Case) -> str | None:
    hit = case.before("story_about", STORY_WORDS)  # "a film about a kidnapping opens tonight"
    if hit is None and not case.told_as_new:
        hit = case.cue("fiction")
    if hit is None:
        return None
    return f"“{case.said(hit)}”: it is a story, a film or a game"


def statistics(case: Case) -> str | None:
    if case.category in ORDERS or case.told_as_new or (case.category in AHEAD and case.sentence_is_new):
        return None  # "tens of thousands filled the square on Tuesday" counts a crowd
    hit = case.cue("statistics")
    if hit is not None:
        return f"“{case.said(hit)}”: it counts many, it does not report one"
    many = None if case.sentence_is_new else case.counted_at_least("dead", A_WAR)
    return f"{many} dead: it counts a war, it does not report one event" if many else None


def accident(case: Case) -> str | None:
    if case.category == "shooting" and (hit := case.cue("gun_mishap")) is not None:
        return f"“{case.said(hit)}”: an accident, not an attack"
    wide = case.sighting.rule.speaks in WIDE
    if case.category not in (TOLD_BY_ANYTHING if wide else MAY_BE_ACCIDENT):
        return None
    titles = [line for line in case.lead_lines() if line.sentence.field == "title"]
    for line in (*case.story.around(case.line.number, before=1, after=1), *titles):
        hit = case.cue("accident", line)
        meant = (_meant(case, near) for near in (case.line, line, *case.lead_lines()))
        if hit is not None and not any(meant):
            return f"“{line.said(hit)}”: an accident, not an attack"
    return None


def _meant(case: Case, line: Line) -> bool:
    """A word that says it was no accident, and is not itself ruled out ("police rule out sabotage") nor what it was
    taken for ("they thought that it was a grenade")."""
    denied = [hit for hit in case.hits("denies", line) if not denies_twice(case, line, hit)]
    taken = case.hits("mistaken", line)
    return any(
        not any(no.last < hit.first <= no.last + RULED_OUT_WORDS for no in denied)
        and not any(one.last < hit.first <= one.last + TAKEN_FOR_WORDS for one in taken)
        for hit in case.hits("not_accident", line)
    )


def hazard(case: Case) -> str | None:
    """A storm, a flood or an epidemic in the sentence or in the title and lead, and no violence beside it."""
    if (said := _by_nature(case)) is not None:
        return f"“{said}”: a natural danger, not violence"
    wide = case.sighting.rule.speaks in WIDE and case.category in TOLD_BY_ANYTHING
    if case.category not in MAY_BE_NATURE and not wide:
        return None
    if case.cue("hard") is not None or case.cue("actor") is not None:
        return None
    for line in (case.line, *case.lead_lines()):
        hit = case.cue("hazard", line)
        if hit is not None:
            return f"“{line.said(hit)}”: a natural danger, not violence"
    return None


def _by_nature(case: Case) -> str | None:
    """ "The volcano shelled its own slope", "rain bombarded the port": what erupts or pours needs nobody to fire."""
    if case.category not in LIKE_NATURE or case.cue("actor") is not None:
        return None
    hit = case.before("poured", POURED_WORDS)
    if hit is not None:
        return f"{case.said(hit)} … {case.said(case.trigger)}"
    if case.in_quotes and (hit := case.cue("hazard")) is not None:
        return f"{case.said(hit)} … {case.said(case.trigger)}"
    titles = (line for line in case.lead_lines() if line.sentence.field == "title")
    for line in (case.line, *titles):
        hit = case.cue("erupted", line)
        if hit is not None and case.cue("actor", line) is None:
            return line.said(hit)
    return None


def advice(case: Case) -> str | None:
    kinds = ("advice",) if case.category in ORDERS else ("advice", "opinion")
    for line in (case.line, *(line for line in case.lead_lines() if line.sentence.field == "title")):
        for kind in kinds:
            hit = case.cue(kind, line)
            if hit is not None and not case.sentence_is_new:
                return f"“{line.said(hit)}”: advice or opinion"
    return None


def bill(case: Case) -> str | None:
    hit = case.cue("bill")
    return f"“{case.said(hit)}”: a law is talked of" if hit and not case.told_as_new else None


def hypothetical(case: Case) -> str | None:
    if case.category in CALLED:
        near = (case.line, *case.lead_lines()) if case.told_as_new else case.story.lines
        said = next((line.said(one) for line in near for one in case.hits("uncalled", line)), None)
        if said is not None:
            return f"“{said}”: nobody has called it"
    if case.category in AHEAD:
        return None
    hit = case.before("feared", FEARED_WORDS)
    if hit is not None:
        return f"“{case.said(hit)} … {case.said(case.trigger)}”: it has not happened"
    # "warned today of possible attacks": a day makes the warning new, not the attack
    hit = case.before("possible", POSSIBLE_WORDS) or (None if case.told_as_new else case.before("modal", MODAL_WORDS))
    return f"“{case.said(hit)} … {case.said(case.trigger)}”: it has not happened" if hit else None


def general(case: Case) -> str | None:
    """ "to murder", "continues to bomb", "atacar a": a verb in its bare form tells of no event."""
    if case.category in AHEAD or case.line.sentence.field == "title" or case.story.is_headline(case.line):
        return None
    trigger = case.trigger
    word = case.line.words[trigger.first]
    before = case.line.words[trigger.first - 1].folded if trigger.first else ""
    if case.bare_verb(word) and before not in case.cues.plain("bare_after") and not case.told_as_new:
        if case.before("acted", ACTED_WORDS) is not None or case.before("means", MEANS_WORDS) is not None:
            return None
        return f"“{before} {case.said(trigger)}”: it is talked of, not reported"
    return None


def ahead(case: Case) -> str | None:
    """A day to come is a plan."""
    if case.category in AHEAD or case.published is None:
        return None
    day = case.day()
    if day is not None and day.first is not None and day.first > case.published and not case.told_as_new:
        return f"“{day.text}”: it is yet to come"
    return None


# What a whole article may be about, with the least number of its words that must stand in the title alone,
# or in title and lead together, and whether a fresh day speaks against it: matches, films and prices are of today.
@dataclass(frozen=True, slots=True)
class Genre:
    kind: str
    in_title: int
    in_lead: int
    about: str
    day_matters: bool


GENRES = (
    Genre("sport", 2, 2, "sport", day_matters=False),
    Genre("fiction", 1, 2, "a story, a film or a game", day_matters=False),
    Genre("business", 1, 2, "business", day_matters=False),
    Genre("drill", 1, 2, "an exercise", day_matters=False),
    Genre("court", 1, 2, "a court case", day_matters=True),
    Genre("statistics", 1, 2, "figures of many", day_matters=True),
    Genre("history", 1, 2, "what is past", day_matters=True),
)


def genre(case: Case) -> str | None:
    """The title and lead say what all of the article is about.

    A sentence that tells hard facts of a fresh day is news all the same: shots at a match, a bomb beside a court.
    Of orders and warnings only what looks back is asked: "from the archives", an anniversary.
    """
    new = case.told_as_new or case.sentence_is_new
    lead = list(case.lead_lines())
    back = {line.said(hit).lower(): None for line in lead for hit in case.hits("history", line)}
    if len(back) >= COMMEMORATION and case.cue("history") is not None and case.category not in ORDERS:
        return f"“{'”, “'.join(sorted(back)[:3])}”: the article is about what is past"
    if new and case.hard() is not None:
        return None
    past = next(
        (day for line in lead if line.sentence.field == "title" for day in line.dates if case.is_past(day)), None
    )
    if past is not None and not case.told_as_new and case.category not in ORDERS:
        return f"“{past.text}” in the headline: the article is about what is past"
    for one in GENRES:
        if (new and one.day_matters) or (case.category in ORDERS and one.kind != "history"):
            continue
        if one.kind == "business" and case.category in BEFORE_COURTS:
            continue  # prices, wages and tariffs are what people march and strike for
        words: dict[str, None] = {}
        least = one.in_lead
        for line in lead:
            found = {line.said(hit).lower(): None for hit in case.hits(one.kind, line)}
            if line.sentence.field == "title" and len(found) >= one.in_title:
                least = one.in_title
            words.update(found)
        if len(words) >= least and not (one.kind == "sport" and any(case.hard(line) for line in lead)):
            return f"“{'”, “'.join(sorted(words)[:3])}”: the article is about {one.about}"
    return None


GATES: Sequence[tuple[str, Gate]] = (
    ("lookalike", lookalike),
    ("correction", correction),
    ("denial", denial),
    ("drill", drill),
    ("sport", sport),
    ("fiction", fiction),
    ("history", history),
    ("trial", trial),
    ("old", old),
    ("statistics", statistics),
    ("accident", accident),
    ("hazard", hazard),
    ("advice", advice),
    ("bill", bill),
    ("plan", hypothetical),
    ("ahead", ahead),
    ("general", general),
    ("genre", genre),
)


def judge(case: Case) -> tuple[GateResult, ...]:
    """Every gate's answer, in order."""
    results = []
    for name, gate in GATES:
        why = gate(case)
        results.append(GateResult(name, why is None, why or "passed"))
    return tuple(results)
