"""The main text of an article's page, or why there is none."""

from __future__ import annotations

import pytest

from bot.feeds.pages import article_text


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("", "empty"),
        ("<html><head><title>404 Not Found</title></head><body>Nothing</body></html>", "missing"),
        ("<html><head><title>Just a moment...</title></head><body>x</body></html>", "human_check"),
        ("<html><body><p>Before you continue, accept all cookies.</p></body></html>", "consent"),
        (
            "<html><body><article><p>Gunmen opened fire.</p><p>Subscribe to continue.</p></article></body></html>",
            "paywall",
        ),
        (
            "<html><body><article>"
            + "<p>Soldiers spoke of cookies and of shots in the hills near the town.</p>" * 1
            + "".join(
                f"<p>Witness number {n} told the reporter what happened on the road that morning.</p>"
                for n in range(12)
            )
            + "</article></body></html>",
            "text",
        ),
    ],
)
def test_pages_without_their_article_are_recognised(html: str, kind: str):
    assert article_text(html, "https://news.example/a").kind == kind
