-- +goose Up
-- What a further message asks first: the turns of its conversation that are open. Without this it reads every turn that
-- the conversation ever had.
CREATE INDEX turns_unsettled ON turns (conversation, created_at, id) WHERE state IN ('accepted', 'answering', 'held');

-- What every answer that is shown asks: what was promised for its turn.
CREATE INDEX promises_turn ON promises (turn, created_at);

-- What the sweeper looks at each second: conversations that nobody answers for. There should be none, and this is empty.
CREATE INDEX conversations_undue ON conversations (due_at) WHERE state IN ('assistant', 'waiting_person', 'person', 'waiting_customer') AND due_at < 1;
