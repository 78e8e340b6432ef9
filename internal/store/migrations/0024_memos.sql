-- +goose Up
-- What the watch's own processes know between two looks: verdicts on answers that operators have labelled, and how often stems
-- were in what customers asked. No row holds a question, or a word that only one customer used.
CREATE TABLE memos (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
