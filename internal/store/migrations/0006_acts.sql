-- +goose Up
-- What people did to one thing is read with the thing.
CREATE INDEX acts_ref ON acts (ref, created_at);
