-- +goose Up
-- Drills of this desk, one row a run. None holds a customer's words. The row is the lease, too: while it says running and its
-- time has not passed, no server begins another.
CREATE TABLE drills (
    id         TEXT PRIMARY KEY,
    operator   TEXT NOT NULL,
    own        BOOLEAN NOT NULL,
    state      TEXT NOT NULL,
    cases      BIGINT NOT NULL,
    harmful    BIGINT NOT NULL,
    report     TEXT NOT NULL,
    begun_at   BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    until_at   BIGINT NOT NULL
);
CREATE INDEX drills_recent ON drills (begun_at, id);
CREATE UNIQUE INDEX drills_running ON drills (state) WHERE state = 'running';
