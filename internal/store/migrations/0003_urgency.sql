-- +goose Up
-- Who is looked at first among those that wait: minus the urgency, so that a page is one range of an index.
ALTER TABLE conversations ADD COLUMN precedence BIGINT NOT NULL DEFAULT 0;
UPDATE conversations SET precedence = -1 WHERE state IN ('assistant', 'waiting_person', 'person', 'waiting_customer')
    AND EXISTS (SELECT 1 FROM turns WHERE turns.conversation = conversations.id AND turns.reason IN ('urgent', 'vulnerable'));
CREATE INDEX conversations_waiting ON conversations (state, precedence, due_at, id) WHERE state = 'waiting_person' AND NOT trial;
CREATE INDEX conversations_waiting_team ON conversations (state, team, precedence, due_at, id) WHERE state = 'waiting_person' AND NOT trial;

-- Drafts that wait for an operator. Promises are said in steps of minutes: many share one due time.
CREATE INDEX turns_held ON turns (due_at, id) WHERE state = 'held';

-- Why somebody did what they did, apart from what it was.
ALTER TABLE acts ADD COLUMN reason TEXT NOT NULL DEFAULT '';
UPDATE acts SET act = 'review:approve', reason = substr(act, 17) WHERE act LIKE 'review:approve: %';
UPDATE acts SET act = 'review:edit', reason = substr(act, 14) WHERE act LIKE 'review:edit: %';
UPDATE acts SET act = 'review:refuse', reason = substr(act, 16) WHERE act LIKE 'review:refuse: %';
UPDATE acts SET act = 'review:take_over', reason = substr(act, 19) WHERE act LIKE 'review:take_over: %';
