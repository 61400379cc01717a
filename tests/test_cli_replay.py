"""`tocsin replay`: the whole bot on the articles' clock, told line by line; a restart in the middle changes nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import replay as command
from bot.config import Mistakes
from bot.store.sqlite import open_store
from bot.subscriptions import Chat
from extract.read import Tools
from rules.rule import RuleSet

START = datetime(2026, 5, 14, 18, 30, tzinfo=UTC)
SHOOTING = "Gunmen opened fire on shoppers in Maiduguri, Nigeria, on Thursday, killing four people, police said."
BOMB = "A bomb exploded in a market in Kano, Nigeria, on Thursday night and wounded nine traders, the army said."
LIBRARY = "The library in Lagos, Nigeria, has a new reading room."
TRIAL = "A court in Maiduguri, Nigeria, sentenced four gunmen on Thursday for killing a trader in 2019."


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch: pytest.MonkeyPatch, tools: Tools, builtin_rules: RuleSet) -> None:
    monkeypatch.setattr("bot.app.reading_tools", lambda data_dir, progress: tools)
    monkeypatch.setattr("bot.app.rule_set", lambda paths, gazetteer: builtin_rules)


def article(ident: str, text: str, hours: float = 0, **fields: Any) -> dict[str, Any]:
    published = (START + timedelta(hours=hours)).isoformat()
    return {"id": ident, "published": published, "publisher": "The Courier", "lang": "en", "text": text} | fields


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


class Run:
    """One replay after the other in a folder; `told` are the lines of the last one."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys
        self.told: list[dict[str, Any]] = []
        self.errors: list[str] = []

    def __call__(self, articles: list[Any], people: list[Any], *, as_json: bool = True, **options: Any) -> int:
        news = written(self._folder / "news.jsonl", articles)
        subscribers = written(self._folder / "people.jsonl", people)
        code = 0
        try:
            command.replay(news, subscribers, as_json=as_json, data_dir=Path("unused"), **options)
        except typer.Exit as left:
            code = left.exit_code
        out, errors = self._capsys.readouterr()
        self.told = [json.loads(line) for line in out.splitlines()] if as_json else [{"line": out}]
        self.errors = [line for line in errors.splitlines() if line]
        return code

    def actions(self) -> list[tuple[str, Any]]:
        return [(told["action"], told["chat"]) for told in self.told]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def test_an_attack_is_told_to_who_asked_for_the_place_and_says_why(run: Run) -> None:
    assert run([article("a", SHOOTING)], [{"chat": 1, "region": "Nigeria"}, {"chat": 2, "region": "Mexico"}]) == 0
    report, message = run.told
    assert (report["article"], report["action"], report["chat"]) == ("a", "new", None)
    assert "Maiduguri" in report["why"]
    assert message == {
        "article": "a",
        "incident": report["incident"],
        "action": "new",
        "revision": 1,
        "chat": 1,
        "why": "in Nigeria",
    }


def test_an_incident_is_told_of_even_when_nobody_listens(run: Run) -> None:
    run([article("a", SHOOTING)], [{"chat": 2, "region": "Mexico"}])
    assert run.actions() == [("new", None)]
    assert run.told[0]["incident"] is not None


@pytest.mark.parametrize(("text", "gate"), [(LIBRARY, "no_rule"), (TRIAL, "trial")])
def test_what_stays_quiet_names_its_gate(run: Run, text: str, gate: str) -> None:
    run([article("a", text)], [{"chat": 1, "region": "Nigeria"}])
    assert run.actions() == [("quiet", None)]
    assert run.told[0]["incident"] is None
    assert run.told[0]["why"].startswith(gate)


def test_two_places_far_apart_are_two_incidents(run: Run) -> None:
    run([article("a", SHOOTING), article("b", BOMB, 1)], [{"chat": 1, "region": "Nigeria"}])
    assert len({told["incident"] for told in run.told}) == 2
    assert run.actions() == [("new", None), ("new", 1)] * 2


