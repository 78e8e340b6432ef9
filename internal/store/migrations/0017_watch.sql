-- +goose Up
-- What lowers the assistant by itself, by scope; lowers is false for one that lets it go on.
CREATE TABLE breakers (
    scope      TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    lowers     BOOLEAN NOT NULL,
    body       TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- Read with every answer, and nearly always empty.
CREATE INDEX breakers_lowering ON breakers (scope) WHERE lowers;

-- What alarms opened and people close. Ids, times and operators' notes.
CREATE TABLE incidents (
    id         TEXT PRIMARY KEY,
    stage      TEXT NOT NULL,
    body       TEXT NOT NULL,
    opened_at  BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX incidents_open ON incidents (opened_at, id) WHERE stage <> 'closed';
CREATE INDEX incidents_recent ON incidents (opened_at, id);

-- Whoever changes either changes this row first.
INSERT INTO counters (name, value) VALUES ('watch', 0);

-- What was changed shortly before an incident.
CREATE INDEX acts_recent ON acts (created_at, id);

-- What was decided last, for those who watch.
CREATE INDEX decisions_recent ON decisions (created_at, turn);

-- Why a turn was decided so at first, whatever a person found of it later.
ALTER TABLE decisions ADD COLUMN first_reason TEXT NOT NULL DEFAULT '';
UPDATE decisions SET first_reason = reason;

-- What is counted of conversations, and what that is held against.
CREATE TABLE streams (
    kind       TEXT NOT NULL,
    scope      TEXT NOT NULL,
    body       TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (kind, scope)
);
