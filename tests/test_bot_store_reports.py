"""Reports under their incidents: what lies under one is found without walking through everything."""

from __future__ import annotations

from fakes_store import fill, incident, report
from fakes_telegram import World

from bot.incidents.content import Content
from bot.incidents.known import first_known


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
