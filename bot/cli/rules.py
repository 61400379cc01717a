"""`tocsin rules`: check, test, try, backtest, feedback and the schema of rule files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.places import Gazetteer
    from extract.read import Tools
    from rules.rule import RuleSet

rules = typer.Typer(help="Check, test and try rule files.", no_args_is_help=True)

Paths = Annotated[list[str] | None, typer.Argument(help="Rule files or folders; without one, those that ship.")]
Rules = Annotated[list[str] | None, typer.Option("--rules", help="Rule files or folders. May be repeated.")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where the compiled gazetteer lies.")]


def register(app: typer.Typer) -> None:
    app.add_typer(rules, name="rules")


@rules.command("check")
def check(
    paths: Paths = None,
    config: Annotated[Path | None, typer.Option("--config", "-c", help="Check the rules this config names.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Name every problem of rule files at once: file:line:column, what is wrong, what would be right."""
    from bot.config import find_config, load_config
    from rules.load import load_rules

    chosen = paths or (list(load_config(find_config(config)).rules) if config else ["builtin"])
    gazetteer = _gazetteer_at_hand(data_dir)
    loaded = load_rules(_with_builtin(chosen), gazetteer=gazetteer)
    for warning in loaded.warnings:
        typer.echo(f"{warning} (warning)", err=True)
    for problem in loaded.problems:
        typer.echo(str(problem), err=True)
    if loaded.rules is None:
        raise typer.Exit(1)
    live = sum(rule.status == "live" for rule in loaded.rules.rules)
    trial = sum(rule.status == "trial" for rule in loaded.rules.rules)
    print(f"{len(loaded.files)} files, {live} live rules, {trial} on trial: no problem found.")
    if gazetteer is None:
        typer.echo(
            "Places in examples were not looked up: no gazetteer is compiled here yet (tocsin gazetteer).", err=True
        )


