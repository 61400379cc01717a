BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'tocsin','m001_first_tables','2026-11-25 05:49:26.417507+00:00');
CREATE TABLE acts (id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, what TEXT NOT NULL, done TEXT NOT NULL);
INSERT INTO "acts" VALUES(1,4242,'did V0','2026-02-23T12:00:00.000000+00:00');
CREATE TABLE articles (
        feed TEXT NOT NULL, key TEXT NOT NULL, url TEXT, first_seen TEXT NOT NULL, outcome TEXT NOT NULL,
        incident_id INTEGER, body TEXT NOT NULL, PRIMARY KEY (feed, key));
INSERT INTO "articles" VALUES('a','V0k',NULL,'2026-02-23T12:00:00.000000+00:00','incident',1,'{"article":{"key":"V0k","title":"Clash","text":"Text","url":null,"language":null,"published":"2026-02-23T12:00:00Z","publisher":"","feed":"a","official":false,"kind":"news","areas":[],"level":null,"supersedes":[],"expires":null},"first_seen":"2026-02-23T12:00:00Z","outcome":"incident","reason":"it matched","incident_id":1}');
CREATE TABLE chats (
        chat_id INTEGER PRIMARY KEY, active INTEGER NOT NULL, admitted INTEGER NOT NULL, saved TEXT NOT NULL,
        body TEXT NOT NULL);
INSERT INTO "chats" VALUES(4242,1,1,'2026-02-23T12:00:00.000000+00:00','{"id":4242,"kind":"private","language":"en","timezone":null,"admitted":true,"active":true,"title":"V0","quiet":null,"digest_hour":null,"digest_sent":null,"muted_until":null,"muted_incidents":[],"nationality":null,"roll_call":false,"banned":false,"fetches":[]}');
CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, thread_id INTEGER, kind TEXT NOT NULL,
        state TEXT NOT NULL, severity INTEGER NOT NULL, priority INTEGER NOT NULL, region_key TEXT NOT NULL,
        turn INTEGER NOT NULL, created TEXT NOT NULL, due TEXT NOT NULL, expires TEXT NOT NULL, claimed_until TEXT,
        settled TEXT, incident_id INTEGER, revision INTEGER, message_id INTEGER, reply_to INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0, part_done INTEGER NOT NULL DEFAULT 0,
        repeat INTEGER NOT NULL DEFAULT 0, plain INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL);
