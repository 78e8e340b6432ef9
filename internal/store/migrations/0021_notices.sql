-- +goose Up
-- Who is told of an incident: one row for each way and recipient of each notice. Ids and times only; what is said is written
-- when it is sent.
CREATE TABLE notices (
    id         TEXT PRIMARY KEY,
    incident   TEXT NOT NULL REFERENCES incidents (id),
    round      BIGINT NOT NULL,
    rung       TEXT NOT NULL,
    repeat     BIGINT NOT NULL,
    way        TEXT NOT NULL,
    recipient  TEXT NOT NULL,
    state      TEXT NOT NULL,
    epoch      BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    next_at    BIGINT NOT NULL,
    fault      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at    BIGINT NOT NULL,
    UNIQUE (incident, round, rung, repeat, way, recipient)
);
CREATE INDEX notices_due ON notices (next_at) WHERE state = 'queued';
CREATE INDEX notices_recent ON notices (created_at);
