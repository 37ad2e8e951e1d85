-- Executions of one component, in whatever pipeline: what a step that ran is compared with. NULL
-- for those recorded before.
ALTER TABLE execution ADD COLUMN component TEXT;
CREATE INDEX execution_component ON execution (component, seq);
