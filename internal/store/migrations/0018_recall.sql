-- +goose Up
-- What the assistant has told customers, so that everybody who was told can be found again: each wording once, by its stems,
-- and who was told it. Quotes are said thousands of times in the same words; a wording goes when nobody is left who was told.
CREATE TABLE wordings (
    id       TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    body     TEXT NOT NULL,
    stems    TEXT NOT NULL
);
CREATE TABLE wording_stems (
    stem    TEXT NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (stem, wording)
);
CREATE TABLE said (
    turn         TEXT NOT NULL,
    claim        BIGINT NOT NULL,
    wording      TEXT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    PRIMARY KEY (turn, claim)
);
CREATE INDEX said_wording ON said (wording);
CREATE INDEX said_conversation ON said (conversation);

-- What is not among them yet; the index holds only that. After an upgrade it is all, and is read in the background.
ALTER TABLE messages ADD COLUMN noted BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX messages_unnoted ON messages (created_at, id) WHERE author = 'assistant' AND claims <> '' AND NOT noted;

-- Nothing is sent to, and nothing deleted from, a conversation that a lead keeps for a dispute.
ALTER TABLE conversations ADD COLUMN legal_hold BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX conversations_past;
CREATE INDEX conversations_past ON conversations (updated_at, id) WHERE state = 'resolved' AND purged_at < updated_at AND NOT legal_hold;

-- Campaigns of corrections. origin_key makes one of what proposes itself, however many servers see the change. The words of
-- seeds stay after their conversation's have gone: without them nobody could say what was corrected.
CREATE TABLE recalls (
    id          TEXT PRIMARY KEY,
    state       TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    origin      TEXT NOT NULL,
    origin_ref  TEXT NOT NULL,
    origin_key  TEXT UNIQUE,
    seeds       TEXT NOT NULL,
    partial     BOOLEAN NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    writers     TEXT NOT NULL,
    written_at  BIGINT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at BIGINT NOT NULL,
    alone       TEXT NOT NULL,
    ended_by    TEXT NOT NULL,
    ended_at    BIGINT NOT NULL,
    reason      TEXT NOT NULL
);
CREATE INDEX recalls_origin ON recalls (origin_ref);
CREATE INDEX recalls_recent ON recalls (proposed_at, id);

CREATE TABLE corrections (
    recall   TEXT NOT NULL REFERENCES recalls (id),
    language TEXT NOT NULL,
    body     TEXT NOT NULL,
    rightful TEXT NOT NULL,
    PRIMARY KEY (recall, language)
);

-- Who was told, and what becomes of each. Ids only: the words are in wordings while they may be kept.
CREATE TABLE recipients (
    recall       TEXT NOT NULL REFERENCES recalls (id),
    turn         TEXT NOT NULL,
    claim        BIGINT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    customer     TEXT NOT NULL,
    channel      TEXT NOT NULL,
    language     TEXT NOT NULL,
    wording      TEXT NOT NULL,
    found        TEXT NOT NULL,
    told_at      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    message      TEXT NOT NULL,
    sent_at      BIGINT NOT NULL,
    PRIMARY KEY (recall, turn, claim)
);
CREATE INDEX recipients_queued ON recipients (recall, conversation) WHERE state = 'queued';
CREATE INDEX recipients_sent ON recipients (customer) WHERE state = 'sent';
CREATE INDEX recipients_conversation ON recipients (conversation);
CREATE INDEX deliveries_bounced ON deliveries (conversation, seq) WHERE state = 'failed';

-- Who notes what was said, or takes the words out, changes the first of these rows first; who sends a correction the second.
INSERT INTO counters (name, value) VALUES ('said', 0), ('corrections', 0);
