-- +goose Up
-- The lists of one team's conversations with a person, answered or resolved are ranges of this index.
CREATE INDEX conversations_team_due ON conversations (state, team, due_at, id) WHERE NOT trial;
