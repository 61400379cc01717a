"""YAML read with the line and column of every value, so that a mistake can be pointed at.

Shared by languages, rules and config. Not part of the core: it is the only place that parses YAML.

    marked, problems = read_file(path)              # or read_marked(text, "config.yaml")
    if marked is not None:                          # None only when nothing could be read at all
        try:
            config = Config.model_validate(marked.data)
        except pydantic.ValidationError as error:
            problems += problems_from(error, marked, Config)

Problems of the first step do not stop the second, so that everything is told at once; a file with
any problem is not to be used. What is read is smaller than YAML on purpose: no anchors, aliases,
tags or second documents, and a plain `no`, `22:30`, `010`, `1_000` or `2026-03-04` stays the string
that was written. Only `true`, `false`, `null`, `~` and plain decimal numbers become something else;
`Spot.reads_as` tells what other readers of YAML would make of a plain scalar.
"""

from __future__ import annotations

from extract.marks.reading import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read_file, read_marked
from extract.marks.spots import Marked, Problem, Spot, ValuePath, did_you_mean
from extract.marks.validation import problems_from, unknown_fields

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_VALUES",
    "Marked",
    "Problem",
    "Spot",
    "ValuePath",
    "did_you_mean",
    "problems_from",
    "read_file",
    "read_marked",
    "unknown_fields",
]
