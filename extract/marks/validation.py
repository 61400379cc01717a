"""What pydantic says of a file's data, as problems that point into the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from extract.marks.spots import Marked, Problem, ValuePath, did_you_mean

_ASKED_FOR = {
    "string_type": "a word",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "fields (name: value)",
    "mapping_type": "fields (name: value)",
    "model_type": "fields (name: value)",
    "model_attributes_type": "fields (name: value)",
    "dataclass_type": "fields (name: value)",
    "path_type": "a path",
    "url_type": "an address",
    "none_required": "nothing",
}


@dataclass(frozen=True, slots=True)
class _Complaint:
    """One error of pydantic with its location cut down to what stands in the file.

    `branch` = it comes from one arm of a union.
    """

    path: ValuePath
    details: ErrorDetails
    branch: bool

    @property
    def asked_for(self) -> str | None:
        return _ASKED_FOR.get(self.details["type"])


def problems_from(error: ValidationError, marked: Marked, model: type[BaseModel] | None = None) -> list[Problem]:
    """Every error of validating `marked.data`, at its line and column, in file order.

    With `model`, the class that was validated, an unknown field is told which field was likely meant.
    A field that accepts several shapes gives one problem, not one for each shape.
    """
    schema = _schema(model) if model else {}
    complaints = [_complaint(details, marked) for details in error.errors(include_url=False)]
    problems = []
    for path, group in _by_path(complaints).items():
        if any(path[: len(refused)] == refused for refused in marked.refused):
            continue
        deeper = any(len(other.path) > len(path) and other.path[: len(path)] == path for other in complaints)
        shapes = [one for one in group if one.asked_for and one.branch]
        rest = [one for one in group if one not in shapes]
        if shapes and not rest and not deeper:
            wanted = " or ".join(dict.fromkeys(one.asked_for or "" for one in shapes))
            problems.append(marked.problem(path, _wrong_shape(marked, path, wanted)))
        problems.extend(_problem(one, marked, schema) for one in rest)
    return sorted(set(problems))


def unknown_fields(error: ValidationError, marked: Marked) -> list[ValuePath]:
    """Where a field stands that its model does not have."""
    errors = (one for one in error.errors(include_url=False) if one["type"] == "extra_forbidden")
    return list(dict.fromkeys(_complaint(one, marked).path for one in errors))


@cache
def _schema(model: type[BaseModel]) -> Mapping[str, Any]:
    return model.model_json_schema()


def _complaint(details: ErrorDetails, marked: Marked) -> _Complaint:
    """pydantic's `loc` names union arms and validators between the keys; those are left out."""
    path: ValuePath = ()
    branch = False
    loc = details["loc"]
    for position, step in enumerate(loc):
        if (*path, step) in marked.spots:
            path = (*path, step)
        elif details["type"] == "missing" and position == len(loc) - 1:
            break
        else:
            branch = True
    return _Complaint(path, details, branch)


def _by_path(complaints: Iterable[_Complaint]) -> dict[ValuePath, list[_Complaint]]:
    groups: dict[ValuePath, list[_Complaint]] = {}
    for one in complaints:
        groups.setdefault(one.path, []).append(one)
    return groups


def _problem(one: _Complaint, marked: Marked, schema: Mapping[str, Any]) -> Problem:
    details, path = one.details, one.path
    name = str(details["loc"][-1]) if details["loc"] else ""
    context = details.get("ctx", {})
    kind = details["type"]
    if kind == "missing":
        return marked.problem(path, f'"{name}" is missing', at_key=True)
    if kind == "extra_forbidden":
        return marked.problem(path, f'unknown field "{name[:60]}"{_hint(name, path[:-1], schema)}', at_key=True)
    if one.asked_for:
        return marked.problem(path, _wrong_shape(marked, path, one.asked_for))
    if kind in ("literal_error", "enum"):
        known = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        said = _written(marked, path)
        return marked.problem(
            path, f"{said} is not one of {', '.join(known)}{did_you_mean(said.strip(chr(34)), known)}"
        )
    if kind == "value_error":
        return marked.problem(path, str(context.get("error", details["msg"])))
    if kind in ("too_short", "string_too_short"):
        return marked.problem(path, "this is empty" if context.get("min_length") == 1 else _lower(details["msg"]))
    return marked.problem(path, f"{_written(marked, path)}: {_lower(details['msg'])}")


def _hint(name: str, parent: ValuePath, schema: Mapping[str, Any]) -> str:
    known = sorted({field for part in _at(schema, parent) for field in part.get("properties", {})})
    return did_you_mean(name, known) or (f"; known here: {', '.join(known)}" if known else "")


def _at(schema: Mapping[str, Any], path: Sequence[str | int]) -> Iterator[Mapping[str, Any]]:
    """Every schema that the value at `path` may follow."""
    parts = list(_arms(schema, schema))
    for step in path:
        below: list[Mapping[str, Any]] = []
        for part in parts:
            if isinstance(step, int):
                inner = part.get("items")
            else:
                inner = part.get("properties", {}).get(step, part.get("additionalProperties"))
            if isinstance(inner, Mapping):
                below.extend(_arms(inner, schema))
        parts = below
    yield from parts


def _arms(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in part:
        yield from _arms(schema.get("$defs", {}).get(str(part["$ref"]).rsplit("/", 1)[-1], {}), schema)
    for union in ("anyOf", "oneOf", "allOf"):
        for arm in part.get(union, ()):
            yield from _arms(arm, schema)
    yield part


def _wrong_shape(marked: Marked, path: ValuePath, wanted: str) -> str:
    spot = marked.spot(path)
    if marked.data is None and not path:
        return f"the file is empty; {wanted} was meant"
    if spot.written is None:
        what = "a list stands" if _is_list(marked, path) else "fields stand"
        return f"{what} where {wanted} was meant"
    if spot.written == "" and spot.reads_as:
        return f"nothing stands here; {wanted} was meant"
    if wanted == "a word" and spot.reads_as:
        return f'{spot.written[:60]} reads as {spot.reads_as}; for the word write "{spot.written[:60]}" in quotes'
    hint = f"; write [{spot.written[:60]}]" if wanted == "a list" else ""
    return f'"{spot.written[:60]}" stands where {wanted} was meant{hint}'


def _is_list(marked: Marked, path: ValuePath) -> bool:
    value = marked.data
    for step in path:
        value = value[step]
    return isinstance(value, list)


def _written(marked: Marked, path: ValuePath) -> str:
    written = marked.spot(path).written
    return f'"{written[:60]}"' if written is not None else "this"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
