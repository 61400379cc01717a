"""`tocsin rules`: what an editor of rules sees after each of its commands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_people import NOW, chat, subscription
from fakes_rulelang import write
from typer.testing import CliRunner, Result

from bot.cli.rules import rules as commands
from bot.config import Mistakes
from bot.regions import Region
from bot.store.sqlite import open_store
from extract.read import Tools

Run = Callable[..., Result]

OFF = ("shooting.gunfire.en", "shooting.group.en")
MINE = """language: en
rules:
  - id: lanterns.en
    category: arson
    any_of: [sky lantern]
    near:
      - any_of: [attack, throw]
        within: 6
    examples:
      alert:
        - {text: "Masked men threw sky lanterns at a depot in Gao, Mali, on Tuesday.", place: Gao}
      quiet:
        - A sky lantern festival in Chiang Mai draws crowds.
"""
ARTICLE = (
    "Gunmen opened fire on shoppers at a market in Gao, Mali, on Wednesday, killing four people. "
    "A bomb went off in the museum in 1998. Sky lanterns rose over the town."
)
CHANGED = """rules:
  - extends: coup.en
    examples:
      quiet:
        - The loan of the painting is a coup for the museum in Oslo.
"""
LANTERNS = "Masked men threw sky lanterns at a depot in Gao, Mali, on Tuesday."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tools: Tools) -> Run:
    monkeypatch.setattr("bot.app.reading_tools", lambda *_: tools)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object, **more: str) -> Result:
        result = CliRunner().invoke(commands, [str(word) for word in words], **more)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def test_check_counts_what_is_right(run: Run, tmp_path: Path, data_dir: Path) -> None:
    result = run("check", write(tmp_path, MINE), "--data-dir", data_dir)
    assert result.exit_code == 0
    assert result.stdout.endswith("live rules, 0 on trial: no problem found.\n")


def test_check_knows_the_places_that_examples_name(run: Run, tmp_path: Path, data_dir: Path) -> None:
    path = write(tmp_path, MINE.replace("place: Gao", "place: Timbuktoo"))
    result = run("check", path, "--data-dir", data_dir)
    assert result.exit_code == 1
    assert f'{path}:11:95: unknown place "Timbuktoo"; did you mean "Timbuktu"?' in result.stderr


def test_check_says_when_places_could_not_be_looked_up(run: Run, tmp_path: Path) -> None:
    result = run("check", write(tmp_path, MINE), "--data-dir", tmp_path)
    assert result.exit_code == 0
    assert "Places in examples were not looked up" in result.stderr


def test_check_names_every_mistake_of_every_file_at_once(run: Run, tmp_path: Path, data_dir: Path) -> None:
    write(tmp_path, MINE.replace("category: arson", "category: arsn"), "a.yaml")
    write(tmp_path, MINE.replace("lanterns.en", "x.en").replace("any_of: [sky lantern]", "any_of: ['']"), "b.yaml")
    told = run("check", tmp_path, "--data-dir", data_dir).stderr.splitlines()
    assert [line.removeprefix(f"{tmp_path}/") for line in told] == [
        'a.yaml:4:15: unknown category "arsn"; did you mean "arson"?',
        "b.yaml:5:14: an empty word would match everything; remove it",
    ]


def test_test_holds_a_rule_to_its_sentences(run: Run, tmp_path: Path, data_dir: Path) -> None:
    result = run("test", write(tmp_path, MINE), "--rule", "lanterns.en", "--data-dir", data_dir)
    assert (result.exit_code, result.stdout) == (0, "1 rule, 2 examples, 0 failed.\n")


def test_test_of_a_folder_asks_the_rules_of_that_folder_and_not_all_that_ship(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    write(tmp_path, MINE)
    write(tmp_path, CHANGED, "changes.yaml")
    result = run("test", tmp_path, "--data-dir", data_dir)
    assert (result.exit_code, result.stdout) == (0, "2 rules, 9 examples, 0 failed.\n")


def test_test_shows_the_sentence_that_fails_and_why(run: Run, tmp_path: Path, data_dir: Path) -> None:
    path = write(tmp_path, MINE.replace("threw sky", "carried sky"))
    result = run("test", path, "--rule", "lanterns.en", "--data-dir", data_dir)
    assert result.exit_code == 1
    assert f"{path}:11 lanterns.en must alert, but no word fits" in result.stdout
    assert "Masked men carried sky lanterns" in result.stdout


def test_test_of_a_rule_that_is_not_there_says_so(run: Run, data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistakes, match=r'no rule has the id "lantern.en"; did you mean "lanterns.en"'):
        run("test", write(tmp_path, MINE), "--rule", "lantern.en", "--data-dir", data_dir)
    off = write(tmp_path, MINE + "  - {extends: coup.en, status: off}\n")
    with pytest.raises(Mistakes, match="is switched off"):
        run("test", off, "--rule", "coup.en", "--data-dir", data_dir)


def test_try_shows_words_place_gates_and_near_misses(run: Run, tmp_path: Path, data_dir: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    rules = write(tmp_path, MINE)
    shown = run("try", article, "--date", "2026-05-14", "--rules", rules, "--data-dir", data_dir).stdout
    assert "ALERT Shooting, danger, in Gao, Mali\n" in shown
    assert re.search(r"written at rules/packs/\w+\.en\.yaml:\d+\n", shown)
    assert "rule shooting.group.en on “Gunmen”, “fire”" in shown
    assert "Gao stands as the place in the same sentence" in shown
    assert "facts: dead 4, by Gunmen" in shown
    assert "passed: lookalike, correction, denial" in shown
    assert "quiet Explosion" in shown
    assert "stopped by history: “museum”" in shown or "stopped by old: “1998”" in shown
    assert "lanterns.en on “Sky lanterns”: near: none of attack, throw within 6 words of Sky lanterns" in shown


def test_try_reads_standard_input_and_colours_the_words(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    shown = run("try", "-", "--date", "2026-05-14", "--data-dir", data_dir, input=ARTICLE).stdout
    assert "\x1b[1;7mGunmen\x1b[0m" in shown
    assert "\x1b[1;31mALERT Shooting" in shown


def test_try_takes_the_first_line_of_a_text_for_the_headline(run: Run, tmp_path: Path, data_dir: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Shoppers shot at in Gao\n\n" + ARTICLE, encoding="utf-8")
    shown = run("try", article, "--date", "2026-05-14", "--data-dir", data_dir).stdout
    assert shown.startswith("Shoppers shot at in Gao\nGunmen opened fire")
    assert "No headline" not in shown


def test_try_counts_no_wide_rule_that_spoke_among_those_that_nearly_did(run: Run, data_dir: Path) -> None:
    text = (
        "Guards tie up watchman, empty jewellery shop in Nakuru\n\nFour men in reflective jackets walked into a jewellery "
        "shop in Nakuru, Kenya, on Thursday night, tied the watchman to a chair and left with two bags of gold, police said."
    )
    shown = run("try", "-", "--date", "2026-11-27", "--data-dir", data_dir, input=text).stdout
    spoke, nearly = shown.split("Nearly:")
    (rule,) = re.findall(r"why: rule (\S+\.wide\.en) on", spoke)
    assert rule not in nearly


def test_try_says_that_a_text_has_no_headline(run: Run, tmp_path: Path, data_dir: Path) -> None:
    broken = ARTICLE.replace("at a market", "\nat a market")
    for text in (ARTICLE, broken):
        shown = run("try", "-", "--date", "2026-05-14", "--data-dir", data_dir, input=text).stdout
        assert shown.startswith("No headline: put it on the first line, or give --title.")


def test_try_of_a_file_that_is_not_there_is_one_line(run: Run, tmp_path: Path, data_dir: Path) -> None:
    with pytest.raises(Mistakes, match=r"nothing\.txt: cannot be read"):
        run("try", tmp_path / "nothing.txt", "--data-dir", data_dir)


def test_backtest_tells_what_comes_what_goes_and_whom_it_reaches(run: Run, tmp_path: Path, data_dir: Path) -> None:
    old = tmp_path / "old.jsonl"
    texts = (ARTICLE, LANTERNS)
    rows = [{"id": f"a{n}", "text": text, "date": "2026-05-14"} for n, text in enumerate(texts)]
    old.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    after = write(tmp_path, MINE + "".join(f"  - {{extends: {one}, status: off}}\n" for one in OFF))
    database = tmp_path / "tocsin.db"
    store = open_store(database)
    store.save_chat(chat(1), NOW)
    store.subscribe(subscription(1, Region("country", "Mali", "ML")), NOW)
    store.close()
    result = run(
        "backtest", old, "--against", "builtin", "--rules", after, "--database", database, "--data-dir", data_dir
    )
    assert "+ a1: Arson, serious, in Gao, Mali by lanterns.en, 1 subscriber\n" in result.stdout
    assert "- a0: Shooting, danger, in Gao, Mali by shooting.group.en, 1 subscriber\n" in result.stdout
    assert "2 articles: " in result.stdout
    same = run("backtest", old, "--against", after, "--rules", after, "--data-dir", data_dir)
    assert same.stdout == "2 articles: 0 alerts more, 0 fewer.\n"


def test_backtest_tells_a_changed_severity_and_what_a_trial_rule_would_find(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text(json.dumps({"id": "a", "text": LANTERNS, "date": "2026-05-14"}) + "\n", encoding="utf-8")
    graver = MINE.replace("category: arson", "category: arson\n    severity: danger")
    trial = MINE.replace("category: arson", "category: arson\n    status: trial")
    before = write(tmp_path, MINE)

    def told(mine: str, against: object) -> list[str]:
        after = write(tmp_path, mine, "after.yaml")
        shown = run("backtest", old, "--against", against, "--rules", after, "--data-dir", data_dir).stdout
        return shown.splitlines()

    assert told(graver, before) == [
        "~ a: Arson, serious before, now danger, in Gao, Mali by lanterns.en",
        "1 article: 0 alerts more, 0 fewer, 1 at another severity.",
    ]
    assert told(trial, "builtin") == [
        "+ a: Arson, serious, in Gao, Mali by lanterns.en (on trial: told to admins only)",
        "1 article: 1 alert more, 0 fewer.",
    ]


def test_backtest_counts_people_as_they_are_set_today_also_for_undated_articles(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text(json.dumps({"id": "a", "text": LANTERNS}) + "\n", encoding="utf-8")
    database = tmp_path / "tocsin.db"
    store = open_store(database)
    for number in (1, 2):
        store.save_chat(chat(number), NOW)
    store.subscribe(subscription(1, Region("country", "Mali", "ML")), NOW)
    store.subscribe(subscription(2, Region("country", "Chad", "TD")), NOW)
    store.close()
    command = ("backtest", old, "--against", "builtin", "--rules", write(tmp_path, MINE), "--data-dir", data_dir)
    assert run(*command, "--database", database).stdout.splitlines() == [
        "+ a: Arson, serious, in Gao, Mali by lanterns.en, 1 subscriber",
        "1 article: 1 alert more, 0 fewer; subscribers reached: 1 more, 0 fewer.",
    ]
    with pytest.raises(Mistakes, match=r"none\.db: no such file"):
        run(*command, "--database", tmp_path / "none.db")


def test_the_schema_shipped_is_the_one_printed(run: Run) -> None:
    shipped = Path(__file__).parents[1] / "rules" / "rule.schema.json"
    assert json.loads(run("schema").stdout) == json.loads(shipped.read_text(encoding="utf-8"))
