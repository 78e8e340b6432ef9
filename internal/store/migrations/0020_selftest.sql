-- +goose Up
-- The guard's self-tests, one row a run. None holds a customer's words.
CREATE TABLE selftests (
    id         TEXT PRIMARY KEY,
    cause      TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    run        TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX selftests_recent ON selftests (created_at, id);

-- What was really said wrongly, for good: the claim's words, what it stood on, and where it comes from. What the customer had
-- asked is not kept.
CREATE TABLE mistakes (
    id         TEXT PRIMARY KEY,
    body       TEXT NOT NULL,
    language   TEXT NOT NULL,
    evidence   TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- The newest answers that the assistant sent by itself: what the self-test begins with.
CREATE INDEX decisions_answered ON decisions (created_at) WHERE reason = 'answered';
