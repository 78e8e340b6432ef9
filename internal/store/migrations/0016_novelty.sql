-- +goose Up
-- What a draft says that nobody has seen before, in the ledger.
ALTER TABLE decisions ADD COLUMN novel TEXT NOT NULL DEFAULT '';

-- New claims that customers were told without a person having seen them. Ids only: the words are in the turn's decision.
CREATE TABLE tellings (
    turn         TEXT NOT NULL REFERENCES turns (id),
    n            BIGINT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    customer     TEXT NOT NULL,
    state        TEXT NOT NULL,
    settled_by   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    settled_at   BIGINT NOT NULL,
    PRIMARY KEY (turn, n)
);
-- What is counted before one more is told: never more rows than the few customers that may be told.
CREATE INDEX tellings_open ON tellings (created_at) WHERE state = 'open';
CREATE INDEX tellings_recent ON tellings (created_at);
CREATE INDEX tellings_conversation ON tellings (conversation);

-- What people found of claims. The words stay after their conversation's have gone: without them the assistant could say
-- again what was refused.
CREATE TABLE judged (
    id         TEXT PRIMARY KEY,
    turn       TEXT NOT NULL,
    body       TEXT NOT NULL,
    language   TEXT NOT NULL,
    is_right   BOOLEAN NOT NULL,
    operator   TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX judged_recent ON judged (created_at, id);

-- The generation of judged, and what is changed first by whoever counts tellings.
INSERT INTO counters (name, value) VALUES ('judged', 0), ('tellings', 0);
