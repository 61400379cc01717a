"""How the tables came to be. A migration that has landed is never edited: the next change is a new one.

Columns hold what is searched or sorted by; `body` holds the whole value as JSON. Moments are text
in UTC (`codec.stamp`). Every column that names a chat is called `chat_id`: erasing goes by it.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("tocsin")


@migrations()
def m001_first_tables(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)


@migrations()
def m002_what_the_fuse_counts(db: Database) -> None:
    for statement in (
        "ALTER TABLE deliveries ADD COLUMN rule TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE deliveries ADD COLUMN feed TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE deliveries ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX deliveries_by_rule ON deliveries (rule, created) WHERE rule != ''",
        "CREATE INDEX deliveries_by_feed ON deliveries (feed, created) WHERE feed != ''",
    ):
        db.execute(statement)


@migrations()
def m003_pictures(db: Database) -> None:
    db.execute("CREATE TABLE photos (name TEXT PRIMARY KEY, file_id TEXT NOT NULL, sent TEXT NOT NULL)")


@migrations()
def m004_fewer_indexes_to_keep(db: Database) -> None:
    """What is enqueued and settled by the thousand changes as few indexes as can be: 23 µs a row before, 15 after."""
    for statement in (
        "DROP INDEX deliveries_by_rule",
        "DROP INDEX deliveries_by_feed",
        "DROP INDEX deliveries_by_state",
        "DROP INDEX deliveries_by_chat",
        # Newest at the end: adding to it costs little, and what the fuse asks is answered by it alone.
        """CREATE INDEX deliveries_by_age ON deliveries (created, rule, feed, chat_id)
           WHERE (rule != '' OR feed != '')""",
        "CREATE INDEX deliveries_settled ON deliveries (settled, state) WHERE settled IS NOT NULL",
        "CREATE INDEX deliveries_under_way ON deliveries (id) WHERE state = 'sending'",
        "CREATE INDEX deliveries_by_chat ON deliveries (chat_id)",
    ):
        db.execute(statement)


@migrations()
def m005_texts_that_many_are_owed(db: Database) -> None:
    """An alert to a hundred thousand is one text, not 300 MB of copies."""
    for statement in (
        "CREATE TABLE texts (id INTEGER PRIMARY KEY, made TEXT NOT NULL, body TEXT NOT NULL)",
        "ALTER TABLE deliveries ADD COLUMN text_id INTEGER",
        "CREATE INDEX deliveries_by_text ON deliveries (text_id) WHERE text_id IS NOT NULL",
    ):
        db.execute(statement)


@migrations()
def m006_whose_listening_changed(db: Database) -> None:
    """The newest change of each subscription, by number: whoever keeps all of them in memory asks for what is new.

    Triggers, so that no verb can forget to tell; ids of subscriptions only, so that nothing of a person stays.
    """
    db.execute(
        """CREATE TABLE listening (
           version INTEGER PRIMARY KEY AUTOINCREMENT, subscription_id INTEGER NOT NULL UNIQUE)"""
    )
    of_chat = "SELECT id FROM subscriptions WHERE chat_id = "
    for name, when, ids in (
        ("subscription_made", "INSERT ON subscriptions", "SELECT new.id"),
        ("subscription_changed", "UPDATE ON subscriptions", "SELECT new.id"),
        ("subscription_gone", "DELETE ON subscriptions", "SELECT old.id"),
        ("chat_came", "INSERT ON chats", f"{of_chat} new.chat_id"),
        ("chat_left", "DELETE ON chats", f"{of_chat} old.chat_id"),
        (
            "chat_stopped_or_came_back",
            "UPDATE OF active, admitted ON chats WHEN (old.active, old.admitted) != (new.active, new.admitted)",
            f"{of_chat} new.chat_id",
        ),
    ):
        # Not INSERT OR REPLACE: the statement that fires a trigger overrides what is to happen on a conflict.
        db.execute(
            f"""CREATE TRIGGER {name} AFTER {when} BEGIN
                DELETE FROM listening WHERE subscription_id IN ({ids});
                INSERT INTO listening (subscription_id) {ids};
                END"""
        )


@migrations()
def m007_reports(db: Database) -> None:
    """Incidents of before keep everything; joining knows of those that come after."""
    for statement in (
        "ALTER TABLE incidents ADD COLUMN known TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE reports (
            id INTEGER PRIMARY KEY, incident_id INTEGER NOT NULL, feed TEXT NOT NULL, article_key TEXT NOT NULL,
            url TEXT, told TEXT NOT NULL, stance TEXT NOT NULL, joined INTEGER NOT NULL, why TEXT NOT NULL,
            body TEXT NOT NULL)""",
        "CREATE INDEX reports_by_incident ON reports (incident_id)",
        "CREATE INDEX reports_by_article ON reports (feed, article_key)",
        "CREATE INDEX reports_by_url ON reports (url) WHERE url IS NOT NULL",
        """CREATE TABLE whereabouts (
            spot TEXT NOT NULL, last TEXT NOT NULL, first TEXT NOT NULL, incident_id INTEGER NOT NULL)""",
        "CREATE INDEX whereabouts_by_spot ON whereabouts (spot, last)",
        "CREATE INDEX whereabouts_by_age ON whereabouts (last)",
        "CREATE INDEX whereabouts_by_incident ON whereabouts (incident_id)",
        "CREATE TABLE prints (print INTEGER NOT NULL, last TEXT NOT NULL, incident_id INTEGER NOT NULL)",
        "CREATE UNIQUE INDEX prints_by_print ON prints (print, incident_id)",
        "CREATE INDEX prints_by_age ON prints (last)",
    ):
        db.execute(statement)