def test_the_same_id_of_the_same_publisher_is_read_once(run: Run) -> None:
    again = [article("a", SHOOTING), article("a", SHOOTING, 1), article("a", LIBRARY, 2, publisher="Another")]
    run(again, [{"chat": 1, "region": "Nigeria"}])
    assert run.actions() == [("new", None), ("new", 1), ("quiet", None), ("quiet", None)]
    assert "read before" in run.told[2]["why"]


def test_the_clock_never_goes_back_so_an_old_article_that_comes_late_is_judged_by_its_own_date(run: Run) -> None:
    late = article("late", "Gunmen opened fire in Jos, Nigeria, today, killing two people.", -2)
    run([article("a", SHOOTING), late], [{"chat": 1, "region": "Nigeria"}])
    assert [told["article"] for told in run.told if told["chat"] == 1] == ["a", "late"]


def test_a_person_who_waits_for_a_digest_is_held_and_told_at_the_hour(run: Run) -> None:
    protest = "Thousands of protesters marched through the streets of Lagos, Nigeria, on Thursday."
    people = [{"chat": 1, "region": "Nigeria", "digest_hour": 7, "timezone": "Africa/Lagos"}]
    run([article("a", protest), article("b", LIBRARY, 20)], people)
    assert run.actions() == [("new", None), ("held", 1), ("digest", 1), ("quiet", None)]
    assert run.told[1]["why"] == "waits for the digest"


def test_an_article_that_waited_has_a_line_of_its_own_where_it_is_joined_and_nobody_is_told_twice(run: Run) -> None:
    nowhere = (
        "Gunmen opened fire on shoppers in the Monday Market on Thursday, and a bomb went off at the grain stalls."
    )
    market = (
        "A bomb exploded at the grain stalls of the Monday Market in Maiduguri, Nigeria, on Thursday, the army said."
    )
    run(
        [article("a", nowhere, publisher="Market Radio"), article("b", market, 1)],
        [{"chat": "anna", "region": "Maiduguri"}],
    )
    assert [(told["article"], told["action"], told["chat"]) for told in run.told] == [
        ("a", "quiet", None),
        ("b", "new", None),
        ("a", "join", None),
        ("b", "new", "anna"),
    ]
    assert run.told[2]["incident"] == run.told[1]["incident"]


def test_a_restart_in_the_middle_tells_the_same(run: Run, tmp_path: Path) -> None:
    news = [article("a", SHOOTING), article("b", LIBRARY, 1), article("c", BOMB, 3), article("d", SHOOTING, 2)]
    people = [{"chat": "anna", "region": "Nigeria"}, {"chat": 2, "region": "Kano", "language": "es"}]
    run(news, people)
    whole = run.told
    pieces: list[dict[str, Any]] = []
    for piece in (news[:1], news[1:3], news[3:]):
        run(piece, people, database=tmp_path / "kept.db")
        pieces += run.told
    assert pieces == whole


def test_a_bots_own_database_is_not_replayed_into(run: Run, tmp_path: Path) -> None:
    store = open_store(tmp_path / "live.db")
    store.save_chat(Chat(1, "private", admitted=True), START)
    store.close()
    with pytest.raises(Mistakes, match=r"live\.db: this is a bot's own database; name a new file"):
        run([article("a", SHOOTING)], [{"chat": 1, "region": "Nigeria"}], database=tmp_path / "live.db")


BAD_ARTICLES = {
    "no JSON": ("not json", "not JSON"),
    "no text": ({"id": "x", "published": "2026-05-14", "publisher": "p"}, 'no "text"'),
    "no id": ({"text": "x"}, 'no "id"'),
    "an odd date": (article("x", "y", published="14/05/2026"), '"published" is'),
    "official in words": (article("x", "y", official="yes"), '"official" is'),
}


@pytest.mark.parametrize(("bad", "said"), BAD_ARTICLES.values(), ids=BAD_ARTICLES.keys())
def test_a_bad_article_is_told_by_its_line_and_the_rest_goes_on(run: Run, bad: Any, said: str) -> None:
    assert run([bad, article("a", SHOOTING)], [{"chat": 1, "region": "Nigeria"}]) == 1
    assert run.actions() == [("new", None), ("new", 1)]
    [error] = run.errors
    assert "news.jsonl:1: " in error
    assert said in error


