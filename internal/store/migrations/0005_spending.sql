-- +goose Up
-- Tokens that the model has cost, by day, for all replicas together.
CREATE TABLE spending (
    day    TEXT PRIMARY KEY,
    tokens BIGINT NOT NULL,
    warned BOOLEAN NOT NULL
);