@migrations()
def m008_tellings(db: Database) -> None:
    db.execute("CREATE TABLE tellings (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)")


@migrations()
def m009_articles_still_in_their_feed(db: Database) -> None:
    db.execute("ALTER TABLE articles ADD COLUMN last_seen TEXT")  # NULL: only once, when first_seen says


@migrations()
def m010_what_the_fuse_holds_stands_apart(db: Database) -> None:
    """Whoever looks for what is due walks past a hundred thousand held alerts otherwise, ten times a second; and what
    is decided of so many is written down in one row and carried out in steps."""
    for statement in (
        "DROP INDEX deliveries_in_order",
        "CREATE INDEX deliveries_in_order ON deliveries (priority, turn, id) WHERE state = 'due' AND held = 0",
        "CREATE INDEX deliveries_held ON deliveries (due) WHERE state = 'due' AND held = 1",
        # `dropped`: why none of it is sent; NULL = all that is held of it may go.
        "CREATE TABLE verdicts (incident_id INTEGER PRIMARY KEY, dropped TEXT)",
    ):
        db.execute(statement)


@migrations()
def m011_who_was_told_of_silence(db: Database) -> None:
    """By subscription, so that a hundred thousand are told in steps; it was one value before."""
    db.execute("CREATE TABLE blind (subscription_id INTEGER PRIMARY KEY, since TEXT NOT NULL)")
    db.execute(
        """INSERT INTO blind (subscription_id, since)
           SELECT CAST(each.key AS INTEGER), each.value FROM kept_values, json_each(kept_values.value) AS each
           WHERE kept_values.name = 'silence.told'"""
    )
    db.execute("DELETE FROM kept_values WHERE name = 'silence.told'")


@migrations()
def m012_wishes_too_long_for_a_button(db: Database) -> None:
    db.execute(
        """CREATE TABLE wishes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, made TEXT NOT NULL, body TEXT NOT NULL)"""
    )
    db.execute("CREATE INDEX wishes_by_chat ON wishes (chat_id)")


@migrations()
def m013_whereabouts_answered_by_their_index(db: Database) -> None:
    """Joining asks it of a thousand rows a report, and an admin's merging looks for what is under an incident."""
    for statement in (
        "DROP INDEX whereabouts_by_spot",
        "CREATE INDEX whereabouts_by_spot ON whereabouts (spot, last, first, incident_id)",
        "CREATE INDEX articles_by_incident ON articles (incident_id) WHERE incident_id IS NOT NULL",
    ):
        db.execute(statement)


@migrations()
def m014_what_lies_under_an_incident(db: Database) -> None:
    """An admin's merging walked through all prints twice, a third of a second in a week of 50,000 reports."""
    for statement in (
        "CREATE INDEX prints_by_incident ON prints (incident_id)",
        "CREATE INDEX feedback_by_incident ON feedback (incident_id)",
        "CREATE INDEX roll_calls_by_incident ON roll_calls (incident_id)",
    ):
        db.execute(statement)


@migrations()
def m015_the_gist_of_an_incident(db: Database) -> None:
    """What is compared of forty incidents for every report, without reading all that is remembered of each."""
    for statement in (
        """CREATE TABLE gists (
            incident_id INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, scene TEXT NOT NULL,
            figures BLOB NOT NULL, marks BLOB NOT NULL)""",
        "CREATE INDEX gists_by_age ON gists (last)",
    ):
        db.execute(statement)


