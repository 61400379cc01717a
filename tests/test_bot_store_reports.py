"""Reports under their incidents: what lies under one is found without walking through everything."""

from __future__ import annotations

import random
from dataclasses import replace

from fakes_store import fill, incident, report
from fakes_telegram import World
from test_bot_incidents_joining import made

from bot.incidents.content import Content
from bot.incidents.gist import gist_of
from bot.incidents.growing import opened
from bot.incidents.joining import join
from bot.incidents.known import first_known, grown
from bot.incidents.report import Report
from bot.store.sqlite import SqliteStore


def test_no_table_is_walked_through_where_two_incidents_become_one(world: World) -> None:
    fill(world, 4242, "mine")
    store, told = world.store, report(incident())
    other = store.add_incident(incident())
    store.remember(other.id, first_known(told), Content(prints=(4, 5, 6), names=frozenset({"nogal"})))
    said: list[str] = []
    connection = store._writer.conn
    connection.set_trace_callback(said.append)
    store.absorb(1, other.id, first_known(told))
    connection.set_trace_callback(None)
    changes = [line for line in said if line.startswith(("UPDATE", "DELETE"))]
    assert len(changes) >= 8
    for line in changes:
        plan = [row["detail"] for row in store._rows(f"EXPLAIN QUERY PLAN {line}")]
        assert not any(step.startswith("SCAN") for step in plan), (line, plan)


def test_what_shares_a_text_with_an_incident_that_was_absorbed_finds_the_other(world: World) -> None:
    store, told = world.store, report(incident())
    one, other = store.add_incident(incident()), store.add_incident(incident())
    text = Content("en", prints=(4, 5, 6, 7, 8))
    store.remember(one.id, first_known(told), Content("en", prints=(1, 2, 3)))
    store.remember(other.id, first_known(told), text)
    store.absorb(one.id, other.id, first_known(told))
    again = store._rows("SELECT DISTINCT incident_id AS id FROM prints WHERE print IN (4, 5, 6, 7, 8)")
    assert [row["id"] for row in again] == [one.id]
    assert store.known(other.id) is None


def told_of(store: SqliteStore, chance: random.Random, number: int) -> list[Report]:
    """So many reports, each under one of the incidents that are there or under a new one."""
    reports = [made(chance) for _ in range(number)]
    ids: list[int] = []
    for one in reports:
        incident_id = chance.choice([*ids, None])
        known = None if incident_id is None else store.known(incident_id)
        if incident_id is None or known is None:
            incident_id = store.add_incident(opened(one, one.told)).id
            ids.append(incident_id)
            store.remember(incident_id, first_known(one), one.content)
        else:
            store.remember(incident_id, grown(known, one, copy=False), one.content)
    return reports


def test_the_gist_that_is_stored_is_that_of_what_is_remembered(world: World) -> None:
    chance = random.Random(11)
    seen = 0
    for one in told_of(world.store, chance, 60):
        for candidate in world.store.candidates(one):
            known = candidate.recall()
            assert known == world.store.known(candidate.incident)
            whole = gist_of(known)
            assert (candidate.gist.scene, candidate.gist.figures) == (whole.scene, whole.figures)
            assert sorted(candidate.gist.marks) == sorted(whole.marks)
            seen += 1
    assert seen > 100


def test_incidents_of_an_older_version_that_left_no_gist_are_found_and_judged_as_ever(world: World) -> None:
    chance = random.Random(12)
    reports = told_of(world.store, chance, 60)
    before = [[one.incident for one in world.store.candidates(report)] for report in reports]
    verdicts = [join(report, world.store.candidates(report)) for report in reports]
    with world.store.write():
        world.store._change("DELETE FROM gists WHERE incident_id % 2")
    assert [[one.incident for one in world.store.candidates(report)] for report in reports] == before
    assert [join(report, world.store.candidates(report)) for report in reports] == verdicts
    assert sum(verdict.incident is not None for verdict in verdicts) > 10


def test_of_all_that_are_held_beside_a_report_only_the_one_that_it_tells_of_is_read(world: World) -> None:
    store, chance = world.store, random.Random(13)
    texts = [Content("en", words=frozenset(chance.sample(LEXICON, 30)), prints=prints(chance)) for _ in range(40)]
    told = [replace(report(incident()), content=text) for text in texts]
    for one in told:
        store.remember(store.add_incident(incident()).id, first_known(one), one.content)
    beside = store.candidates(told[17])
    said: list[str] = []
    store._reader.conn.set_trace_callback(said.append)
    verdict = join(told[17], beside)
    store._reader.conn.set_trace_callback(None)
    assert (len(beside), verdict.incident) == (40, 18)
    assert [line for line in said if "known" in line] == ["SELECT known FROM incidents WHERE id = 18 AND known != ''"]


LEXICON = [f"word{number}" for number in range(4000)]


def prints(chance: random.Random) -> tuple[int, ...]:
    return tuple(sorted(chance.sample(range(2**32), 16)))
