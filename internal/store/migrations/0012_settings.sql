-- +goose Up
-- An operator who was deactivated since a moment (0: never) can do nothing, and keeps a name on what was said. Whoever
-- signed in before signed_from no longer is.
ALTER TABLE operators ADD COLUMN ended_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE operators ADD COLUMN signed_from BIGINT NOT NULL DEFAULT 0;

-- Written down by the minute.
ALTER TABLE api_keys ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;

-- One-time links: to join, or, where it names an operator, to choose another password. The link itself is kept nowhere.
CREATE TABLE invitations (
    id         TEXT PRIMARY KEY,
    operator   TEXT NOT NULL,
    email      TEXT NOT NULL,
    team       TEXT NOT NULL REFERENCES teams (id),
    role       TEXT NOT NULL,
    languages  TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL
);
CREATE INDEX invitations_open ON invitations (expires_at) WHERE used_at = 0;

-- What operators insert when they answer.
CREATE TABLE canned (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    language   TEXT NOT NULL,
    body       TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Work that one server at a time does: who does it, until when.
CREATE TABLE leases (
    name       TEXT PRIMARY KEY,
    holder     TEXT NOT NULL,
    until_at   BIGINT NOT NULL
);

-- When the words of a conversation were deleted because it was past its time; 0: never.
ALTER TABLE conversations ADD COLUMN purged_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversations_past ON conversations (updated_at, id) WHERE state = 'resolved' AND purged_at < updated_at;

-- Owners are counted under a lock: whoever changes one changes this row first.
INSERT INTO counters (name, value) VALUES ('owners', 0);
