-- +goose Up
-- From where a conversation was begun: a keyed hash of the network prefix, so that many sessions from one place count as one
-- customer. Empty where no door said so.
CREATE TABLE origins (
    conversation TEXT PRIMARY KEY REFERENCES conversations (id),
    prefix       TEXT NOT NULL
);

-- What each turn was about, as stems. burst names the freeze that it was part of, or the known issue that it was told: such a
-- question says nothing of what is usual.
CREATE TABLE symptoms (
    turn         TEXT PRIMARY KEY REFERENCES turns (id),
    conversation TEXT NOT NULL REFERENCES conversations (id),
    customer     TEXT NOT NULL,
    signed       BOOLEAN NOT NULL,
    topic        TEXT NOT NULL,
    language     TEXT NOT NULL,
    terms        TEXT NOT NULL,
    answered     BOOLEAN NOT NULL,
    burst        TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX symptoms_recent ON symptoms (created_at, turn);
CREATE INDEX symptoms_conversation ON symptoms (conversation);
CREATE INDEX symptoms_burst ON symptoms (burst) WHERE burst <> '';

-- Topics on which the assistant is silent, because several customers asked the same new thing. first names turns, as JSON.
CREATE TABLE freezes (
    id         TEXT PRIMARY KEY,
    topic      TEXT NOT NULL,
    terms      TEXT NOT NULL,
    state      TEXT NOT NULL,
    customers  BIGINT NOT NULL,
    signed     BIGINT NOT NULL,
    evidence   BIGINT NOT NULL,
    first      TEXT NOT NULL,
    raised     BOOLEAN NOT NULL,
    since_at   BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    ended_by   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    issue      TEXT NOT NULL
);
CREATE INDEX freezes_now ON freezes (since_at) WHERE state = 'frozen';
CREATE INDEX freezes_recent ON freezes (since_at, id);

-- Known-issue cards. Their words are an operator's.
CREATE TABLE issues_known (
    id         TEXT PRIMARY KEY,
    freeze_id    TEXT NOT NULL,
    topic      TEXT NOT NULL,
    terms      TEXT NOT NULL,
    title      TEXT NOT NULL,
    words_en   TEXT NOT NULL,
    words_fr   TEXT NOT NULL,
    state      TEXT NOT NULL,
    writer     TEXT NOT NULL,
    since_at   BIGINT NOT NULL,
    until_at   BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    ended_by   TEXT NOT NULL
);
CREATE INDEX issues_now ON issues_known (until_at) WHERE state = 'in_force';
CREATE INDEX issues_recent ON issues_known (since_at, id);

-- Who was handed over because of a freeze, or was among the first who asked: once a card is written they are told it, each
-- once. about: the question was about the symptom, and not merely of its topic.
CREATE TABLE waits (
    freeze_id    TEXT NOT NULL,
    conversation TEXT NOT NULL, -- no reference: whoever freezes must not wait for whoever answers, who waits for the freeze
    turn         TEXT NOT NULL,
    about        BOOLEAN NOT NULL,
    state        TEXT NOT NULL,
    issue        TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    told_at      BIGINT NOT NULL,
    PRIMARY KEY (freeze_id, conversation)
);
CREATE INDEX waits_open ON waits (freeze_id, created_at) WHERE state = 'waiting';
CREATE INDEX waits_conversation ON waits (conversation);

-- What is changed first by whoever freezes or ends a freeze, and read by whoever lets the assistant speak.
INSERT INTO counters (name, value) VALUES ('freezes', 0);
