-- +goose Up
-- Until when the customer is told that an operator writes an answer. A private note and a draft are nobody's business.
ALTER TABLE viewers ADD COLUMN answers_until BIGINT NOT NULL DEFAULT 0;
