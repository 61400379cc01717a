"""Twenty alerts in a row become one message that fits and forgets none."""

from __future__ import annotations

from datetime import timedelta

from fakes_telegram import NOON, owed

from bot.channels.markup import read_html, units
from bot.collapse import digest_of
from bot.outbox import Delivery
from rules.rule import Severity


def told(*deliveries: Delivery) -> Delivery:
    return digest_of(deliveries, NOON, title=lambda n: f"{n} alerts", more=lambda n: f"and {n} more")


def test_the_gravest_comes_first_and_makes_it_as_urgent() -> None:
    light, grave = owed(1, "Protest", severity=Severity.NOTICE, silent=True), owed(1, "Attack")
    digest = told(light, grave)
    assert digest.parts[0].plain == "2 alerts\n\n• Attack\n• Protest"
    assert (digest.severity, digest.priority, digest.silent) == (Severity.DANGER, grave.priority, False)
    assert digest.expires == max(light.expires, grave.expires)


def test_it_stays_silent_when_all_were() -> None:
    assert told(owed(1, "a", silent=True), owed(1, "b", silent=True)).silent


def test_signs_of_markup_in_a_headline_are_shown_as_they_are() -> None:
    digest = told(owed(1, "R&D <b> 5 < 6"), owed(1, "b"))
    assert read_html(digest.parts[0].html)[0] == digest.parts[0].plain


def test_a_thousand_long_ones_fit_and_the_rest_is_counted() -> None:
    many = [owed(1, f"{number} " + "🔴&" * 150, at=NOON + timedelta(seconds=number)) for number in range(1000)]
    digest = told(*many)
    assert units(read_html(digest.parts[0].html)[0]) <= 4096
    shown = digest.parts[0].plain.count("•")
    assert shown > 5
    assert digest.parts[0].plain.endswith(f"and {1000 - shown} more")


def test_a_digest_is_not_collapsed_again() -> None:
    assert not told(owed(1, "a"), owed(1, "b")).collapsible
