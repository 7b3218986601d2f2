PRAGMA application_id = 1145260116;
PRAGMA user_version = 2;


BEGIN TRANSACTION;

DROP TABLE IF EXISTS attachment;
CREATE TABLE attachment (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;

DROP TABLE IF EXISTS choice;
CREATE TABLE choice (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

DROP TABLE IF EXISTS conversation;
CREATE TABLE conversation (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    head TEXT,
    endpoint_id TEXT,
    model TEXT,
    policy TEXT NOT NULL,
    options TEXT NOT NULL,
    draft TEXT NOT NULL,
    folder TEXT,
    pinned INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    trashed_at INTEGER
, draft_attachments TEXT) STRICT
;
INSERT INTO conversation VALUES(1,'5041265ca7f2bc7eb901d35ef6882460',1772366400000,1772366400000,'First talk','b61ef7d61741802bd9f940db3ccd531e',NULL,NULL,'{}','{}','','Sums',1,0,0,NULL,NULL);
INSERT INTO conversation VALUES(2,'0bbe6e737533bea5214c8fe032cae8e8',1772366460000,1772366460000,'Second talk','666b2be3b2152272962524f35101be0f',NULL,NULL,'{}','{}','',NULL,0,0,0,NULL,NULL);
INSERT INTO conversation VALUES(3,'08c4f888e819512618bb08f53489f90d',1772366490000,1772366490000,'Cut','6f8ff7f1b659ec16ebae3625d15c9279',NULL,NULL,'{}','{}','',NULL,0,0,0,NULL,NULL);

DROP TABLE IF EXISTS endpoint;
CREATE TABLE endpoint (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    base_url TEXT NOT NULL,
    model TEXT,
    key_source TEXT NOT NULL,
    key_variable TEXT,
    kind TEXT NOT NULL,
    model_path TEXT,
    allow_plain_http INTEGER NOT NULL,
    quirks TEXT NOT NULL
, options TEXT NOT NULL DEFAULT '{}') STRICT
;

DROP TABLE IF EXISTS message;
CREATE TABLE message (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation (row) ON DELETE CASCADE,
    parent INTEGER,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    continues INTEGER NOT NULL,
    run TEXT,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    total_tokens INTEGER,
    model TEXT,
    endpoint TEXT,
    finish_reason TEXT,
    failure TEXT,
    crc INTEGER NOT NULL,
    tool_calls TEXT NOT NULL,
    refusal TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    text TEXT NOT NULL
, cached_tokens INTEGER, reasoning_tokens INTEGER, attachments TEXT, by_hand INTEGER NOT NULL DEFAULT 0) STRICT
;
INSERT INTO message VALUES(1,'67dd0b1e8536cc250370834c5375354c',1,NULL,'user','complete',1772366400000,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4055591656,'','','','What is 1 + 1?',NULL,NULL,NULL,0);
INSERT INTO message VALUES(2,'b61ef7d61741802bd9f940db3ccd531e',1,1,'assistant','complete',1772366400000,0,NULL,NULL,NULL,NULL,'small','Here','stop',NULL,247442580,'','','','2, 两个。',NULL,NULL,NULL,0);
INSERT INTO message VALUES(3,'753a96ef15fa7da28a740cad56ea8077',2,NULL,'user','complete',1772366400000,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3280849195,'','','','Why?',NULL,NULL,NULL,0);
INSERT INTO message VALUES(4,'666b2be3b2152272962524f35101be0f',2,3,'assistant','complete',1772366400000,0,NULL,NULL,NULL,NULL,'small','Here','stop',NULL,2309309811,'','','','Because.',NULL,NULL,NULL,0);
INSERT INTO message VALUES(5,'19c8518c4772fe34efe57bf8ad93922c',3,NULL,'user','complete',1772366400000,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4228737817,'','','','Go on',NULL,NULL,NULL,0);
INSERT INTO message VALUES(6,'6f8ff7f1b659ec16ebae3625d15c9279',3,5,'assistant','streaming',1772366400000,0,'f5f6ac88a0b7fdbda919f7d609549c8a',NULL,NULL,NULL,'small','Here',NULL,NULL,4294967040,'','','','',NULL,NULL,NULL,0);
CREATE INDEX message_by_time ON message (created_at);
CREATE INDEX message_of_conversation ON message (conversation);
CREATE INDEX message_of_run ON message (run) WHERE run IS NOT NULL;

DROP TABLE IF EXISTS preset;
CREATE TABLE preset (
        row INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        system_prompt TEXT NOT NULL,
        options TEXT NOT NULL
    ) STRICT
    ;

DROP TABLE IF EXISTS price;
CREATE TABLE price (
        host TEXT NOT NULL,
        model TEXT NOT NULL,
        price TEXT NOT NULL,
        PRIMARY KEY (host, model)
    ) STRICT, WITHOUT ROWID
    ;

DROP TABLE IF EXISTS receipt;
CREATE TABLE receipt (
    message INTEGER PRIMARY KEY REFERENCES message (row) ON DELETE CASCADE,
    route INTEGER NOT NULL,
    parameters INTEGER NOT NULL,
    headers INTEGER,
    system INTEGER,
    depth INTEGER NOT NULL,
    start INTEGER,
    pins INTEGER,
    holes INTEGER,
    listed TEXT,
    sent_after INTEGER NOT NULL,
    answered_after INTEGER,
    first_token_after INTEGER,
    ended_after INTEGER,
    http_status INTEGER,
    request_id TEXT,
    attempts INTEGER NOT NULL,
    estimate INTEGER NOT NULL,
    factor REAL NOT NULL,
    left_out INTEGER NOT NULL
, inserts INTEGER, price INTEGER, measure TEXT) STRICT
;
INSERT INTO receipt VALUES(2,1,1,NULL,NULL,1,0,NULL,NULL,NULL,0,NULL,23538990651,1000,NULL,NULL,1,11,1.0,0,NULL,NULL,'[1,6,2,4,2,0,0,0]');
INSERT INTO receipt VALUES(4,1,1,NULL,NULL,1,0,NULL,NULL,NULL,0,NULL,23538990660,1000,NULL,NULL,1,8,1.0,0,NULL,NULL,'[1,3,0,0,1,0,0,0]');
INSERT INTO receipt VALUES(6,1,1,NULL,NULL,1,0,NULL,NULL,NULL,0,NULL,23538990663,NULL,NULL,NULL,1,8,1.0,0,NULL,NULL,'[1,4,0,1,0,0,0,0]');

DROP TABLE IF EXISTS route;
CREATE TABLE route (
    row INTEGER PRIMARY KEY,
    endpoint_id TEXT NOT NULL,
    model TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    base_url TEXT NOT NULL,
    UNIQUE (endpoint_id, model, endpoint, base_url)
) STRICT
;
INSERT INTO route VALUES(1,'endpoint-1','small','Here','http://127.0.0.1:8000/v1');

DROP TABLE IF EXISTS stream_log;
CREATE TABLE stream_log (
    seq INTEGER PRIMARY KEY,
    message INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    crc INTEGER NOT NULL
) STRICT
;
INSERT INTO stream_log VALUES(1,6,'text','as far as here',681925597);

DROP TABLE IF EXISTS text_blob;
CREATE TABLE text_blob (row INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
INSERT INTO text_blob VALUES(1,X'3CE6EBFD6BCAC4FCC6C58BFED99A35C9FFD4C81A60A47E4F726539A3B15E15C0','{"model":"small","stream_options":{"include_usage":true},"stream":true}');

pragma user_version=2;
pragma application_id=1145260116;

COMMIT TRANSACTION;
