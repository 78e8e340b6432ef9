-- +goose Up
-- What customers call wrong. Ids only: the words are the answer's, in its turn's decision.
CREATE TABLE reports (
    id           TEXT PRIMARY KEY,
    turn         TEXT NOT NULL REFERENCES turns (id),
    conversation TEXT NOT NULL REFERENCES conversations (id),
    claim        BIGINT NOT NULL,
    customer     TEXT NOT NULL,
    state        TEXT NOT NULL,
    settled_by   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    settled_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX reports_once ON reports (turn, claim);
CREATE INDEX reports_conversation ON reports (conversation, created_at);
-- What the assistant must not say by itself is read with every answer.
CREATE INDEX reports_frozen ON reports (state, created_at) WHERE state IN ('open', 'wrong');

-- What customers thought at the end, once a conversation.
CREATE TABLE ratings (
    conversation TEXT PRIMARY KEY REFERENCES conversations (id),
    score        BIGINT NOT NULL,
    words        TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX ratings_recent ON ratings (created_at);
