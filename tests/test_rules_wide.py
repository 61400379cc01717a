"""Wide rules speak only where the article surely reads like news of violence, and no other rule alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extract.article import Article
from extract.read import Tools, read
from rules import about, kind_of
from rules.about import About
from rules.finding import GateResult
from rules.kind_of import Kinds
from rules.match import Finding, explain, has_rule_word, match
from rules.rule import RuleSet
from rules.wide import HEARD, WITNESSED, kind_told, surely_news, told_by_words
from tests.fakes_matching import one_rule, reading

NEWS = (
    "Hooded men shoot two brothers dead at workshop",
    "Hooded men who came on motorcycles shot two brothers dead at a workshop in Gao on Wednesday night and fled, police "
    "said. A third man was wounded and taken to hospital.",
)
GAME = (
    "Hooded men in the rain as champions lose again",
    "The hooded men on the terrace in Gao watched the league leaders lose at home on Wednesday night, and the manager "
    "said his striker would be sold after the season.",
)
KNIFE = (
    "Man with blade wounds three at tram stop in Gao",
    "A man with a blade stabbed three passengers at a tram stop in Gao on Wednesday, police said. The passengers were "
    "treated for wounds to the neck and arms. Officers at the stop overpowered him.",
)
WORDS = ("hooded man",)


def wide(category: str = "armed_attack", *words: str) -> RuleSet:
    rules = one_rule(*(words or WORDS), category=category)
    return replace(rules, rules=tuple(replace(rule, speaks="if_sure") for rule in rules.rules))


def together(*sets: RuleSet) -> RuleSet:
    return replace(sets[0], rules=tuple(replace(r, id=f"{r.id}-{n}") for n, one in enumerate(sets) for r in one.rules))


def alerts(rules: RuleSet, article: tuple[str, str], *, weigh: bool = True) -> list[Finding]:
    found = match(rules, reading(article[1], title=article[0]), weigh=weigh)
    return [finding for finding in found if finding.stopped is None]


def test_the_news_and_its_twin_lie_on_either_side_of_sure() -> None:
    news, game = (about.judge(*article, "en") for article in (NEWS, GAME))
    assert news is not None
    assert game is not None
    assert news.likely >= HEARD[0][0]
    assert game.likely < HEARD[-1][0]


def test_a_wide_rule_speaks_of_news_and_says_that_it_reads_like_it() -> None:
    (finding,) = alerts(wide(), NEWS)
    assert finding.category == "armed_attack"
    assert finding.place is not None
    assert finding.place.name == "Gao"
    assert finding.gates[-1].gate == "about"


def test_it_keeps_quiet_of_a_match_and_why_not_says_so() -> None:
    assert alerts(wide(), GAME) == []
    (miss,) = explain(wide(), reading(GAME[1], title=GAME[0]))
    assert miss.missing.startswith("a wide rule: it speaks where no other rule does and the article is 50% likely news")


def test_why_not_says_that_another_rule_speaks() -> None:
    rules = together(wide(), one_rule("shot", category="shooting"))
    (miss,) = explain(rules, reading(NEWS[1], title=NEWS[0]))
    assert miss.missing.startswith("a wide rule: another rule speaks")


def reads_like(**likely: float) -> Kinds:
    return Kinds("", "", likely, kind_of.shipped())


def likely(news: float) -> About:
    return About(GateResult("about", True, ""), news)


def test_the_less_sure_it_is_news_the_more_clearly_it_must_read_like_one_kind() -> None:
    mixed, one = reads_like(riot=0.3, shooting=0.3, arson=0.2), reads_like(riot=0.55, shooting=0.3)
    assert surely_news(likely(0.9), mixed)
    assert not surely_news(likely(0.75), mixed)
    assert surely_news(likely(0.75), one)
    assert surely_news(likely(0.55), one)
    assert not surely_news(likely(0.45), one)
    assert surely_news(likely(0.75), None)
    assert not surely_news(likely(0.65), None), "of a text without a headline no kind is asked"
    assert not surely_news(None, one)


def test_less_sure_news_is_told_by_how_many_words_tell_of_a_kind_it_reads_like() -> None:
    riot = reads_like(riot=0.7, shooting=0.2)
    assert told_by_words(likely(0.6), riot, "riot", 1)
    assert not told_by_words(likely(0.5), riot, "riot", 1)
    assert told_by_words(likely(0.5), riot, "riot", 2)
    assert not told_by_words(likely(0.5), riot, "shooting", 2), "that is not what it reads like"
    assert not told_by_words(likely(0.25), reads_like(riot=1.0), "riot", 3), "it reads like something else than news"
    assert not told_by_words(likely(0.6), None, "riot", 3), "of a text without a headline no kind is asked"
    assert not told_by_words(None, riot, "riot", 3)


@pytest.mark.parametrize(("words", "kinds"), [(("hooded man",), []), (("hooded man", "motorcycle"), ["armed_attack"])])
def test_two_everyday_words_speak_where_one_is_too_little(
    words: tuple[str, ...], kinds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as = reads_like(armed_attack=0.49, shooting=0.2)
    monkeypatch.setattr("rules.match.about_of", lambda story: likely(0.5))
    monkeypatch.setattr("rules.match.kinds_of", lambda story, denied: read_as)
    found = alerts(wide("armed_attack", *words), NEWS)
    assert [finding.category for finding in found] == kinds
    assert all("it reads like news by 50%" in finding.gates[-1].why for finding in found)


def test_witnesses_are_asked_more_than_everyday_words() -> None:
    stood_for = {"riot", "shooting", "arson"}
    mixed, one = reads_like(riot=0.3, shooting=0.3, arson=0.2), reads_like(riot=0.55, shooting=0.3)
    assert kind_told(likely(0.95), mixed, stood_for) is not None
    assert kind_told(likely(0.85), mixed, stood_for) is None
    assert kind_told(likely(0.65), one, stood_for) is not None
    assert kind_told(likely(0.55), one, stood_for) is None
    assert all(asked > heard for asked, heard in zip(WITNESSED, HEARD, strict=True))


def test_witnesses_call_no_alarm_off_but_where_the_article_surely_does() -> None:
    assert kind_told(likely(0.95), reads_like(all_clear=0.7, explosion=0.2), {"all_clear", "explosion"}) is None
    assert kind_told(likely(0.95), reads_like(all_clear=0.8, explosion=0.1), {"all_clear", "explosion"}) is not None


def test_it_keeps_quiet_of_what_reads_like_no_one_kind_and_why_not_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.wide.HEARD", ((1.01, 0.0), (0.5, 1.01)))
    monkeypatch.setattr("rules.wide.ENOUGH", 1000.0)
    assert alerts(wide(), NEWS) == []
    (miss,) = explain(wide(), reading(NEWS[1], title=NEWS[0]))
    assert miss.missing.startswith("a wide rule: the article may be news, but not surely enough")


def test_an_ordinary_rule_of_the_same_words_asks_nothing_of_the_kind() -> None:
    assert alerts(one_rule(*WORDS, category="armed_attack"), NEWS)


def test_it_never_speaks_where_the_weighing_is_switched_off() -> None:
    assert alerts(wide(), NEWS, weigh=False) == []


def test_it_gives_way_to_a_rule_that_alerts() -> None:
    rules = together(wide(), one_rule("shot", category="shooting"))
    assert [finding.category for finding in alerts(rules, NEWS)] == ["shooting"]


def test_of_several_kinds_the_one_that_most_words_speak_for_is_told() -> None:
    rules = together(wide("armed_attack", "motorcycle"), wide("shooting", "hooded man", "shot"))
    assert [finding.category for finding in alerts(rules, NEWS)] == ["shooting"]


def test_many_words_of_a_kind_that_the_article_does_not_read_like_weigh_less_than_one_of_its_own() -> None:
    few, many = wide("stabbing", "blade"), wide("blockade", "tram stop", "officer", "passenger")
    rules = together(few, many)
    assert [finding.category for finding in alerts(rules, KNIFE)] == ["stabbing"]
    assert alerts(many, KNIFE)


def test_the_gates_hold_for_it_as_for_any_rule() -> None:
    denied = NEWS[1].replace("Hooded men who came", "No hooded men who came").replace("Hooded", "No hooded")
    assert alerts(wide(), ("No hooded men shot two brothers dead at workshop, police say", denied)) == []


TAKEN = (
    "Teacher bundled off outside school in Gao",
    "A teacher was put into the boot of a white car outside her school in Gao, Mali, on Thursday morning as pupils looked "
    "on. Police were following the car.",
)
PAINTED = (
    "Pupils paint their school in Gao",
    "Pupils painted the walls of their school in Gao, Mali, on Thursday with the help of parents, of police officers and "
    "of a trader who gave the paint.",
)


def witnesses(*, of: str = "kidnapping") -> RuleSet:
    """Witnesses, and a rule that stands for another kind with words which are not there."""
    seen = one_rule("police", "school", category="armed_attack")
    seen = replace(seen, rules=tuple(replace(rule, speaks="if_surest") for rule in seen.rules))
    return together(seen, one_rule("snatched", category=of))


def test_where_all_else_is_silent_witnesses_tell_it_as_the_kind_it_reads_like() -> None:
    (finding,) = alerts(witnesses(), TAKEN)
    assert finding.category == "kidnapping"
    assert finding.place is not None
    assert finding.place.name == "Gao"
    assert [gate.gate for gate in finding.gates[-2:]] == ["about", "kind"]
    assert "it reads like kidnapping" in finding.why


def test_witnesses_of_what_is_no_news_say_nothing() -> None:
    assert match(witnesses(), reading(PAINTED[1], title=PAINTED[0])) == ()


def test_witnesses_say_nothing_where_no_rule_stands_for_the_kind_it_reads_like() -> None:
    assert alerts(witnesses(of="strike"), TAKEN) == []


def test_witnesses_give_way_to_any_rule_that_alerts() -> None:
    (finding,) = alerts(together(witnesses(), one_rule("teacher", category="kidnapping")), TAKEN)
    assert "no rule knows its words" not in finding.why


def test_witnesses_say_nothing_where_the_weighing_is_switched_off() -> None:
    assert alerts(witnesses(), TAKEN, weigh=False) == []


@pytest.mark.parametrize(("when", "told"), [("on Thursday morning", ["coup"]), ("in March 2019", [])])
def test_what_a_gate_holds_against_it_in_the_lead_stops_a_witness_too(
    when: str, told: list[str], tools: Tools, builtin_rules: RuleSet
) -> None:
    text = (
        f"Officers walked into the governor's office in Mopti, Mali, {when}, sent him home and told the staff that they "
        "answer to a council of colonels. Soldiers stood at the bridge."
    )
    article = Article(
        "a", "Colonels take the governor's chair in Mopti", text, published=datetime(2026, 5, 14, tzinfo=UTC)
    )
    found = match(builtin_rules, read(article, tools))
    assert [finding.category for finding in found if finding.stopped is None] == told


def test_for_the_words_of_witnesses_alone_no_article_is_read() -> None:
    assert not has_rule_word(witnesses(), "Police and pupils looked on.", "en")
    assert has_rule_word(witnesses(), "Police say that a boy was snatched.", "en")


def test_the_words_of_a_genre_stop_no_article_that_surely_is_news() -> None:
    rules = one_rule("stood", category="protest")
    scene = " with photographs and candles, sang songs and recited a poem"
    news = (
        "Candles outside the cathedral in Gao for those in prison",
        f"About two hundred families of prisoners stood outside the cathedral in Gao, Mali, on Thursday night{scene}, to "
        "demand that the government let them go; police watched the protest.",
    )
    feast = (
        "A poem opens the film festival in Gao",
        "The director stood on the stage in Gao, Mali, on Thursday night and recited a poem; the festival shows forty "
        "films with songs, and the audience loved the script, the actors and the singer of the album.",
    )
    assert alerts(rules, news)
    assert alerts(rules, feast) == []


def test_witnesses_do_not_tell_a_kind_that_none_of_has_excluded() -> None:
    excluded = one_rule("boot", category="kidnapping", none_of=("car",))
    assert alerts(together(witnesses(), one_rule("boot of a ship", category="kidnapping")), TAKEN)
    assert alerts(together(witnesses(), excluded), TAKEN) == []


MISHAP = (
    "Hooded men carry two from wreck in Gao",
    "Hooded men who came by carried two from a car in Gao on Wednesday night after it {}, police said. A third man was "
    "wounded and taken to hospital.",
)


@pytest.mark.parametrize(("what", "gates"), [("skidded in a crash", {"accident"}), ("was shot at", set())])
def test_everyday_words_of_a_mishap_tell_of_no_shooting(what: str, gates: set[str]) -> None:
    judged = match(wide("shooting"), reading(MISHAP[1].format(what), title=MISHAP[0]))
    assert gates <= {one.stopped.gate for one in judged if one.stopped}
    assert bool(gates) is not any(one.stopped is None for one in judged)


@pytest.mark.parametrize(("threat", "kinds"), [(0.3, ["threat"]), (0.08, [])])
def test_everyday_words_do_not_tell_what_the_headline_only_expects(
    threat: float, kinds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    likely = {"armed_attack": 0.5, "threat": threat, **dict.fromkeys("abcdef", (0.5 - threat) / 6)}
    monkeypatch.setattr("rules.match.about_of", lambda story: About(GateResult("about", True, ""), 0.95))
    monkeypatch.setattr("rules.match.kinds_of", lambda story, denied: reads_like(**likely).without(denied))
    rules = together(one_rule("raid", category="armed_attack"), wide(), one_rule("nothing at all", category="threat"))
    ours = (replace(rule, source="rules/packs/some.en.yaml:1") for rule in rules.rules)
    rules = replace(rules, rules=tuple(ours))
    found = match(rules, reading(NEWS[1], title="Gao is told to expect a raid"))
    assert [finding.category for finding in found if finding.stopped is None] == kinds
