-- +goose Up
-- Answers that operators are asked to look at: a part drawn by lot, for statistics, and a part that is risky, to find what is
-- wrong. Ids only.
CREATE TABLE samples (
    turn       TEXT PRIMARY KEY REFERENCES turns (id),
    day        TEXT NOT NULL,
    part       TEXT NOT NULL,
    made_at    BIGINT NOT NULL
);
CREATE INDEX samples_day ON samples (day, turn);

-- What an operator found of each claim of one.
CREATE TABLE labels (
    turn       TEXT NOT NULL REFERENCES samples (turn),
    claim      BIGINT NOT NULL,
    operator   TEXT NOT NULL,
    label      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (turn, claim, operator)
);