@rules.command("test")
def hold(
    paths: Paths = None,
    rule: Annotated[str | None, typer.Option(help="Only the rule with this id.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Hold the rules of these files to their examples: those that must alert, and those that must stay quiet."""
    from rich.console import Console

    from bot.config import Mistakes
    from extract.read import read
    from rules.examples import failures
    from rules.load import written_in

    loaded, tools = _rules_and_tools(paths, data_dir)
    meant = written_in(paths or ["builtin"], loaded.rules) if rule is None else loaded.rules
    tried = [one for one in meant if one.status != "off" and rule in (None, one.id)]
    if rule is not None and not tried:
        raise Mistakes([_no_such_rule(rule, loaded)])
    console = Console(highlight=False, soft_wrap=True)
    failed = 0
    for failure in failures(loaded, lambda article: read(article, tools), tried):
        failed += 1
        console.print(f"[red]{failure.source}[/] {failure.rule.id} {failure.why}", markup=True)
        console.print(f"    {failure.example.text}", markup=False)
    examples = sum(len(one.examples) for one in tried)
    console.print(f"{_counted(len(tried), 'rule')}, {_counted(examples, 'example')}, {failed} failed.")
    if failed:
        raise typer.Exit(1)


@rules.command("try")
def try_(
    source: Annotated[str, typer.Argument(help="A file, a web address, or - for standard input.")],
    title: Annotated[str, typer.Option(help="The headline.")] = "",
    date: Annotated[str | None, typer.Option(help="The day it was published, as 2026-05-14.")] = None,
    lang: Annotated[str | None, typer.Option(help="Its language, where it should not be detected.")] = None,
    paths: Rules = None,
    data_dir: DataDir = None,
) -> None:
    """Show what the rules make of an article: words, place, gates, and what nearly fired."""
    from rich.console import Console

    from bot.cli.naming import Names
    from bot.cli.trying import article_from, show
    from bot.reading import read_article
    from rules.match import explain

    article = article_from(source, title, date, lang)
    loaded, tools = _rules_and_tools(paths, data_dir)
    reading = read_article(article, tools, loaded)
    assert reading.extraction is not None  # noqa: S101 - nothing is gated here, so everything was read
    names = Names(loaded.categories, tools.gazetteer)
    show(reading, explain(loaded, reading.extraction), loaded, names, Console(highlight=False))


@rules.command("backtest")
def backtest(
    articles: Annotated[Path, typer.Argument(help="JSON Lines as `tocsin extract` reads them.")],
    against: Annotated[list[str], typer.Option(help="The rules before: files or folders. May be repeated.")],
    paths: Rules = None,
    database: Annotated[Path | None, typer.Option(help="Count whom each alert would reach in this database.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Compare two sets of rules on old articles: which alerts are new, gone, or of another severity."""
    from datetime import UTC, datetime

    from bot.cli.backtesting import compare, read_articles
    from bot.cli.naming import Names
    from bot.config import Mistakes, database_key_in
    from bot.store import StoreError
    from bot.store.reader import subscriptions

    if database is not None and not database.exists():
        raise Mistakes([f"{database}: no such file"])
    before = _rule_set(against)
    after, tools = _rules_and_tools(paths, data_dir)
    old, problems = read_articles(articles)
    try:
        people = subscriptions(database, database_key_in(os.environ)) if database else ()
    except StoreError as error:
        raise Mistakes([str(error)]) from None
    found = compare(old, before, after, tools, people, datetime.now(UTC))
    for line in found.lines(Names({**before.categories, **after.categories}, tools.gazetteer), count=bool(database)):
        print(line)
    print(found.summary(len(old), count=bool(database)))
    if problems:
        raise Mistakes(problems)


@rules.command("feedback")
def feedback(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config of the running bot.")] = None,
    database: Annotated[Path | None, typer.Option(help="Its database, where it is not the config's.")] = None,
    write: Annotated[Path | None, typer.Option(help="Write the articles as examples into this rule file.")] = None,
) -> None:
    """List what people called wrong under alerts, the rule most people object to first."""
    from bot.cli.feedback import as_rules, by_rule, lines
    from bot.config import Mistakes, database_key_in, find_config, load_config
    from bot.store import StoreError

    try:
        found = by_rule(database or load_config(find_config(config)).database_path, database_key_in(os.environ))
    except StoreError as error:
        raise Mistakes([str(error)]) from None
    for line in lines(found):
        print(line)
    if not found:
        print("Nobody has called an alert wrong.")
    if write is not None:
        if write.exists():
            raise Mistakes([f"{write}: exists already; name a new file, so that nothing of yours is overwritten"])
        write.write_text(as_rules(found), encoding="utf-8")
        print(f"Written: {write}. `tocsin rules test {write}` shows which examples fail.")


@rules.command("schema")
def schema() -> None:
    """Print the JSON Schema of rule files, for editors that complete and underline."""
    from rules.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _with_builtin(paths: list[str]) -> list[str]:
    """An operator's file may change shipped rules and use shipped categories: it is read after them."""
    return paths if "builtin" in paths else ["builtin", *paths]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _no_such_rule(ident: str, loaded: RuleSet) -> str:
    from extract.marks import did_you_mean

    known = {one.id: one.status for one in loaded.rules}
    if ident in known:
        return f'--rule: "{ident}" is switched off, so there is nothing to test'
    return f'--rule: no rule has the id "{ident}"{did_you_mean(ident, known)}'


def _gazetteer_at_hand(data_dir: Path | None) -> Gazetteer | None:
    """The compiled gazetteer, when there is one: to check a rule nobody should wait until one is made."""
    from bot.config import default_data_dir
    from extract.gazetteer import COMPILED, open_gazetteer

    folder = data_dir or default_data_dir()
    return open_gazetteer(folder) if (folder / COMPILED).exists() else None


def _rule_set(paths: list[str] | None) -> RuleSet:
    from bot.app import rule_set

    return rule_set(_with_builtin(paths or ["builtin"]))


def _rules_and_tools(paths: list[str] | None, data_dir: Path | None) -> tuple[RuleSet, Tools]:
    from bot.app import reading_tools
    from bot.cli.terminal import progress_bar
    from bot.config import default_data_dir

    loaded = _rule_set(paths)
    with progress_bar() as progress:
        return loaded, reading_tools(data_dir or default_data_dir(), progress)
