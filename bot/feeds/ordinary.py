"""Ordinary RSS 2.0 and Atom 1.0, read with a small part of the work that feedparser needs.

feedparser tries each element in many ways, because feeds are odd in many ways. Most are not. This reads those, with
the XML parser that feedparser itself tries first, and gives up as soon as it meets what is not in its tables: an
element, an attribute, a field twice, markup that was not escaped, a document type, a tag that is not closed.
feedparser then reads the document from its beginning, so that what is odd is judged in one place alone.

What is found is what feedparser would have found, under the same names: a test holds the two to each other.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Values = dict[str, Any]
Passed = Mapping[str, Iterable[str]]  # elements that say nothing to us, and which elements may stand in each

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FEEDBURNER = "{http://rssnamespace.org/feedburner/ext/1.0}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_SLASH = "{http://purl.org/rss/1.0/modules/slash/}"
_SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
_WFW = "{http://wellformedweb.org/CommentAPI/}"
_WORDPRESS = "{com-wordpress:feed-additions:1}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# feedparser goes by prefixes: one of these that stands for something else leads it astray.
_PREFIXES = {
    "content": _CONTENT, "dc": _DC, "feedburner": _FEEDBURNER, "media": _MEDIA, "slash": _SLASH, "sy": _SYNDICATION,
    "wfw": _WFW,
}  # fmt: skip  # a table or a paragraph of words, not one a line


def _each(namespace: str, names: str) -> Passed:
    return {namespace + name: () for name in names.split()}


_PERSON = tuple(_each(_ATOM, "name uri email"))
_PASSED_IN_ENTRY: Passed = {
    **_each("", "author comments"),
    **_each(_DC, "creator"),
    **_each(_SLASH, "comments section"),
    **_each(_WFW, "comment commentRss"),
    **_each(_WORDPRESS, "post-id"),
    **_each(_MEDIA, "thumbnail credit copyright"),
    _MEDIA + "content": tuple(_each(_MEDIA, "thumbnail credit copyright")),
    _MEDIA + "group": tuple(_each(_MEDIA, "content thumbnail credit copyright")),
    _ATOM + "rights": (),
    _ATOM + "author": _PERSON,
    _ATOM + "contributor": _PERSON,
}


@dataclass(frozen=True, slots=True)
class _Form:
    """A format: which elements of its channel and of an entry are read, each under feedparser's name for it."""

    entry: str
    of_channel: Mapping[str, str]
    of_entry: Mapping[str, str]
    passed_in_channel: Passed


_RSS = _Form(
    "item",
    {"title": "title", "link": "link", _ATOM + "link": "link", "language": "language", _DC + "language": "language"},
    {
        "title": "title", "description": "summary", _CONTENT + "encoded": "content", "guid": "id", "link": "link",
        _ATOM + "link": "link", "enclosure": "enclosure", _FEEDBURNER + "origLink": "feedburner_origlink",
        "pubDate": "published", _DC + "date": "updated", "category": "category", "source": "source",
    },
    {
        **_each("", "description generator copyright managingEditor webMaster lastBuildDate pubDate category ttl docs"),
        **_each("", "cloud rating"),
        **_each(_DC, "creator date rights publisher"),
        **_each(_WORDPRESS, "site"),
        **_each(_SYNDICATION, "updatePeriod updateFrequency updateBase"),
        "image": ("url", "title", "link", "description", "width", "height"),
        "skipHours": ("hour",),
        "skipDays": ("day",),
    },
)  # fmt: skip  # a table or a paragraph of words, not one a line
_OF_ATOM = {"title": "title", "link": "link", "id": "id"}
_ATOM_FORM = _Form(
    _ATOM + "entry",
    {_ATOM + name: known for name, known in _OF_ATOM.items()},
    {
        **{_ATOM + name: known for name, known in _OF_ATOM.items()},
        **{_ATOM + name: name for name in ("summary", "content", "published", "updated", "category")},
        _FEEDBURNER + "origLink": "feedburner_origlink",
    },
    {**_each(_ATOM, "subtitle updated rights generator logo icon category"), _ATOM + "author": _PERSON},
)

