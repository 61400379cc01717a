"""XML trees of strangers: no entities, no network, no huge documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from bot.feeds.charset import Decoded, clean_xml
from bot.feeds.item import WrongFormatError

if TYPE_CHECKING:
    from lxml.etree import _Element


def tree(body: Decoded) -> tuple[_Element, tuple[str, ...]]:
    """The root element and what was mended. Raises WrongFormatError.

    A document type is refused: formats read here have none, entity bombs need one.
    """
    text, notes = clean_xml(body.text)
    if "<!DOCTYPE" in text[:100_000].upper() or "<!ENTITY" in text.upper():
        raise WrongFormatError("a document type or entities are declared")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WrongFormatError(f"not XML: {str(error)[:100]}") from None
    if root is None:
        raise WrongFormatError("not XML")
    if parser.error_log:
        notes = (*notes, f"not well-formed: {parser.error_log[0].message[:100]}")
    return root, notes


def name_of(element: _Element) -> str:
    """Without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element if name_of(child) == name)


def text_at(element: _Element, *path: str) -> str:
    """The text of the first element at this path; "" = there is none."""
    here = element
    for step in path:
        found = next(children(here, step), None)
        if found is None:
            return ""
        here = found
    return "".join(str(part) for part in here.itertext()).strip()
