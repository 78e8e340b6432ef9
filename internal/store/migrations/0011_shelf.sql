-- +goose Up
-- The list of articles is read by title, and told apart by dates that the contract holds. folded is the title without case
-- and accents; an empty one is filled in when the program starts.
ALTER TABLE articles ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN valid_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN review_by BIGINT NOT NULL DEFAULT 0;
CREATE INDEX articles_folded ON articles (folded, id);

-- What people found of two passages that contradict each other. A contradiction has the same id for as long as both
-- versions stand, so a ruling holds for these two versions and no others.
CREATE TABLE rulings (
    contradiction TEXT PRIMARY KEY,
    verdict       TEXT NOT NULL,
    operator      TEXT NOT NULL,
    created_at    BIGINT NOT NULL
);

-- The questions that nothing answered are a range of this index.
CREATE INDEX decisions_missed ON decisions (created_at) WHERE reason = 'not_covered';
