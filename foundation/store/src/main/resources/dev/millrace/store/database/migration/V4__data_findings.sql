-- Data that is distributed unlike other data, as a step of a pipeline found it. The same between the
-- same two is found once.
CREATE TABLE data_finding (
  seq          ${serial},
  id           TEXT NOT NULL,
  pipeline     TEXT NOT NULL,
  step         TEXT NOT NULL,
  run_id       TEXT NOT NULL,
  kind         TEXT NOT NULL,
  data_digest  TEXT NOT NULL,
  other_digest TEXT NOT NULL,
  event_time   BIGINT NOT NULL,
  recorded_at  BIGINT NOT NULL,
  moved        TEXT NOT NULL
);
CREATE UNIQUE INDEX data_finding_id ON data_finding (id);
CREATE UNIQUE INDEX data_finding_once
  ON data_finding (pipeline, step, kind, data_digest, other_digest);
CREATE INDEX data_finding_pipeline ON data_finding (pipeline, seq);
