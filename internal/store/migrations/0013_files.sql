-- +goose Up
-- What customers and operators send with messages. message is empty until one names it; sha is of what the request brought.
CREATE TABLE files (
    id           TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    inbox        TEXT NOT NULL,
    message      TEXT NOT NULL,
    sender       TEXT NOT NULL,
    name         TEXT NOT NULL,
    type         TEXT NOT NULL,
    bytes        BIGINT NOT NULL,
    width        BIGINT NOT NULL,
    height       BIGINT NOT NULL,
    request      TEXT NOT NULL,
    sha          TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    content      BYTEA NOT NULL
);
CREATE INDEX files_conversation ON files (conversation, sender, bytes);
CREATE INDEX files_inbox ON files (inbox, created_at, sender, bytes);
CREATE INDEX files_loose ON files (created_at) WHERE message = '';
CREATE UNIQUE INDEX files_request ON files (conversation, request) WHERE request <> '';

-- What a message's files are called, so that reading what was said reads one table.
ALTER TABLE messages ADD COLUMN files TEXT NOT NULL DEFAULT '';