INSERT INTO "deliveries" VALUES(1,4242,NULL,'alert','sent',4,12,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-24T00:00:00.000000+00:00',NULL,'2026-02-23T12:00:00.000000+00:00',1,1,77,NULL,1,1,0,0,'sent','{"id":0,"chat_id":4242,"kind":"alert","parts":[{"html":"<b>V0 sent</b>","plain":"V0 sent"}],"severity":4,"priority":12,"created":"2026-02-23T12:00:00Z","due":"2026-02-23T12:00:00Z","expires":"2026-02-24T00:00:00Z","thread_id":null,"buttons":[],"reply_to":null,"silent":false,"incident_id":1,"revision":1,"region_key":"","attempts":0,"part_done":0,"repeat":false,"state":"due","plain":false,"repeat_mark":"(repeat)","why":"","rule":"","feed":"","document":null,"collapsible":true}');
INSERT INTO "deliveries" VALUES(2,4242,NULL,'alert','due',4,12,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-24T00:00:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,'','{"id":0,"chat_id":4242,"kind":"alert","parts":[{"html":"<b>V0 owed</b>","plain":"V0 owed"}],"severity":4,"priority":12,"created":"2026-02-23T12:00:00Z","due":"2026-02-23T12:00:00Z","expires":"2026-02-24T00:00:00Z","thread_id":null,"buttons":[],"reply_to":null,"silent":false,"incident_id":null,"revision":null,"region_key":"","attempts":0,"part_done":0,"repeat":false,"state":"due","plain":false,"repeat_mark":"(repeat)","why":"","rule":"","feed":"","document":null,"collapsible":true}');
CREATE TABLE feedback (
        chat_id INTEGER NOT NULL, incident_id INTEGER NOT NULL, kind TEXT NOT NULL, given TEXT NOT NULL,
        PRIMARY KEY (chat_id, incident_id));
INSERT INTO "feedback" VALUES(4242,1,'old','2026-02-23T12:00:00.000000+00:00');
CREATE TABLE feeds (
        url TEXT PRIMARY KEY, next_look TEXT, lease_owner TEXT, lease_until TEXT, body TEXT NOT NULL);
INSERT INTO "feeds" VALUES('https://a.example/V0','2026-02-23T12:00:00.000000+00:00',NULL,NULL,'{"url":"https://a.example/V0","etag":null,"last_modified":null,"first_looked":null,"last_success":null,"last_full":null,"next_look":"2026-02-23T12:00:00Z","failures":0,"last_error":null,"key_rule":null,"moved_to":null,"moved_since":null,"interval_s":null,"looks":0,"unchanged":0,"gaps":0,"told_down":false}');
CREATE TABLE inbox (
        update_id INTEGER PRIMARY KEY, chat_id INTEGER, received TEXT NOT NULL, done TEXT, body TEXT NOT NULL);
INSERT INTO "inbox" VALUES(42421,4242,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','');
INSERT INTO "inbox" VALUES(42422,4242,'2026-02-23T12:00:00.000000+00:00',NULL,'{"message": {"chat": {"id": 4242}, "from": {"id": 4242}, "text": "V0"}}');
CREATE TABLE incidents (
        id INTEGER PRIMARY KEY AUTOINCREMENT, country TEXT NOT NULL, opened TEXT NOT NULL, updated TEXT NOT NULL,
        revision INTEGER NOT NULL, body TEXT NOT NULL);
INSERT INTO "incidents" VALUES(1,'MX','2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00',1,'{"id":1,"country":"MX","parts":[{"category":"armed_clash","severity":4,"place":{"geonameid":3515956,"name":"Tapalpa","kind":"city","country":"MX","admin1":"MX.14","admin2":null,"lat":19.94,"lon":-103.75,"population":5500,"timezone":"America/Mexico_City"},"rule":"clash.en","why":"gunmen … soldiers","facts":{"dead":3,"hurt":null,"kidnapped":null,"by":null,"reported_by":null,"ongoing":false,"nobody_hurt":false,"where":null},"event_date":null,"parents":[]}],"sources":[{"publisher":"A paper","title":"Clash in Tapalpa","url":"https://paper.example/1","language":"en","official":false,"published":"2026-02-23T12:00:00Z","article_key":"k1"}],"opened":"2026-02-23T12:00:00Z","updated":"2026-02-23T12:00:00Z","revision":1,"trial":false}');
CREATE TABLE invites (
        code TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, uses INTEGER NOT NULL, made TEXT NOT NULL);
INSERT INTO "invites" VALUES('code-V0',4242,1,'2026-02-23T12:00:00.000000+00:00');
CREATE TABLE kept_values (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "kept_values" VALUES('about-0V','x');
CREATE TABLE roll_calls (
        chat_id INTEGER NOT NULL, incident_id INTEGER NOT NULL, user_id INTEGER NOT NULL, name TEXT NOT NULL,
        answered TEXT NOT NULL, PRIMARY KEY (chat_id, incident_id, user_id));
INSERT INTO "roll_calls" VALUES(4242,1,4242,'V0','2026-02-23T12:00:00.000000+00:00');
CREATE TABLE subscriptions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, thread_id INTEGER, region_key TEXT NOT NULL,
        made TEXT NOT NULL, body TEXT NOT NULL);
INSERT INTO "subscriptions" VALUES(1,4242,NULL,'admin1:MX:MX.14:','2026-02-23T12:00:00.000000+00:00','{"id":0,"chat_id":4242,"region":{"kind":"admin1","name":"Jalisco","country":"MX","admin1":"MX.14","admin2":null,"geonameid":null,"lat":null,"lon":null,"radius_km":null,"timezone":null},"thread_id":null,"label":"V0","categories":[],"least":1,"official_only":false,"countrywide":true,"mute_words":[],"starts":null,"until":null,"muted_until":null,"radii":[],"wake":"rules","trip":false,"live_message":null}');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_age ON articles (first_seen);
CREATE INDEX incidents_by_age ON incidents (updated);
CREATE UNIQUE INDEX subscriptions_once ON subscriptions (chat_id, ifnull(thread_id, 0), region_key);
CREATE INDEX deliveries_in_order ON deliveries (priority, turn, id) WHERE state = 'due';
CREATE INDEX deliveries_by_region ON deliveries (priority, region_key, turn) WHERE state = 'due';
CREATE INDEX deliveries_by_expiry ON deliveries (expires) WHERE state = 'due';
CREATE INDEX deliveries_by_state ON deliveries (state, settled);
CREATE INDEX deliveries_by_chat ON deliveries (chat_id, state);
CREATE INDEX deliveries_by_incident ON deliveries (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX inbox_pending ON inbox (update_id) WHERE done IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('incidents',1);
INSERT INTO "sqlite_sequence" VALUES('subscriptions',1);
INSERT INTO "sqlite_sequence" VALUES('deliveries',2);
COMMIT;
