-- Tasks are added while a run goes on: the next place is looked up each time.
CREATE INDEX task_place ON task (run_id, place);

CREATE TABLE cancel_request (
  run_id      TEXT PRIMARY KEY REFERENCES run (id),
  actor       TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);

-- What a run can be found by as text, in lower case: a table of its own, since reading all of the
-- wide one takes several times as long.
CREATE TABLE run_search (
  run_seq BIGINT PRIMARY KEY REFERENCES run (seq),
  content TEXT NOT NULL
);
INSERT INTO run_search (run_seq, content)
SELECT seq, lower(pipeline || ' ' || reason || ' ' || description) FROM run;
CREATE INDEX run_trigger ON run (trigger_name, seq);
CREATE INDEX run_as_of ON run (as_of, seq);

-- By the clock of the machine, as expires_at.
ALTER TABLE lease ADD COLUMN acquired_at BIGINT NOT NULL DEFAULT 0;

-- A run can have several executions of one step, if it was amended; each has its own figures.
-- NULL as long as the step has not ended well.
ALTER TABLE metric ADD COLUMN execution_id TEXT REFERENCES execution (id);
UPDATE metric SET execution_id = (
  SELECT execution.id FROM execution
  WHERE execution.run_id = metric.run_id AND execution.step = metric.step
  ORDER BY execution.seq DESC LIMIT 1);
CREATE INDEX metric_execution ON metric (execution_id, seq);

-- Where an artifact comes from, beside it, so that the newest are found in one index. The number
-- of its execution orders those of runs as of one time. NULL for what no execution made.
ALTER TABLE artifact ADD COLUMN pipeline TEXT;
ALTER TABLE artifact ADD COLUMN step TEXT;
ALTER TABLE artifact ADD COLUMN as_of BIGINT;
ALTER TABLE artifact ADD COLUMN execution_seq BIGINT;
ALTER TABLE artifact ADD COLUMN span_start BIGINT;
ALTER TABLE artifact ADD COLUMN span_end BIGINT;
UPDATE artifact SET execution_seq = (
  SELECT min(execution.seq) FROM execution_output
  JOIN execution ON execution.id = execution_output.execution_id
  WHERE execution_output.artifact_id = artifact.id);
UPDATE artifact SET
  pipeline = (SELECT pipeline FROM execution WHERE execution.seq = artifact.execution_seq),
  step = (SELECT step FROM execution WHERE execution.seq = artifact.execution_seq),
  as_of = (
    SELECT run.as_of FROM execution JOIN run ON run.id = execution.run_id
    WHERE execution.seq = artifact.execution_seq);
CREATE INDEX artifact_newest ON artifact (type, as_of, execution_seq) WHERE state = 'LIVE';
CREATE INDEX artifact_newest_of_step ON artifact (type, pipeline, step, as_of, execution_seq)
  WHERE state = 'LIVE';
CREATE INDEX artifact_newest_of_pipeline ON artifact (type, pipeline, as_of, execution_seq)
  WHERE state = 'LIVE';
CREATE INDEX artifact_span ON artifact (type, span_end, span_start, as_of, execution_seq)
  WHERE state = 'LIVE' AND span_end IS NOT NULL;

-- Properties of artifacts whose files are there, to find them by. A long value is here by digest.
CREATE TABLE artifact_property (
  artifact_id   TEXT NOT NULL REFERENCES artifact (id),
  name          TEXT NOT NULL,
  content       TEXT NOT NULL,
  as_of         BIGINT NOT NULL,
  execution_seq BIGINT NOT NULL,
  PRIMARY KEY (artifact_id, name)
);
CREATE INDEX artifact_property_content
  ON artifact_property (name, content, as_of, execution_seq);
INSERT INTO artifact_property (artifact_id, name, content, as_of, execution_seq)
SELECT artifact.id, property.name, property.content, artifact.as_of, artifact.execution_seq
FROM artifact JOIN (${scalar_properties}) AS property ON property.artifact_id = artifact.id
WHERE artifact.as_of IS NOT NULL AND length(property.content) <= 40;

CREATE TABLE pin (
  seq         ${serial},
  subject     TEXT NOT NULL,
  kind        TEXT NOT NULL,
  reason      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX pin_subject ON pin (subject);

-- What the tasks of a run found in the store and read.
CREATE TABLE hold (
  seq         ${serial},
  run_id      TEXT NOT NULL REFERENCES run (id),
  artifact_id TEXT NOT NULL REFERENCES artifact (id)
);
CREATE UNIQUE INDEX hold_of_run ON hold (run_id, artifact_id);
CREATE INDEX hold_artifact ON hold (artifact_id);

-- Pipelines whose triggers are looked at in an environment. A row stays when that has ended.
CREATE TABLE activation (
  id                  TEXT PRIMARY KEY,
  environment         TEXT NOT NULL,
  pipeline            TEXT NOT NULL,
  pipeline_version_id TEXT NOT NULL REFERENCES pipeline_version (id),
  file                TEXT NOT NULL,
  params              TEXT NOT NULL,
  actor               TEXT NOT NULL,
  since               BIGINT NOT NULL,
  event_time          BIGINT NOT NULL,
  recorded_at         BIGINT NOT NULL,
  ended_at            BIGINT
);
CREATE UNIQUE INDEX activation_standing ON activation (environment, pipeline)
  WHERE ended_at IS NULL;

-- What a trigger has dealt with already, by firing or by passing it over.
CREATE TABLE trigger_mark (
  activation_id TEXT NOT NULL REFERENCES activation (id),
  trigger_key   TEXT NOT NULL,
  mark          TEXT NOT NULL,
  event_time    BIGINT NOT NULL,
  PRIMARY KEY (activation_id, trigger_key, mark)
);

-- NULL for what fires without being activated, such as in a replay. Settled is a firing that has
-- its run.
ALTER TABLE firing ADD COLUMN activation_id TEXT REFERENCES activation (id);
ALTER TABLE firing ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
CREATE INDEX firing_open ON firing (activation_id, recorded_at) WHERE settled = 0;
CREATE INDEX firing_newest ON firing (activation_id, trigger_name, recorded_at);

-- Who looks at an environment's triggers: as the lease of a run, with a token that only grows.
CREATE TABLE watch (
  environment TEXT PRIMARY KEY,
  token       BIGINT NOT NULL,
  holder      TEXT,
  expires_at  BIGINT NOT NULL
);
