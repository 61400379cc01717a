"""The operator's settings: every mistake at once, each with its line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, ValidationInfo, field_validator

from bot.feeds.feed import Feed
from extract.marks import Problem, problems_from, read_file

KEY_VARIABLE = "TOCSIN_DATABASE_KEY"  # the key of an encrypted database; never in the file
KEY_FILE_VARIABLE = "TOCSIN_DATABASE_KEY_FILE"  # or a file that holds it
TOKEN_VARIABLE = "TOCSIN_TELEGRAM_TOKEN"  # noqa: S105 - the name of a variable, not a token
ARTICLES_TOKEN_VARIABLE = "TOCSIN_ARTICLES_TOKEN"  # noqa: S105 - the same
LEAST_TOKEN = 16  # characters: what is guessed for a year must not be found
DEFAULT_CONFIG = Path("config.yaml")


def default_data_dir() -> Path:
    """Where database and compiled gazetteer live unless the config says otherwise."""
    return Path(platformdirs.user_data_dir("tocsin", appauthor=False))


class Mistakes(Exception):
    """The user's own mistakes, one line each; shown without a stack trace."""

    def __init__(self, problems: Iterable[Problem | str]) -> None:
        self.lines = tuple(str(problem) for problem in problems)
        super().__init__("\n".join(self.lines))


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class TelegramSettings(_Section):
    """`api_base` may name a local Bot API server."""

    token: str = ""
    api_base: str = "https://api.telegram.org"

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, value: str) -> str:
        head, _, tail = value.partition(":")
        if value and not (head.isdigit() and len(tail) >= 10):
            raise ValueError("does not look like a bot token; BotFather gives one such as 123456789:AAE…")
        return value

    @field_validator("api_base")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// or http://, such as https://api.telegram.org")
        return value.rstrip("/")


class FeedSettings(_Section):
    """One source. `official` is yours to say: no text can make itself official."""

    url: str
    publisher: str = ""
    type: str = "auto"
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    official: bool = False
    full_text: bool = False
    always_page: bool = False
    interval: Annotated[float, Field(ge=30, le=86_400)] = 300
    proxy: str = Field("", repr=False)
    user_agent: Annotated[str, Field(max_length=200, pattern=r"^[\x20-\x7e]*$")] = ""

    @field_validator("url", "proxy")
    @classmethod
    def _is_an_address(cls, value: str, about: ValidationInfo) -> str:
        off = about.field_name == "proxy" and not value
        if not off and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// or http://")
        return value

    @field_validator("type")
    @classmethod
    def _is_known(cls, value: str) -> str:
        from bot.feeds.formats import FEED_TYPES

        if value != "auto" and value not in FEED_TYPES:
            raise ValueError(f"unknown; known are auto, {', '.join(sorted(FEED_TYPES))}")
        return value

    def feed(self) -> Feed:
        return Feed(
            url=self.url,
            publisher=self.publisher,
            type=self.type,
            language=self.language,
            country=self.country,
            official=self.official,
            full_text=self.full_text,
            always_page=self.always_page,
            interval_s=self.interval,
            proxy=self.proxy or None,
            user_agent=self.user_agent or None,
        )


class FirstLook(_Section):
    """A feed seen for the first time, or after a long pause, must not flood anybody."""

    minutes: Annotated[int, Field(ge=0)] = 60
    alerts: Annotated[int, Field(ge=0)] = 5


class Fetching(_Section):
    """Manners and limits on the way out."""

    contact: str = ""
    allow_hosts: tuple[str, ...] = ()
    timeout: Annotated[float, Field(gt=0, le=300)] = 30
    max_mb: Annotated[float, Field(gt=0, le=100)] = 5


class Articles(_Section):
    """Other ways in than feeds. What comes in here is never official."""

    folder: Path | None = None
    publisher: str = ""
    listen: int | str = ""
    token: str = ""

    @field_validator("listen")
    @classmethod
    def _is_a_port(cls, value: int | str) -> int | str:
        if value != "" and _address(value) is None:
            raise ValueError("write a port such as 8787, or an address and a port such as 0.0.0.0:8787")
        return value

    @property
    def address(self) -> tuple[str, int] | None:
        """Where to listen: this machine alone unless an address is written. None = nowhere."""
        return _address(self.listen)


def _address(written: int | str) -> tuple[str, int] | None:
    host, _, port = str(written).rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        return None
    return host.strip("[]") or "127.0.0.1", int(port)


class Sending(_Section):
    """How fast messages may leave; Telegram allows 30 a second."""

    per_second: Annotated[float, Field(gt=0, le=1000)] = 29.3


