-- +goose Up
-- One text for SQLite and PostgreSQL. Ids are TEXT made in Go, times are BIGINT microseconds made in Go, JSON is TEXT.

CREATE TABLE teams (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    languages  TEXT NOT NULL,
    hours      TEXT NOT NULL
);

CREATE TABLE inboxes (
    id         TEXT PRIMARY KEY,
    brand      TEXT NOT NULL,
    language   TEXT NOT NULL,
    team       TEXT NOT NULL REFERENCES teams (id),
    visitors   BOOLEAN NOT NULL,
    origins    TEXT NOT NULL
);

CREATE TABLE topics (
    id         TEXT PRIMARY KEY,
    team       TEXT NOT NULL REFERENCES teams (id)
);

CREATE TABLE operators (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL UNIQUE,
    team       TEXT NOT NULL REFERENCES teams (id),
    role       TEXT NOT NULL,
    languages  TEXT NOT NULL,
    password   TEXT NOT NULL,
    away       BOOLEAN NOT NULL,
    seen_at    BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    token      TEXT PRIMARY KEY,
    data       TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_keys (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL
);

CREATE TABLE settings (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL
);

-- Kept counts and generations: a page never counts rows.
CREATE TABLE counters (
    name       TEXT PRIMARY KEY,
    value      BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('knowledge', 0);

CREATE TABLE customers (
    id         TEXT PRIMARY KEY,
    external   TEXT UNIQUE,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    attributes TEXT NOT NULL,
    signed     BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE conversations (
    id         TEXT PRIMARY KEY,
    inbox      TEXT NOT NULL REFERENCES inboxes (id),
    customer   TEXT NOT NULL REFERENCES customers (id),
    channel    TEXT NOT NULL,
    state      TEXT NOT NULL,
    owner_kind TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    team       TEXT NOT NULL,
    due_at     BIGINT NOT NULL,
    language   TEXT NOT NULL,
    trial      BOOLEAN NOT NULL,
    events     BIGINT NOT NULL,
    visitor    TEXT NOT NULL,
    preview    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX conversations_inbox ON conversations (state, due_at, id);
CREATE INDEX conversations_recent ON conversations (updated_at, id);
CREATE INDEX conversations_customer ON conversations (customer);

CREATE TABLE messages (
    id           TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    turn         TEXT NOT NULL,
    seq          BIGINT NOT NULL,
    author       TEXT NOT NULL,
    operator     TEXT NOT NULL,
    body         TEXT NOT NULL,
    language     TEXT NOT NULL,
    claims       TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX messages_order ON messages (conversation, seq);

CREATE TABLE turns (
    id           TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    message      TEXT NOT NULL,
    state        TEXT NOT NULL,
    epoch        BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    lease_until  BIGINT NOT NULL,
    topic        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    decided_at   BIGINT NOT NULL
);
CREATE INDEX turns_conversation ON turns (conversation, created_at);
-- What the sweeper looks at each second: open turns only.
CREATE INDEX turns_open ON turns (due_at) WHERE state IN ('accepted', 'answering', 'held');

-- The ledger: one row a decided turn.
CREATE TABLE decisions (
    turn       TEXT PRIMARY KEY REFERENCES turns (id),
    action     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    topic      TEXT NOT NULL,
    language   TEXT NOT NULL,
    question   TEXT NOT NULL,
    draft      TEXT NOT NULL,
    findings   TEXT NOT NULL,
    versions   TEXT NOT NULL,
    elapsed_us BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Which version of which article a sent claim stands on: what a recall asks.
CREATE TABLE evidence (
    turn       TEXT NOT NULL REFERENCES turns (id),
    claim      BIGINT NOT NULL,
    n          BIGINT NOT NULL,
    article    TEXT NOT NULL,
    version    TEXT NOT NULL,
    start_at   BIGINT NOT NULL,
    end_at     BIGINT NOT NULL,
    PRIMARY KEY (turn, claim, n)
);
CREATE INDEX evidence_article ON evidence (article, version);

CREATE TABLE promises (
    id           TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    turn         TEXT NOT NULL,
    team         TEXT NOT NULL,
    state        TEXT NOT NULL,
    by_at        BIGINT NOT NULL,
    misses       BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    closed_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX promises_open ON promises (conversation) WHERE state = 'open';
CREATE INDEX promises_due ON promises (by_at) WHERE state = 'open';

CREATE TABLE deliveries (
    id           TEXT PRIMARY KEY,
    message      TEXT NOT NULL REFERENCES messages (id),
    conversation TEXT NOT NULL,
    channel      TEXT NOT NULL,
    state        TEXT NOT NULL,
    epoch        BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX deliveries_queued ON deliveries (next_at) WHERE state = 'queued';

-- Ids only, never words. seq is kept in conversations.events, so a stream can resume without a gap.
CREATE TABLE events (
    conversation TEXT NOT NULL,
    seq          BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    ref          TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (conversation, seq)
);

CREATE TABLE idempotency (
    caller       TEXT NOT NULL,
    name         TEXT NOT NULL,
    body_hash    TEXT NOT NULL,
    conversation TEXT NOT NULL,
    turn         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (caller, name)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE articles (
    id         TEXT PRIMARY KEY,
    source     TEXT NOT NULL,
    name       TEXT NOT NULL,
    path       TEXT NOT NULL,
    language   TEXT NOT NULL,
    title      TEXT NOT NULL,
    url        TEXT NOT NULL,
    topic      TEXT NOT NULL,
    contract   TEXT NOT NULL,
    status     TEXT NOT NULL,
    version    TEXT NOT NULL,
    number     BIGINT NOT NULL,
    hash       TEXT NOT NULL,
    cut        TEXT NOT NULL,
    suspicious BOOLEAN NOT NULL,
    generation BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX articles_source ON articles (source, path);
CREATE INDEX articles_generation ON articles (generation);

CREATE TABLE versions (
    id         TEXT PRIMARY KEY,
    article    TEXT NOT NULL REFERENCES articles (id),
    number     BIGINT NOT NULL,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL,
    contract   TEXT NOT NULL,
    units      TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX versions_number ON versions (article, number);

CREATE TABLE contradictions (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    withholds     BOOLEAN NOT NULL,
    left_article  TEXT NOT NULL,
    right_article TEXT NOT NULL,
    left_side     TEXT NOT NULL,
    right_side    TEXT NOT NULL
);
CREATE INDEX contradictions_left ON contradictions (left_article);
CREATE INDEX contradictions_right ON contradictions (right_article);

-- What the assistant may do, lowered by people and machines. scope is 'desk', or 'topic:x', 'language:fr', 'channel:api'.
CREATE TABLE autonomy (
    scope      TEXT PRIMARY KEY,
    level      TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    set_at     BIGINT NOT NULL
);

CREATE TABLE acts (
    id         TEXT PRIMARY KEY,
    operator   TEXT NOT NULL,
    act        TEXT NOT NULL,
    ref        TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
