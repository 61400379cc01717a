"""A name that one incident alone has says more than one that many have; a quarter is taken for a foreign town."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from fakes_store import incident, report

from bot.incidents.content import Content
from bot.incidents.joining import Candidate, Likeness, weighed
from bot.incidents.known import first_known
from bot.incidents.nearness import named
from bot.incidents.report import Report
from extract.places import Place

LIDO = Place(3174659, "Lido", "city", "IT", "IT.20", None, 45.41, 12.37, 20_000)


def naming(names: Collection[str], toponyms: Collection[str] = (), meant: Collection[str] = ()) -> Report:
    told = report(incident())
    return replace(told, content=Content("en", frozenset(names), toponyms=frozenset(toponyms), meant=frozenset(meant)))


def beside(told: Report, *others: Report) -> list[Likeness]:
    held = [Candidate.of(number, first_known(one)) for number, one in enumerate(others, 1)]
    return [like for _, like in weighed(told, held)]


def test_a_name_of_one_incident_alone_is_rare_and_one_of_several_is_common() -> None:
    told = naming(("ferreria", "jalisciense"))
    own, other, third = beside(
        told, naming(("ferreria", "jalisciense")), naming(("jalisciense",)), naming(("obregon",))
    )
    assert own.signs["names_rare"] == 1
    assert "names_common" not in own.signs
    assert other.signs["names_common"] == 1
    assert "names_rare" not in other.signs
    assert third.signs.keys().isdisjoint({"names_rare", "names_common"})
    assert own.score > other.score


def test_a_place_to_one_and_a_person_to_the_other_is_the_same_name() -> None:
    [own, _] = beside(naming((), ("ferreria",)), naming(("ferreria",)), naming(("obregon",)))
    assert own.signs["names_rare"] == 1


def test_the_name_of_the_town_itself_is_neither() -> None:
    [own] = beside(naming(("tapalpa",)), naming(("tapalpa",)))
    assert own.signs.keys().isdisjoint({"names_rare", "names_common"})


@pytest.mark.parametrize(
    ("what", "meant", "how"),
    [
        ("another of that name, or none that is known", ("tapalpa@MX",), "mistaken"),
        ("that town abroad itself", ("tapalpa@MX", "lido@IT"), "abroad"),
        ("it is not known what it means", (), "abroad"),
    ],
)
def test_a_quarter_that_was_taken_for_a_town_abroad_is_no_other_country(
    what: str, meant: Collection[str], how: str
) -> None:
    there = report(incident())
    opened = first_known(replace(there, country="IT", parts=(replace(there.main, place=LIDO),)))
    tie = named(naming((), ("tapalpa", "lido"), meant), opened)
    assert tie is not None
    assert tie[0] == how, what


def test_the_same_where_the_later_report_is_the_one_that_was_put_abroad() -> None:
    known = first_known(naming((), ("tapalpa", "lido"), ("tapalpa@MX",)))
    told = report(incident())
    astray = replace(told, country="IT", main=replace(told.main, place=LIDO), content=Content("en"))
    tie = named(astray, known)
    assert tie is not None
    assert tie[0] == "mistaken"
    abroad = named(astray, replace(known, meant=frozenset({"lido@IT"})))
    assert abroad is not None
    assert abroad[0] == "abroad"