@migrations()
def m016_reports_that_wait_for_an_incident(db: Database) -> None:
    for statement in (
        """CREATE TABLE loose_reports (
            id INTEGER PRIMARY KEY AUTOINCREMENT, feed TEXT NOT NULL, told TEXT NOT NULL, body TEXT NOT NULL)""",
        "CREATE INDEX loose_reports_by_age ON loose_reports (told)",
        """CREATE TABLE loose_marks (
            mark INTEGER NOT NULL, loose_id INTEGER NOT NULL REFERENCES loose_reports (id) ON DELETE CASCADE,
            PRIMARY KEY (mark, loose_id)) WITHOUT ROWID""",
        "CREATE INDEX loose_marks_by_report ON loose_marks (loose_id)",
    ):
        db.execute(statement)


@migrations()
def m017_how_often_an_incident_was_told(db: Database) -> None:
    """A gist that says so is longer; those without one are made anew."""
    db.execute("DELETE FROM gists")


_FIRST = (
    """CREATE TABLE feeds (
        url TEXT PRIMARY KEY, next_look TEXT, lease_owner TEXT, lease_until TEXT, body TEXT NOT NULL)""",
    """CREATE TABLE articles (
        feed TEXT NOT NULL, key TEXT NOT NULL, url TEXT, first_seen TEXT NOT NULL, outcome TEXT NOT NULL,
        incident_id INTEGER, body TEXT NOT NULL, PRIMARY KEY (feed, key))""",
    "CREATE INDEX articles_by_url ON articles (url)",
    "CREATE INDEX articles_by_age ON articles (first_seen)",
    """CREATE TABLE incidents (
        id INTEGER PRIMARY KEY AUTOINCREMENT, country TEXT NOT NULL, opened TEXT NOT NULL, updated TEXT NOT NULL,
        revision INTEGER NOT NULL, body TEXT NOT NULL)""",
    "CREATE INDEX incidents_by_age ON incidents (updated)",
    """CREATE TABLE chats (
        chat_id INTEGER PRIMARY KEY, active INTEGER NOT NULL, admitted INTEGER NOT NULL, saved TEXT NOT NULL,
        body TEXT NOT NULL)""",
    """CREATE TABLE subscriptions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, thread_id INTEGER, region_key TEXT NOT NULL,
        made TEXT NOT NULL, body TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX subscriptions_once ON subscriptions (chat_id, ifnull(thread_id, 0), region_key)",
    """CREATE TABLE invites (
        code TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, uses INTEGER NOT NULL, made TEXT NOT NULL)""",
    """CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, thread_id INTEGER, kind TEXT NOT NULL,
        state TEXT NOT NULL, severity INTEGER NOT NULL, priority INTEGER NOT NULL, region_key TEXT NOT NULL,
        turn INTEGER NOT NULL, created TEXT NOT NULL, due TEXT NOT NULL, expires TEXT NOT NULL, claimed_until TEXT,
        settled TEXT, incident_id INTEGER, revision INTEGER, message_id INTEGER, reply_to INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0, part_done INTEGER NOT NULL DEFAULT 0,
        repeat INTEGER NOT NULL DEFAULT 0, plain INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL)""",
    "CREATE INDEX deliveries_in_order ON deliveries (priority, turn, id) WHERE state = 'due'",
    "CREATE INDEX deliveries_by_region ON deliveries (priority, region_key, turn) WHERE state = 'due'",
    "CREATE INDEX deliveries_by_expiry ON deliveries (expires) WHERE state = 'due'",
    "CREATE INDEX deliveries_by_state ON deliveries (state, settled)",
    "CREATE INDEX deliveries_by_chat ON deliveries (chat_id, state)",
    "CREATE INDEX deliveries_by_incident ON deliveries (incident_id) WHERE incident_id IS NOT NULL",
    """CREATE TABLE inbox (
        update_id INTEGER PRIMARY KEY, chat_id INTEGER, received TEXT NOT NULL, done TEXT, body TEXT NOT NULL)""",
    "CREATE INDEX inbox_pending ON inbox (update_id) WHERE done IS NULL",
    """CREATE TABLE feedback (
        chat_id INTEGER NOT NULL, incident_id INTEGER NOT NULL, kind TEXT NOT NULL, given TEXT NOT NULL,
        PRIMARY KEY (chat_id, incident_id))""",
    """CREATE TABLE roll_calls (
        chat_id INTEGER NOT NULL, incident_id INTEGER NOT NULL, user_id INTEGER NOT NULL, name TEXT NOT NULL,
        answered TEXT NOT NULL, PRIMARY KEY (chat_id, incident_id, user_id))""",
    "CREATE TABLE acts (id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, what TEXT NOT NULL, done TEXT NOT NULL)",
    "CREATE TABLE kept_values (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