class FuseSettings(_Section):
    """Alerts to very many chats by one rule or feed wait for an admin's look, or go by themselves."""

    chats: Annotated[int, Field(ge=1)] = 200
    minutes: Annotated[float, Field(gt=0)] = 10
    hold_minutes: Annotated[float, Field(ge=0)] = 10
    fresh_chats: Annotated[int, Field(ge=1)] = 20
    fresh_hours: Annotated[float, Field(ge=0)] = 24


class Quotas(_Section):
    """What one chat may use."""

    regions: Annotated[int, Field(ge=1)] = 20
    fetches_per_hour: Annotated[int, Field(ge=0)] = 10


class Config(_Section):
    """Everything an operator can set; `config.example.yaml` explains each key."""

    mode: Literal["live", "shadow"] = "live"
    data_dir: Path = Field(default_factory=default_data_dir)
    database: Path = Path("tocsin.db")
    telegram: TelegramSettings = TelegramSettings()
    admins: tuple[int, ...] = ()
    operator: str = ""
    access: Literal["open", "invite", "list"] = "invite"
    allowed: tuple[int, ...] = ()
    language: Literal["en", "es"] = "en"
    rules: tuple[str, ...] = ("builtin",)
    weigh: bool = True
    assistance: Path | None = None
    feeds: tuple[FeedSettings, ...] = ()
    first_look: FirstLook = FirstLook()
    silence_hours: Annotated[float, Field(ge=0)] = 3
    fetching: Fetching = Fetching()
    articles: Articles = Articles()
    sending: Sending = Sending()
    fuse: FuseSettings = FuseSettings()
    quotas: Quotas = Quotas()
    _database_key: str | None = PrivateAttr(None)

    @property
    def database_key(self) -> str | None:
        """What the database is encrypted with, None = it is not. Only the environment can tell it."""
        return self._database_key

    @property
    def database_path(self) -> Path:
        """`database` lies under `data_dir` unless it is absolute."""
        return self.data_dir / self.database


def load_config(path: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of a file; relative paths in it are meant from where the file lies.

    Raises Mistakes with every problem of the file at once.
    """
    marked, problems = read_file(path)
    config = None
    if marked is not None:
        try:
            config = Config.model_validate(marked.data)
        except ValidationError as error:
            problems += problems_from(error, marked, Config)
    if problems or config is None:
        raise Mistakes(sorted(problems))
    token = environment.get(TOKEN_VARIABLE, "") or config.telegram.token
    articles = config.articles
    articles_token = (environment.get(ARTICLES_TOKEN_VARIABLE, "") or articles.token).strip()
    if articles.address is not None and len(articles_token) < LEAST_TOKEN:
        raise Mistakes(
            [
                f"{path}: articles.listen needs a token of at least {LEAST_TOKEN} characters; put it into "
                f"{ARTICLES_TOKEN_VARIABLE}, or under articles: token:"
            ]
        )
    config._database_key = database_key_in(environment)
    return config.model_copy(
        update={
            "telegram": config.telegram.model_copy(update={"token": token.strip()}),
            "articles": articles.model_copy(
                update={
                    "token": articles_token,
                    "folder": path.parent / articles.folder.expanduser() if articles.folder else None,
                }
            ),
            "data_dir": path.parent / config.data_dir.expanduser(),
            "assistance": path.parent / config.assistance if config.assistance else None,
            "rules": tuple(where if where == "builtin" else str(path.parent / where) for where in config.rules),
        }
    )


def database_key_in(environment: Mapping[str, str]) -> str | None:
    """The key, None where none is meant. Mistakes when what should hold it does not: that must not mean "no key"."""
    if KEY_VARIABLE in environment:
        key, where = environment[KEY_VARIABLE], KEY_VARIABLE
    elif KEY_FILE_VARIABLE in environment:
        where = environment[KEY_FILE_VARIABLE]
        try:
            key = Path(where).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Mistakes([f"{KEY_FILE_VARIABLE}: {where} cannot be read: {error}"]) from None
    else:
        return None
    if not key.strip():
        raise Mistakes(
            [f"{where}: holds no database key; put one there (`openssl rand -hex 32` makes one) or unset it"]
        )
    return key.strip()


def find_config(path: Path | None) -> Path:
    """The file that was named, or config.yaml here; Mistakes says how to make one."""
    chosen = path or DEFAULT_CONFIG
    if not chosen.exists():
        raise Mistakes([f"{chosen}: no such file. `tocsin init` writes one with every key explained."])
    return chosen
