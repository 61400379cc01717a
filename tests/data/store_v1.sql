BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'tocsin','m001_first_tables','2026-11-25 07:38:53.505151+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'tocsin','m002_what_the_fuse_counts','2026-11-25 07:38:53.519536+00:00');
CREATE TABLE acts (id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, what TEXT NOT NULL, done TEXT NOT NULL);
INSERT INTO "acts" VALUES(1,1,'/invite 3','2026-02-23T12:00:00.000000+00:00');
CREATE TABLE articles (
        feed TEXT NOT NULL, key TEXT NOT NULL, url TEXT, first_seen TEXT NOT NULL, outcome TEXT NOT NULL,
        incident_id INTEGER, body TEXT NOT NULL, PRIMARY KEY (feed, key));
INSERT INTO "articles" VALUES('https://a.example/rss','k1','https://paper.example/1','2026-02-23T12:00:00.000000+00:00','incident',1,'{"article":{"key":"k1","title":"Clash in Tapalpa","text":"Gunmen met soldiers.","url":"https://paper.example/1","language":"en","published":"2026-02-23T12:00:00Z","publisher":"A paper","feed":"https://a.example/rss","official":false,"kind":"news","areas":[],"level":null,"supersedes":[],"expires":null},"first_seen":"2026-02-23T12:00:00Z","outcome":"incident","reason":"it matched","incident_id":1}');
INSERT INTO "articles" VALUES('https://a.example/rss','k2',NULL,'2026-02-23T12:00:00.000000+00:00','no_rule_word',NULL,'{"article":{"key":"k2","title":"Cup final","text":"Nothing.","url":null,"language":null,"published":"2026-02-23T12:00:00Z","publisher":"","feed":"https://a.example/rss","official":false,"kind":"news","areas":[],"level":null,"supersedes":[],"expires":null},"first_seen":"2026-02-23T12:00:00Z","outcome":"no_rule_word","reason":"No word of any rule stands in it.","incident_id":null}');
CREATE TABLE chats (
        chat_id INTEGER PRIMARY KEY, active INTEGER NOT NULL, admitted INTEGER NOT NULL, saved TEXT NOT NULL,
        body TEXT NOT NULL);
INSERT INTO "chats" VALUES(-100500,1,1,'2026-02-23T12:00:00.000000+00:00','{"id":-100500,"kind":"supergroup","language":"en","timezone":null,"admitted":true,"active":true,"title":"Team","quiet":null,"digest_hour":null,"digest_sent":null,"muted_until":null,"muted_incidents":[],"nationality":null,"roll_call":true,"banned":false,"fetches":[]}');
INSERT INTO "chats" VALUES(77,0,1,'2026-02-23T12:00:00.000000+00:00','{"id":77,"kind":"private","language":"en","timezone":null,"admitted":true,"active":false,"title":"","quiet":null,"digest_hour":null,"digest_sent":null,"muted_until":null,"muted_incidents":[],"nationality":null,"roll_call":false,"banned":false,"fetches":[]}');
INSERT INTO "chats" VALUES(4242,1,1,'2026-02-23T12:00:00.000000+00:00','{"id":4242,"kind":"private","language":"es","timezone":"America/Mexico_City","admitted":true,"active":true,"title":"Ana","quiet":{"start":1320,"end":420},"digest_hour":8,"digest_sent":null,"muted_until":null,"muted_incidents":[[1,"2026-02-24T12:00:00Z"]],"nationality":"DE","roll_call":false,"banned":false,"fetches":[]}');
CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, thread_id INTEGER, kind TEXT NOT NULL,
        state TEXT NOT NULL, severity INTEGER NOT NULL, priority INTEGER NOT NULL, region_key TEXT NOT NULL,
        turn INTEGER NOT NULL, created TEXT NOT NULL, due TEXT NOT NULL, expires TEXT NOT NULL, claimed_until TEXT,
        settled TEXT, incident_id INTEGER, revision INTEGER, message_id INTEGER, reply_to INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0, part_done INTEGER NOT NULL DEFAULT 0,
        repeat INTEGER NOT NULL DEFAULT 0, plain INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL, rule TEXT NOT NULL DEFAULT '', feed TEXT NOT NULL DEFAULT '', held INTEGER NOT NULL DEFAULT 0);
