-- A rollback is a change of an alias that goes back to what an earlier change of it said: the seq
-- of that one. What was before a rollback is what was before the change that it goes back to.
ALTER TABLE alias_change ADD COLUMN back_to BIGINT REFERENCES alias_change (seq);
