"""What happened, where, when, told by whom: reports of many articles, joined into incidents."""

from __future__ import annotations

from bot.incidents.incident import Incident, Part, Source, incidents_of

__all__ = ["Incident", "Part", "Source", "incidents_of"]
