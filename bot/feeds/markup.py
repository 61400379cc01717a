"""HTML of titles and items -> plain text, without losing a "<" that is no tag."""

from __future__ import annotations

import html
import re

_INLINE = re.findall(
    r"\w+",
    "a abbr acronym applet b basefont bdi bdo big blink cite code del dfn em embed font i img input ins kbd label link "
    "mark meta nobr noscript param picture q rp rt ruby s samp small source span strike strong sub sup time tt u "
    "var wbr",
)
_BLOCK = re.findall(
    r"\w+",
    "address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption figure "
    "footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe li main marquee nav ol option p picture "
    "pre section select summary table tbody td tfoot th thead title tr ul video audio",
)
_SILENT = ("script", "style", "template", "noembed", "noframes", "svg", "math", "object")

# Attributes end at the next "<", so that a page of "<a <a <a" stays linear.
_TAG = re.compile(
    r"<(/?)({})(?=[\s/>])((?:[^<>\"']|\"[^\"<]{{0,2000}}\"|'[^'<]{{0,2000}}')*+>|[^<>]*>)".format(
        "|".join(sorted({*_INLINE, *_BLOCK, *_SILENT}, key=len, reverse=True))
    ),
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<!doctype[^>]*>|<\?[^>]*\?>", re.S | re.I)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n(?:[ \n]*\n)? ?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCKS = frozenset(_BLOCK)
_SILENCED = frozenset(_SILENT)


def plain(markup: str) -> str:
    """The text a reader sees: blocks on lines of their own, spaces folded, entities resolved.

    Markup that was escaped twice is undone twice. An unknown "<word>" stays as it is.
    """
    text = _without_tags(markup)
    if _ENTITY.search(text):
        once = html.unescape(text)
        # `&lt;p&gt;` that becomes a whole element was escaped twice; a lone "<b>" was meant as written.
        if once.count("<") > text.count("<") and _is_markup(once):
            once = html.unescape(_without_tags(once))
        text = once
    text = text.replace("\xa0", " ").replace("\xad", "").replace("\u200b", "").replace("\ufeff", "")
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def line(markup: str) -> str:
    """The same on one line: a title."""
    return " ".join(plain(markup).split())


def _is_markup(text: str) -> bool:
    opened: set[str] = set()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not tag[1]:
            if name in ("br", "img", "hr"):
                return True
            opened.add(name)
        elif name in opened:
            return True
    return False


def _without_tags(markup: str) -> str:
    if "<" not in markup:
        return markup
    if "<!" in markup or "<?" in markup:
        markup = _COMMENT.sub(" ", markup)
    out: list[str] = []
    at = 0
    silent: str | None = None
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if silent is not None:
            if tag[1] and name == silent:
                silent = None
                at = tag.end()
            continue
        out.append(markup[at : tag.start()])
        at = tag.end()
        if name in _BLOCKS:
            out.append("\n")
        elif name in _SILENCED and not tag[1] and not tag[3].endswith("/>"):
            silent = name
    if silent is None:
        out.append(markup[at:])
    return "".join(out)