BAD_PEOPLE = {
    "no region": ({"chat": 9}, 'no "region"'),
    "no chat": ({"region": "Nigeria"}, 'no "chat"'),
    "an unknown place": ({"chat": 9, "region": "Xyzzyville"}, "'Xyzzyville': no place of that name is known"),
    "a slip": ({"chat": 9, "region": "Guadalajarra"}, "did you mean Guadalajara, "),
    "a severity of their own": ({"chat": 9, "region": "Nigeria", "severity": "awful"}, "notice, caution, serious"),
    "a category of their own": ({"chat": 9, "region": "Nigeria", "categories": ["rain"]}, "'rain' is no category"),
    "an unknown language": ({"chat": 9, "region": "Nigeria", "language": "xx"}, "it may be en or es"),
    "an unknown zone": ({"chat": 9, "region": "Nigeria", "timezone": "Moon"}, "write it as America/Mexico_City"),
    "an hour past midnight": ({"chat": 9, "region": "Nigeria", "digest_hour": 25}, "a number from 0 to 23"),
    "odd quiet hours": ({"chat": 9, "region": "Nigeria", "quiet_hours": "night"}, "write it as 22-7"),
    "too wide a circle": ({"chat": 9, "region": "Kano 5000km"}, "region 'Kano 5000km'"),
}


@pytest.mark.parametrize(("bad", "said"), BAD_PEOPLE.values(), ids=BAD_PEOPLE.keys())
def test_a_bad_subscriber_is_told_by_his_line_and_the_rest_goes_on(run: Run, bad: Any, said: str) -> None:
    assert run([article("a", SHOOTING)], [bad, {"chat": 1, "region": "Nigeria"}]) == 1
    assert run.actions() == [("new", None), ("new", 1)]
    [error] = run.errors
    assert "people.jsonl:1: " in error
    assert said in error


def test_regions_are_taken_as_people_type_them_and_as_codes(run: Run) -> None:
    people = [
        {"chat": 1, "region": "NG"},
        {"chat": 2, "region": "40 km around Maiduguri"},
        {"chat": 3, "region": "Nigeria explosion from danger"},
        {"chat": 4, "region": "Maiduguri", "categories": ["Explosion"]},
        {"chat": 5, "region": "Borno", "severity": 2, "quiet_hours": "22-7", "wake": "always"},
    ]
    run([article("a", SHOOTING)], people)
    assert {told["chat"]: told["why"] for told in run.told if told["chat"]} == {
        1: "in Nigeria",
        2: "in Maiduguri",
        5: "in Borno State",
    }


def test_a_namesake_and_an_unused_key_are_pointed_out_and_used_all_the_same(run: Run) -> None:
    assert run([article("a", SHOOTING)], [{"chat": 1, "region": "Guadalajara", "lenguage": "es"}]) == 0
    spelling, namesake = run.errors
    assert spelling.endswith('"lenguage" is not used; did you mean language?')
    assert "Guadalajara, Jalisco, Mexico; Guadalajara, " in namesake
    assert namesake.endswith("the first is taken")


@pytest.mark.parametrize(("region", "taken"), [("Guanajuato", "Guanajuato, Mexico"), ("Guanajuato 25km", "")])
def test_where_nobody_can_be_asked_the_division_is_taken_before_the_city_of_its_name(
    run: Run, region: str, taken: str
) -> None:
    assert run([article("a", SHOOTING)], [{"chat": 1, "region": region}]) == 0
    assert [note.rpartition(": ")[2] for note in run.errors] == ([f"{taken} is taken"] if taken else [])


def test_without_json_the_lines_are_for_people_and_end_with_the_sums(run: Run) -> None:
    run([article("a", SHOOTING), article("b", LIBRARY)], [{"chat": 1, "region": "Nigeria"}], as_json=False)
    lines = run.told[0]["line"].splitlines()
    assert "to 1" in lines[1]
    assert lines[-1] == "2 articles, 1 new, 1 messages, 1 quiet"