_OFTEN = frozenset(("link", "enclosure", "category", "content", "language"))  # the others stand once
_TEXT_TYPES = frozenset(("text", "html", "text/plain", "text/html"))
_BEGINNING = re.compile(r"<(?!\?xml\s)")
_MORE_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+,.-]*://)/+")
_REFERENCE_LEFT = re.compile(r"&\w+;")
_CONTROLS = {code: bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


class _OddError(Exception):
    """Something for feedparser."""


def read(text: str) -> tuple[list[Values], Values] | None:
    """The entries and the channel, each with feedparser's names for its fields; None = let feedparser read it."""
    # Without a document type there are no entities; without a declaration nothing takes it for another charset.
    if "<!DOCTYPE" in text or not _BEGINNING.match(text):
        return None
    try:
        return _read(io.BytesIO(text.encode("utf-8", "replace")))
    except (ElementTree.ParseError, _OddError):
        return None


def _read(body: io.BytesIO) -> tuple[list[Values], Values]:
    reading = ElementTree.iterparse(body, events=("start-ns",))  # noqa: S314 - without a document type
    for _, (prefix, address) in reading:
        if f"{{{address}}}" != _PREFIXES.get(prefix, f"{{{address}}}"):
            raise _OddError
    root: Element = reading.root  # type: ignore[attr-defined]  # there once all of it was read, says its documentation
    if not root.attrib.keys() <= {"version", _LANGUAGE}:
        raise _OddError
    if root.tag == "rss" and len(root) == 1 and root[0].tag == "channel" and not root[0].attrib:
        form, channel = _RSS, root[0]
    elif root.tag == _ATOM + "feed":
        form, channel = _ATOM_FORM, root
    else:
        raise _OddError
    language = root.get(_LANGUAGE, "").replace("_", "-") or None
    entries: list[Values] = []
    about: Values = {}
    for element in channel:
        if element.tag != form.entry:
            _take(about, element, form.of_channel, form.passed_in_channel, language)
            continue
        if element.attrib:
            raise _OddError
        entry: Values = {}
        for part in element:
            _take(entry, part, form.of_entry, _PASSED_IN_ENTRY, language)
        if "content" in entry:
            entry.setdefault("summary", entry["content"][0]["value"])
        entries.append(entry)
    if language:
        about.setdefault("language", language)
    return entries, about


def _take(values: Values, element: Element, fields: Mapping[str, str], passed: Passed, language: str | None) -> None:
    """What one element says goes into `values`."""
    name = fields.get(element.tag)
    if name is None:
        _pass_over(element, passed)
        return
    if len(element) or (name in values and name not in _OFTEN):
        raise _OddError
    text = _mended((element.text or "").strip())
    attributes = element.attrib
    if name == "link" or name == "enclosure":
        _link(values, name, text, attributes)
    elif name == "category":
        _category(values, text, attributes)
    elif name == "id":
        _id(values, text, attributes)
    elif name == "source":
        if attributes.keys() - {"url"}:
            raise _OddError
        values[name] = {"title": text} if text else {}
    elif name == "title" or name == "summary" or name == "content":
        if attributes and (len(attributes) > 1 or attributes.get("type", "").lower() not in _TEXT_TYPES):
            raise _OddError
        if name == "content":
            values.setdefault(name, []).append({"value": text})
            return
        values[name] = text
        if name == "title":
            values["title_detail"] = {"language": language}
    elif attributes:
        raise _OddError
    else:
        values[name] = text


def _link(values: Values, name: str, text: str, attributes: Mapping[str, str]) -> None:
    """Addresses stand between the tags in RSS, in `href` in Atom, in `url` in an enclosure."""
    said = "url" if name == "enclosure" else "href"
    if not attributes.keys() <= {"rel", "type", "hreflang", "title", "length", said} or attributes.get(said) == "":
        raise _OddError
    link = {key: value.lower() if key in ("rel", "type") else value for key, value in attributes.items()}
    links = values.setdefault("links", [])
    links.append(link)
    if name == "enclosure":
        link |= {"rel": "enclosure"} | ({"href": link.pop("url")} if "url" in link else {})
        return
    link.setdefault("rel", "alternate")
    link.setdefault("type", "application/atom+xml" if link["rel"] == "self" else "text/html")
    if "href" in link:
        link["href"] = _MORE_SLASHES.sub(r"\1", link["href"])
        if link["rel"] == "alternate" and link["type"] in ("text/html", "html", "application/xhtml+xml", "xhtml"):
            values["link"] = link["href"]
        return
    if _REFERENCE_LEFT.search(text):
        raise _OddError  # escaped twice
    values["link"] = _MORE_SLASHES.sub(r"\1", text)
    if text:
        link["href"] = values["link"]


def _category(values: Values, text: str, attributes: Mapping[str, str]) -> None:
    if not attributes.keys() <= {"term", "label", "scheme", "domain"}:
        raise _OddError
    tag = {name: attributes.get(name) for name in ("term", "label", "scheme")}
    tag["scheme"] = attributes.get("scheme", attributes.get("domain"))
    tags = values.setdefault("tags", [])
    if any(tag.values()) and tag not in tags:
        tags.append(tag)
    if text and tags and not tags[-1]["term"]:
        tags[-1]["term"] = text
    elif text and (tag := {"term": text, "label": None, "scheme": None}) not in tags:
        tags.append(tag)


def _id(values: Values, text: str, attributes: Mapping[str, str]) -> None:
    """A guid is the item's address too, unless it says that it is none or another was given before it."""
    if attributes.keys() - {"isPermaLink"}:
        raise _OddError
    is_link = attributes.get("isPermaLink", "true") == "true"
    values["id"] = _MORE_SLASHES.sub(r"\1", text) if is_link else text
    values["guidislink"] = is_link
    if is_link:
        values.setdefault("link", values["id"])


def _pass_over(element: Element, passed: Passed) -> None:
    """Nothing is read of it; but what it holds must be known too, and nothing of it may reach beyond it."""
    within = passed.get(element.tag)
    if within is None:
        raise _OddError
    for name in element.attrib:
        if name.endswith(("base", "lang")):
            raise _OddError
    for inner in element:
        if inner.tag not in within:
            raise _OddError
        _pass_over(inner, passed if inner.tag in passed else {inner.tag: ()})


def _mended(text: str) -> str:
    """UTF-8 that somebody took for Latin-1 and encoded again; and Windows' characters where controls would be."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CONTROLS)
