-- +goose Up
-- Leads were told by mail that this promise was missed. What was missed before nobody is told of.
ALTER TABLE promises ADD COLUMN paged BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE promises SET paged = TRUE WHERE state = 'missed';
CREATE INDEX promises_missed ON promises (closed_at) WHERE state = 'missed' AND NOT paged;
