"""The replay corpus is whole, and its score counts what it says."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bench import learn_joining, replay_memory
from bench.joining_score import b_cubed, missed, score
from bench.replay_corpus import MEASURED, PARTS, Corpus, Told, read_corpus
from bot.cli.replaying import Told as Line
from extract.article import Article

MONDAYS = (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 10, 12, tzinfo=UTC))
FLASH = 15  # words; what is shorter was not written out


def article(ident: str, event: str | None, **truth: object) -> Told:
    return Told({"id": ident}, event, **truth)


def test_one_cluster_an_event_is_perfect() -> None:
    gold = {"a": "x", "b": "x", "c": "y"}
    assert b_cubed({"a": 1, "b": 1, "c": 2}, gold).f1 == 1.0


def test_everything_in_one_cluster_loses_precision_and_everything_apart_loses_recall() -> None:
    gold = {"a": "x", "b": "x", "c": "y", "d": "y"}
    together = b_cubed(dict.fromkeys(gold, 1), gold)
    apart = b_cubed({article: article for article in gold}, gold)
    assert (together.precision, together.recall) == (0.5, 1.0)
    assert (apart.precision, apart.recall) == (1.0, 0.5)


def test_messages_that_a_real_update_accounts_for_are_not_too_many() -> None:
    corpus = Corpus((article("a", "x"), article("b", "x", update="first deaths"), article("c", "x")), {"x": ("here",)})
    first = Line("a", 1, "new", 1, "here", "")
    update = Line("b", 1, "update", 2, "here", "")
    needless = Line("c", 1, "update", 3, "here", "")
    assert score(corpus, [first, update]).beyond == 1.0
    assert score(corpus, [first, update, needless]).beyond == 2.0


def test_whoever_follows_an_event_and_was_not_told_what_changed_has_missed_it() -> None:
    articles = (article("a", "x"), article("b", "x", update="first deaths"), article("c", "x"))
    corpus = Corpus(articles, {"x": ("here", "there")})
    update = Line("b", 1, "update", 2, "here", "")
    held = Line("b", 1, "held", 2, "there", "muted")
    assert missed(corpus, [update, held, Line("c", 1, "update", 3, "there", "")]) == {"b": ("there",)}
    assert missed(corpus, [update, Line("b", 1, "update", 2, "there", "")]) == {}
    assert missed(corpus, [Line("b", 1, "join", 2, None, "")]) == {"b": ("here", "there")}


def test_a_look_back_may_stay_quiet_but_a_report_may_not() -> None:
    corpus = Corpus((article("a", "x"), article("b", "x", follows=True), article("n", None)), {"x": ("here",)})
    quiet = score(corpus, [Line("n", 5, "new", 1, None, "")])
    assert quiet.quiet == ("a",)
    assert quiet.false_alarms == ("n",)
    assert quiet.unheard == (("x", "here"),)


def test_a_message_to_somebody_whom_the_event_does_not_concern_is_stray() -> None:
    corpus = Corpus((article("a", "x"), article("b", "y"), article("n", None)), {"x": ("here",), "y": ("there",)})
    right = [Line("a", 1, "new", 1, "here", ""), Line("b", 2, "new", 1, "there", "")]
    assert score(corpus, right).stray == ()
    wrong = [Line("a", 1, "new", 1, "there", ""), Line("n", 3, "new", 1, "here", "")]
    assert score(corpus, [*right, *wrong]).stray == (("a", "there"), ("n", "here"))


def test_a_line_about_the_incident_itself_is_no_stray_message() -> None:
    corpus = Corpus((article("a", "x"),), {"x": ("here",)})
    assert score(corpus, [Line("a", 1, "new", 1, None, ""), Line("a", 1, "muted", 1, "there", "")]).stray == ()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_whole(part: str) -> None:
    corpus = read_corpus(part)
    idents = [one.id for one in corpus.articles]
    assert len(set(idents)) == len(idents)
    for one in corpus.articles:
        assert one.line["title"], one.id
        assert len(str(one.line["text"]).split()) > FLASH, one.id
        assert datetime.fromisoformat(str(one.line["published"])).tzinfo is not None
        assert one.line["lang"] in ("en", "es")
    firsts = {one.event: one for one in reversed(corpus.articles) if one.event}
    assert all(not one.update and not one.follows for one in firsts.values())
    assert set(firsts) == set(corpus.follow)


@pytest.mark.parametrize("part", PARTS)
def test_no_text_stands_twice_but_where_a_paper_prints_another_s(part: str) -> None:
    corpus = read_corpus(part)
    texts = Counter(one.line["text"] for one in corpus.articles)
    assert all(len({one.event for one in corpus.articles if one.line["text"] == text}) == 1 for text in texts)


def test_no_event_and_no_article_is_in_two_parts() -> None:
    parts = [read_corpus(part) for part in PARTS]
    every = read_corpus("all")
    assert len(every.follow) == sum(len(corpus.follow) for corpus in parts)
    assert len({one.id for one in every.articles}) == sum(len(corpus.articles) for corpus in parts)


def test_weeks_do_not_overlap() -> None:
    spans = sorted(
        (min(times), max(times))
        for times in ([str(one.line["published"]) for one in read_corpus(part).articles] for part in PARTS)
    )
    assert all(end < begin for (_, end), (begin, _) in pairwise(spans))


def test_weights_are_fitted_to_no_part_that_is_there_to_measure() -> None:
    parser = learn_joining.arguments()
    assert set(parser.parse_args([]).parts).isdisjoint(MEASURED)
    assert parser.parse_args(["tune", "third"]).parts == ["tune", "third"]


def test_a_part_that_is_not_there_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        learn_joining.arguments().parse_args(["half"])
    assert (
        "there is no part 'half': take tune, second, third, fourth, fifth, sixth, seventh, eighth, tenth, check, unread, ninth, eleventh or all"
        in capsys.readouterr().err
    )


def test_memory_sees_each_week_right_after_the_one_before() -> None:
    weeks = [
        [Article(f"{day}.{hour}", "", "", published=day + hour * timedelta(hours=1)) for hour in (9, 50)]
        for day in MONDAYS
    ]
    moved = [one.published for one in replay_memory.in_a_row(weeks)]
    assert moved == [MONDAYS[0] + timedelta(hours=hours) for hours in (9, 50, 7 * 24 + 9, 7 * 24 + 50)]
