-- +goose Up
-- How a customer who has left is reached by mail about one conversation. There is a row only where an address was given.
-- unseen_since is when the first message of ours was written that the customer has not seen and no mail brings; 0: none.
-- epoch is raised with each new address: links that went to an earlier one open nothing.
CREATE TABLE reaches (
    conversation TEXT PRIMARY KEY REFERENCES conversations (id),
    email        TEXT NOT NULL,
    epoch        BIGINT NOT NULL,
    refused      BOOLEAN NOT NULL,
    set_at       BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL,
    seen_seq     BIGINT NOT NULL,
    last_seq     BIGINT NOT NULL,
    mailed_seq   BIGINT NOT NULL,
    unseen_since BIGINT NOT NULL
);
CREATE INDEX reaches_unseen ON reaches (unseen_since) WHERE unseen_since > 0;
CREATE INDEX reaches_email ON reaches (email, set_at);

-- A mail brings the messages after after_seq, up to seq. recipient is the operator whom it tells; empty: the customer.
ALTER TABLE deliveries ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN after_seq BIGINT NOT NULL DEFAULT 0;
CREATE INDEX deliveries_recipient ON deliveries (recipient, created_at) WHERE recipient <> '';

-- Since when a conversation waits for a person and no operator was told by mail; 0: nobody need be told.
ALTER TABLE conversations ADD COLUMN alert_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversations_alert ON conversations (alert_at) WHERE alert_at > 0;

-- Operators were told that this promise is near its time.
ALTER TABLE promises ADD COLUMN warned BOOLEAN NOT NULL DEFAULT FALSE;
