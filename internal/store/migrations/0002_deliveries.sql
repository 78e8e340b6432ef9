-- +goose Up
-- A delivery keeps its message's place, so that a conversation's messages leave in order, and why it failed.
ALTER TABLE deliveries ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN fault TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN done_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX deliveries_order ON deliveries (conversation, seq) WHERE state = 'queued';
CREATE INDEX deliveries_failed ON deliveries (created_at) WHERE state = 'failed';
