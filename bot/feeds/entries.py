"""feedparser within limits, and what its entries hold: for all formats that are RSS or Atom underneath."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import feedparser

from bot.feeds import ordinary
from bot.feeds.charset import Decoded, clean_xml
from bot.feeds.feed import Pace
from bot.feeds.item import WrongFormatError

# feedparser takes seconds for hundreds of thousands of tags, and nested ones cost the most.
MAX_TAGS = 400_000
MAX_DEPTH = 200
MAX_ENTITIES = 300
_ROOT = re.compile(
    r"<(?:[\w.-]+:)?(?:rss|rdf|feed|channel|redirect)\b|^(?>\s+|<!--.*?-->|<\?.*?\?>)*+<(?:[\w.-]+:)?entry\b",
    re.I | re.S,
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_TAG_OR_SECTION = re.compile(
    r"(?P<section><!\[CDATA\[|<!--)|<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]*)[^<>]*?(?P<empty>/?)>", re.S
)
_SECTION_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}
# A space in a namespace's address takes feedparser apart: expat parts namespace and name by one.
_NAMESPACE = re.compile(r"(?<=\bxmlns)(?::[\w.-]{1,40})?\s{0,20}=\s{0,20}(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}')")
_ENTRY = re.compile(r"(?:[\w.-]+:)?(?:item|entry)", re.I)
# feedparser knows an entity that a document declares by its double quotes and by a line of its own.
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]{1,40})\s+(?:'([^'\"<>]{0,1000})'|\"([^\"<>]{0,1000})\")\s*>")
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>", re.I)
_SKIPPED = re.compile(r"<skip(?:Hours|Days)>((?:\s|</?(?:hour|day)>|\w){1,1000}?)</skip(?:Hours|Days)>", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Document:
    """`entries` and `channel` are feedparser's dictionaries, or ours with the same names in them."""

    entries: list[Any]
    channel: Mapping[str, Any]
    pace: Pace
    notes: tuple[str, ...]


def document(body: Decoded) -> Document:
    """Raises WrongFormatError for what is no feed, or too much of one."""
    text, notes = clean_xml(body.text)
    head = text[:20_000]
    root = _ROOT.search(head)
    page = _HTML.search(head)
    if root is None or (page is not None and page.start() < root.start()):
        raise WrongFormatError("a web page" if page is not None else "not RSS, RDF or Atom")
    if text.count("<") > MAX_TAGS:
        raise WrongFormatError(f"more than {MAX_TAGS:,} tags")
    if text.count("<!ENTITY") > MAX_ENTITIES:
        raise WrongFormatError(f"more than {MAX_ENTITIES} entities declared")
    if _too_deep(text):
        raise WrongFormatError(f"tags nested more than {MAX_DEPTH} deep")
    text = _NAMESPACE.sub(_without_spaces, text)
    known = ordinary.read(text)
    if known is not None:
        return Document(*known, _pace(head), notes)
    read = _parse(_ENTITY.sub(r'\n<!ENTITY \1 "\2\3">\n', _side_by_side(text)))
    if not read.version and not read.entries:
        raise WrongFormatError("not RSS, RDF or Atom")
    if read.bozo and not isinstance(read.bozo_exception, feedparser.CharacterEncodingOverride):
        notes = (*notes, f"not well-formed: {_first_line(read.bozo_exception)}")
    return Document(list(read.entries), read.feed, _pace(head), notes)


def _pace(head: str) -> Pace:
    """Hours are written 0 to 23, or 1 to 24 in RSS 0.91."""
    ttl = _TTL.search(head)
    skipped = " ".join(re.sub(r"</?\w+>", " ", one[1]) for one in _SKIPPED.finditer(head)).lower().split()
    hours = {int(word) % 24 for word in skipped if word.isdigit() and len(word) <= 2 and int(word) <= 24}
    days = {_DAYS.index(word) for word in skipped if word in _DAYS}
    return Pace(int(ttl[1]) * 60.0 if ttl else None, tuple(sorted(hours)), tuple(sorted(days)))


def _parse(text: str) -> Any:
    """feedparser promises to raise nothing and mostly keeps it. Raises WrongFormatError where it does not."""
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RuntimeError) as error:
        raise WrongFormatError(f"RSS or Atom that cannot be read ({type(error).__name__})") from None


def _without_spaces(declared: re.Match[str]) -> str:
    return re.sub(r"\s+(?=.)", "", declared[0])


def _side_by_side(text: str) -> str:
    """Entries that stand within an entry follow it: feedparser takes the outer one for ended with the inner one."""
    done: list[str] = []
    within: list[tuple[list[str], list[str]]] = []  # of each open entry, the outermost first: itself, those in it
    at, kind, nested = 0, "", False
    for tag in _tags(text):
        if tag["empty"] or tag["name"] != (kind or tag["name"]) or not _ENTRY.fullmatch(tag["name"]):
            continue
        kind = tag["name"]
        if not tag["end"]:
            nested = nested or bool(within)
            (within[-1][0] if within else done).append(text[at : tag.start()])
            within.append(([], []))
            at = tag.start()
        elif within:
            itself, inner = within.pop()
            (within[-1][1] if within else done).extend(("".join(itself) + text[at : tag.end()], *inner))
            at = tag.end()
        else:
            return text  # closed and never opened
    return "".join((*done, text[at:])) if nested and not within else text


def body_of(entry: Mapping[str, Any]) -> str:
    """The longest of what the entry offers: content, else summary."""
    bodies = [str(content.get("value") or "") for content in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    return max(bodies, key=len)


def link_of(entry: Mapping[str, Any]) -> str | None:
    """The page of the item: where it really is when it goes through a counter, then `alternate`; never an enclosure
    or the feed itself."""
    if original := str(entry.get("feedburner_origlink") or "").strip():
        return original
    links = [link for link in entry.get("links") or () if link.get("href")]
    for rel in ("alternate", "related", "via"):
        for link in links:
            media = str(link.get("type", "")).startswith(("image/", "audio/", "video/"))
            if link.get("rel", "alternate") == rel and not media:
                return str(link["href"]).strip()
    written = str(entry.get("link") or "").strip()
    if entry.get("guidislink") and ":" not in written and not written.startswith("/"):
        return None  # a guid that forgot to say it is no address
    return written or None


def date_of(entry: Mapping[str, Any]) -> str | None:
    # feedparser answers .get("updated") with the published date: ask `in` first.
    found = [entry[name] for name in ("published", "updated", "created") if name in entry.keys()]  # noqa: SIM118
    return str(found[0]) if found else None


def guid_of(entry: Mapping[str, Any]) -> str | None:
    return str(entry.get("id") or "").strip() or None


def language_of(entry: Mapping[str, Any]) -> str | None:
    detail = entry.get("title_detail")
    return (detail.get("language") or None) if isinstance(detail, Mapping) else None


def _too_deep(text: str) -> bool:
    """Whether tags open faster than they close. Elements HTML never closes (<br>, <p> in a title) are forgiven."""
    depth = 0
    for tag in _tags(text):
        if tag["empty"]:
            continue
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Those that stand outside of comments and CDATA. A section without an end is none, and its end is looked for once:
    a document of a hundred thousand such beginnings would take hours."""
    at = 0
    endless = set()
    while (found := _TAG_OR_SECTION.search(text, at)) is not None:
        at = found.end()
        section = found["section"]
        if section is None:
            yield found
        elif section not in endless:
            end = text.find(_SECTION_ENDS[section], at)
            if end < 0:
                endless.add(section)
            else:
                at = end + 3


def _first_line(error: object) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