INSERT INTO "deliveries" VALUES(1,4242,NULL,'alert','sent',4,12,'admin1:MX.14',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-24T00:00:00.000000+00:00',NULL,'2026-02-23T12:00:00.000000+00:00',1,1,77,NULL,1,1,0,0,'sent','{"parts":[{"html":"<b>sent</b>","plain":"sent"}]}','clash.en','https://a.example/rss',0);
INSERT INTO "deliveries" VALUES(2,4242,NULL,'alert','uncertain',1,42,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-23T16:00:00.000000+00:00',NULL,'2026-02-23T12:00:00.000000+00:00',NULL,NULL,NULL,NULL,1,0,0,0,'timed out','{"parts":[{"html":"<b>unsure</b>","plain":"unsure"}]}','','',0);
INSERT INTO "deliveries" VALUES(3,4242,NULL,'alert','due',4,12,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-24T00:00:00.000000+00:00','2026-02-23T12:01:00.000000+00:00',NULL,1,NULL,NULL,NULL,1,0,1,0,'timed out; sent once more, marked','{"parts":[{"html":"<b>repeated</b>","plain":"repeated"}]}','','',0);
INSERT INTO "deliveries" VALUES(4,-100500,NULL,'alert','refused',2,32,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-23T18:00:00.000000+00:00',NULL,'2026-02-23T12:00:00.000000+00:00',NULL,NULL,NULL,NULL,1,0,0,0,'BUTTON_DATA_INVALID','{"parts":[{"html":"<b>refused</b>","plain":"refused"}]}','','',0);
INSERT INTO "deliveries" VALUES(5,4242,NULL,'alert','due',4,12,'',1,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:10:00.000000+00:00','2026-02-24T00:00:00.000000+00:00',NULL,NULL,2,NULL,NULL,NULL,0,0,0,0,'too many','{"parts":[{"html":"<b>held</b>","plain":"held"}]}','clash.en','https://a.example/rss',1);
INSERT INTO "deliveries" VALUES(6,-100500,9,'alert','due',4,12,'',2,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-24T00:00:00.000000+00:00','2026-02-23T12:01:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,0,0,0,0,'','{"parts":[{"html":"<b>1</b>","plain":"1"},{"html":"2","plain":"2"}],"buttons":[[{"text":"Why?","data":"v1:why:1"},{"text":"Map","url":"https://map.example/"}]],"silent":true}','','',0);
INSERT INTO "deliveries" VALUES(7,4242,NULL,'reply','due',4,0,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-23T12:10:00.000000+00:00','2026-02-23T12:01:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,0,0,0,0,'','{"parts":[{"html":"<b>an answer</b>","plain":"an answer"}],"document":["export.json","{}"]}','','',0);
INSERT INTO "deliveries" VALUES(8,-100500,NULL,'alert','sending',3,22,'',0,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','2026-02-23T20:00:00.000000+00:00','2026-02-23T12:01:00.000000+00:00',NULL,NULL,NULL,NULL,NULL,0,0,0,0,'','{"parts":[{"html":"<b>on its way</b>","plain":"on its way"}]}','','',0);
CREATE TABLE feedback (
        chat_id INTEGER NOT NULL, incident_id INTEGER NOT NULL, kind TEXT NOT NULL, given TEXT NOT NULL,
        PRIMARY KEY (chat_id, incident_id));
INSERT INTO "feedback" VALUES(4242,1,'place','2026-02-23T12:00:00.000000+00:00');
CREATE TABLE feeds (
        url TEXT PRIMARY KEY, next_look TEXT, lease_owner TEXT, lease_until TEXT, body TEXT NOT NULL);
INSERT INTO "feeds" VALUES('https://a.example/rss','2026-02-23T12:05:00.000000+00:00',NULL,NULL,'{"url":"https://a.example/rss","etag":"\"x\"","last_modified":null,"first_looked":"2026-02-23T12:00:00Z","last_success":"2026-02-23T12:00:00Z","last_full":null,"next_look":"2026-02-23T12:05:00Z","failures":2,"last_error":"timed out","key_rule":null,"moved_to":null,"moved_since":null,"interval_s":null,"looks":7,"unchanged":0,"gaps":0,"told_down":false}');
CREATE TABLE inbox (
        update_id INTEGER PRIMARY KEY, chat_id INTEGER, received TEXT NOT NULL, done TEXT, body TEXT NOT NULL);
INSERT INTO "inbox" VALUES(501,4242,'2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00','');
INSERT INTO "inbox" VALUES(502,4242,'2026-02-23T12:00:00.000000+00:00',NULL,'{"message": {"chat": {"id": 4242}, "from": {"id": 4242}, "text": "/subscribe Jalisco"}}');
CREATE TABLE incidents (
        id INTEGER PRIMARY KEY AUTOINCREMENT, country TEXT NOT NULL, opened TEXT NOT NULL, updated TEXT NOT NULL,
        revision INTEGER NOT NULL, body TEXT NOT NULL);
INSERT INTO "incidents" VALUES(1,'MX','2026-02-23T12:00:00.000000+00:00','2026-02-23T12:00:00.000000+00:00',1,'{"id":1,"country":"MX","parts":[{"category":"armed_clash","severity":4,"place":{"geonameid":3515956,"name":"Tapalpa","kind":"city","country":"MX","admin1":"MX.14","admin2":null,"lat":19.94,"lon":-103.75,"population":5500,"timezone":"America/Mexico_City"},"rule":"clash.en","why":"gunmen … soldiers","facts":{"dead":3,"hurt":null,"kidnapped":null,"by":null,"reported_by":null,"ongoing":false,"nobody_hurt":false,"where":null},"event_date":null,"parents":[{"geonameid":4004156,"name":"Jalisco","kind":"admin1","country":"MX","admin1":"MX.14","admin2":null,"lat":20.0,"lon":-103.67,"population":0,"timezone":"America/Mexico_City"}]}],"sources":[{"publisher":"A paper","title":"Clash in Tapalpa","url":"https://paper.example/1","language":"en","official":false,"published":"2026-02-23T12:00:00Z","article_key":"k1"}],"opened":"2026-02-23T12:00:00Z","updated":"2026-02-23T12:00:00Z","revision":1,"trial":false}');
INSERT INTO "incidents" VALUES(2,'MX','2026-02-23T12:00:00.000000+00:00','2026-02-23T13:00:00.000000+00:00',2,'{"id":2,"country":"MX","parts":[{"category":"armed_clash","severity":2,"place":{"geonameid":3515956,"name":"Tapalpa","kind":"city","country":"MX","admin1":"MX.14","admin2":null,"lat":19.94,"lon":-103.75,"population":5500,"timezone":"America/Mexico_City"},"rule":"clash.en","why":"gunmen … soldiers","facts":{"dead":3,"hurt":null,"kidnapped":null,"by":null,"reported_by":null,"ongoing":false,"nobody_hurt":false,"where":null},"event_date":null,"parents":[{"geonameid":4004156,"name":"Jalisco","kind":"admin1","country":"MX","admin1":"MX.14","admin2":null,"lat":20.0,"lon":-103.67,"population":0,"timezone":"America/Mexico_City"}]}],"sources":[{"publisher":"A paper","title":"Clash in Tapalpa","url":"https://paper.example/1","language":"en","official":false,"published":"2026-02-23T12:00:00Z","article_key":"k1"},{"publisher":"An agency","title":"Clash in Tapalpa","url":"https://paper.example/1","language":"en","official":true,"published":"2026-02-23T12:00:00Z","article_key":"k1"}],"opened":"2026-02-23T12:00:00Z","updated":"2026-02-23T13:00:00Z","revision":2,"trial":false}');
CREATE TABLE invites (
        code TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, uses INTEGER NOT NULL, made TEXT NOT NULL);
INSERT INTO "invites" VALUES('open-sesame',1,3,'2026-02-23T12:00:00.000000+00:00');
CREATE TABLE kept_values (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "kept_values" VALUES('paused','a drill');
INSERT INTO "kept_values" VALUES('feeds.added','[{"url": "https://b.example/rss"}]');
INSERT INTO "kept_values" VALUES('halted_until','2026-02-23T12:01:00+00:00');
CREATE TABLE roll_calls (
        chat_id INTEGER NOT NULL, incident_id INTEGER NOT NULL, user_id INTEGER NOT NULL, name TEXT NOT NULL,
        answered TEXT NOT NULL, PRIMARY KEY (chat_id, incident_id, user_id));
INSERT INTO "roll_calls" VALUES(-100500,1,4242,'Ana','2026-02-23T12:00:00.000000+00:00');
CREATE TABLE subscriptions (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, thread_id INTEGER, region_key TEXT NOT NULL,
        made TEXT NOT NULL, body TEXT NOT NULL);
INSERT INTO "subscriptions" VALUES(1,4242,NULL,'admin1:MX:MX.14:','2026-02-23T12:00:00.000000+00:00','{"id":0,"chat_id":4242,"region":{"kind":"admin1","name":"Jalisco","country":"MX","admin1":"MX.14","admin2":null,"geonameid":null,"lat":null,"lon":null,"radius_km":null,"timezone":null},"thread_id":null,"label":"home","categories":["armed_clash"],"least":3,"official_only":false,"countrywide":true,"mute_words":["fútbol"],"starts":null,"until":null,"muted_until":null,"radii":[],"wake":"rules","trip":false,"live_message":null}');
INSERT INTO "subscriptions" VALUES(2,4242,NULL,'circle:19.94,-103.75','2026-02-23T12:00:00.000000+00:00','{"id":0,"chat_id":4242,"region":{"kind":"circle","name":"19.94, -103.75","country":"MX","admin1":null,"admin2":null,"geonameid":null,"lat":19.94,"lon":-103.75,"radius_km":40.0,"timezone":null},"thread_id":null,"label":null,"categories":[],"least":1,"official_only":false,"countrywide":true,"mute_words":[],"starts":"2026-02-23T12:00:00Z","until":"2026-03-04T12:00:00Z","muted_until":null,"radii":[["shooting",25.0]],"wake":"always","trip":true,"live_message":null}');
INSERT INTO "subscriptions" VALUES(3,-100500,9,'country:MX::','2026-02-23T12:00:00.000000+00:00','{"id":0,"chat_id":-100500,"region":{"kind":"country","name":"Mexico","country":"MX","admin1":null,"admin2":null,"geonameid":null,"lat":null,"lon":null,"radius_km":null,"timezone":null},"thread_id":9,"label":null,"categories":[],"least":1,"official_only":false,"countrywide":true,"mute_words":[],"starts":null,"until":null,"muted_until":null,"radii":[],"wake":"rules","trip":false,"live_message":null}');
INSERT INTO "subscriptions" VALUES(4,77,NULL,'country:TD::','2026-02-23T12:00:00.000000+00:00','{"id":0,"chat_id":77,"region":{"kind":"country","name":"Chad","country":"TD","admin1":null,"admin2":null,"geonameid":null,"lat":null,"lon":null,"radius_km":null,"timezone":null},"thread_id":null,"label":null,"categories":[],"least":1,"official_only":false,"countrywide":true,"mute_words":[],"starts":null,"until":null,"muted_until":null,"radii":[],"wake":"rules","trip":false,"live_message":null}');
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
CREATE INDEX deliveries_by_rule ON deliveries (rule, created) WHERE rule != '';
CREATE INDEX deliveries_by_feed ON deliveries (feed, created) WHERE feed != '';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('incidents',2);
INSERT INTO "sqlite_sequence" VALUES('subscriptions',4);
INSERT INTO "sqlite_sequence" VALUES('deliveries',8);
COMMIT;
