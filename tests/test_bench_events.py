"""What the benchmark of events hands to the reader."""

from __future__ import annotations

from bench.events import _article


def test_the_papers_country_is_handed_on_as_a_feed_hands_it_on() -> None:
    line = {"id": "1", "text": "Tiroteo en Colón.", "lang": "es", "date": "2026-05-14"}
    assert _article(line | {"publisher": "PA"}).country == "PA"
    assert _article(line).country is None
