"""A newsroom that only files: articles in, what became of their reports out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.filing import Filed, file_reports
from bot.reading import read_article
from bot.store.sqlite import SqliteStore, open_store
from extract.article import Article
from extract.read import Tools
from rules.rule import RuleSet

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


class Desk:
    """Files articles as the newsroom does, and can be closed and opened again."""

    def __init__(self, path: Path, tools: Tools, rules: RuleSet) -> None:
        self._path, self._tools, self._rules = path, tools, rules
        self.store: SqliteStore = open_store(path)
        self._number = 0

    def close(self) -> None:
        self.store.close()

    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self._path)

    def __call__(
        self,
        text: str,
        hours: float = 0,
        *,
        title: str = "",
        by: str = "Example Wire",
        language: str = "en",
        official: bool = False,
        key: str | None = None,
        url: str | None = None,
    ) -> list[Filed]:
        self._number += 1
        name = key or f"k{self._number}"
        article = Article(
            key=name,
            title=title,
            text=text,
            url=url or f"https://news.example/{self._number}",
            language=language,
            published=NOON + timedelta(hours=hours),
            publisher=by,
            feed=by,
            official=official,
        )
        reading = read_article(article, self._tools, self._rules)
        with self.store.write():
            parents, categories = self._tools.gazetteer.parents, self._rules.categories
            return file_reports(reading, self.store, parents, categories, article.published or NOON)

    def one(self, *args: object, **kwargs: object) -> Filed:
        (only,) = self(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        return only
