-- +goose Up
-- The folders of the desk: each page and each count of one is a range of an index, however many conversations there were.
DROP INDEX conversations_recent;
-- What the assistant is answering stands in no folder for these seconds: taking a message in costs these indexes nothing.
CREATE INDEX conversations_open ON conversations (updated_at, id) WHERE state IN ('waiting_person', 'person', 'waiting_customer') AND NOT trial;
CREATE INDEX conversations_open_team ON conversations (team, updated_at, id) WHERE state IN ('waiting_person', 'person', 'waiting_customer') AND NOT trial;
CREATE INDEX conversations_of_person ON conversations (owner_id, due_at, id) WHERE owner_kind = 'person' AND state <> 'resolved' AND NOT trial;
CREATE INDEX conversations_waiting_with ON conversations (owner_kind, precedence, due_at, id) WHERE state = 'waiting_person' AND NOT trial;
CREATE INDEX conversations_waiting_with_team ON conversations (owner_kind, team, precedence, due_at, id) WHERE state = 'waiting_person' AND NOT trial;

-- What operators tell one another in a conversation. No customer ever reads this table: nothing that speaks to one asks it.
CREATE TABLE notes (
    id           TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id),
    operator     TEXT NOT NULL,
    body         TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX notes_conversation ON notes (conversation, created_at, id);

-- Who looks at a conversation, and who types in it, until a lease ends. Ids only.
CREATE TABLE viewers (
    conversation TEXT NOT NULL,
    operator     TEXT NOT NULL,
    until_at     BIGINT NOT NULL,
    typing_until BIGINT NOT NULL,
    PRIMARY KEY (conversation, operator)
);
CREATE INDEX viewers_ended ON viewers (until_at);

-- What a conversation can be found by: folded words, each once. searched says up to which event its words are in here.
ALTER TABLE conversations ADD COLUMN searched BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversations_unsearched ON conversations (id) WHERE searched < events AND NOT trial;
CREATE TABLE words (
    word         TEXT NOT NULL,
    conversation TEXT NOT NULL,
    PRIMARY KEY (word, conversation)
);
