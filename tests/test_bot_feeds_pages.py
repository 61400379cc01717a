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


LONG = "".join(
    f"<p>La testigo número {n} contó al diario lo que vio aquella mañana en la carretera.</p>" for n in range(12)
)


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<html><head><title>Página no encontrada</title></head><body>Error 404</body></html>", "missing"),
        ("<html><body><h1>La página que busca no existe</h1><a href='/'>Inicio</a></body></html>", "missing"),
        ("<html><body><p>Antes de continuar, aceptar todas las cookies.</p></body></html>", "consent"),
        (
            "<html><body><p>Nosotros y nuestros 847 socios guardamos información. Rechazar todo</p></body></html>",
            "consent",
        ),
        (
            "<html><body><article><p>Hubo un tiroteo.</p><p>Suscríbete para seguir leyendo.</p></article></body></html>",
            "paywall",
        ),
        ("<html><body><article><p>Hubo un tiroteo.</p><p>¿Ya eres suscriptor?</p></article></body></html>", "paywall"),
        ("<html><head><title>Verifica que eres humano</title></head><body>…</body></html>", "human_check"),
        ("<html><body><div id='root'></div><script>render()</script></body></html>", "empty"),
        ("   ", "empty"),
        ("no markup at all", "empty"),
        (
            f"<html><head><title>Vendedores de cookies</title></head><body><article>{LONG}</article></body></html>",
            "text",
        ),
        (
            f"<html><body><div class='banner'>Usamos cookies. Aceptar todas</div><article>{LONG}</article></body></html>",
            "text",
        ),
        (
            f"<html><body><article>{LONG}<p>Lea más: suscríbete para recibir el boletín.</p></article></body></html>",
            "text",
        ),
        (
            "<html><body><article><p>Una explosión sacudió el mercado de Iztapalapa esta mañana; hay tres heridos.</p></article></body></html>",
            "text",
        ),
    ],
)
def test_walls_in_spanish_are_recognised_and_articles_are_not_taken_for_one(html: str, kind: str) -> None:
    found = article_text(html, "https://diario.example/nota")
    assert found.kind == kind, found
    assert (found.text is not None) is (kind == "text")
    assert found.why
