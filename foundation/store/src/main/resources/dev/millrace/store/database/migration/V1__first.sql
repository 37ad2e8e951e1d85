-- Ids are UUIDs of version 7 as 32 hexadecimal digits, digests 64 hexadecimal digits, times
-- microseconds since the epoch, documents JSON text, truths 0 or 1. ${serial} is the dialect's
-- primary key that counts up and is never used again: the order in which rows were recorded.

CREATE TABLE project (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX project_name ON project (name);

CREATE TABLE experiment (
  id          TEXT PRIMARY KEY,
  project_id  TEXT NOT NULL REFERENCES project (id),
  name        TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX experiment_name ON experiment (project_id, name);

CREATE TABLE pipeline_version (
  id          TEXT PRIMARY KEY,
  pipeline    TEXT NOT NULL,
  spec_digest TEXT NOT NULL,
  spec        TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX pipeline_version_spec ON pipeline_version (pipeline, spec_digest);

CREATE TABLE run (
  seq                 ${serial},
  id                  TEXT NOT NULL,
  -- The id's digits from last to first: short names of runs are the ends of ids.
  id_backwards        TEXT NOT NULL,
  experiment_id       TEXT NOT NULL REFERENCES experiment (id),
  pipeline_version_id TEXT NOT NULL REFERENCES pipeline_version (id),
  pipeline            TEXT NOT NULL,
  params              TEXT NOT NULL,
  actor               TEXT NOT NULL,
  as_of               BIGINT NOT NULL,
  recorded_at         BIGINT NOT NULL,
  trigger_name        TEXT NOT NULL,
  reason              TEXT NOT NULL,
  idempotency_key     TEXT,
  directory           TEXT NOT NULL,
  description         TEXT NOT NULL DEFAULT '',
  state               TEXT NOT NULL,
  state_reason        TEXT NOT NULL,
  started_at          BIGINT,
  ended_at            BIGINT
);
CREATE UNIQUE INDEX run_id ON run (id);
CREATE UNIQUE INDEX run_id_backwards ON run (id_backwards);
CREATE UNIQUE INDEX run_idempotency_key ON run (idempotency_key);
CREATE INDEX run_pipeline ON run (pipeline, seq);
CREATE INDEX run_state ON run (state, seq);
CREATE INDEX run_pipeline_state ON run (pipeline, state, seq);
CREATE INDEX run_experiment ON run (experiment_id, seq);
CREATE INDEX run_pipeline_version ON run (pipeline_version_id);

-- Of anything that has an id: runs, models, their versions.
CREATE TABLE tag (
  subject TEXT NOT NULL,
  name    TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (subject, name)
);
CREATE INDEX tag_content ON tag (name, content);

-- Fencing: the token of a run's lease only grows, and only its newest holder may write to the run.
CREATE TABLE lease (
  run_id     TEXT PRIMARY KEY REFERENCES run (id),
  token      BIGINT NOT NULL,
  holder     TEXT,
  expires_at BIGINT NOT NULL
);

CREATE TABLE artifact (
  id          TEXT PRIMARY KEY,
  type        TEXT NOT NULL,
  digest      TEXT NOT NULL,
  bytes       BIGINT NOT NULL,
  properties  TEXT NOT NULL,
  state       TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX artifact_digest ON artifact (digest, type);

CREATE TABLE execution (
  seq         ${serial},
  id          TEXT NOT NULL,
  cache_key   TEXT NOT NULL,
  key_parts   TEXT NOT NULL,
  cacheable   INTEGER NOT NULL,
  run_id      TEXT NOT NULL REFERENCES run (id),
  pipeline    TEXT NOT NULL,
  step        TEXT NOT NULL,
  outputs     TEXT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX execution_id ON execution (id);
CREATE INDEX execution_cache_key ON execution (cache_key, seq);
CREATE INDEX execution_step ON execution (pipeline, step, seq);
CREATE INDEX execution_run ON execution (run_id, step);

CREATE TABLE execution_input (
  execution_id TEXT NOT NULL REFERENCES execution (id),
  name         TEXT NOT NULL,
  place        INTEGER NOT NULL,
  artifact_id  TEXT NOT NULL REFERENCES artifact (id),
  PRIMARY KEY (execution_id, name, place)
);
CREATE INDEX execution_input_artifact ON execution_input (artifact_id);

CREATE TABLE execution_output (
  execution_id TEXT NOT NULL REFERENCES execution (id),
  name         TEXT NOT NULL,
  artifact_id  TEXT NOT NULL REFERENCES artifact (id),
  PRIMARY KEY (execution_id, name)
);
CREATE INDEX execution_output_artifact ON execution_output (artifact_id);

CREATE TABLE task (
  id           TEXT PRIMARY KEY,
  run_id       TEXT NOT NULL REFERENCES run (id),
  step         TEXT NOT NULL,
  place        INTEGER NOT NULL,
  state        TEXT NOT NULL,
  reason       TEXT NOT NULL,
  started_at   BIGINT,
  ended_at     BIGINT,
  cache_key    TEXT,
  execution_id TEXT REFERENCES execution (id)
);
CREATE UNIQUE INDEX task_step ON task (run_id, step);
CREATE INDEX task_execution ON task (execution_id);

CREATE TABLE metric (
  seq         ${serial},
  run_id      TEXT NOT NULL REFERENCES run (id),
  step        TEXT NOT NULL,
  name        TEXT NOT NULL,
  -- NULL is NaN, which SQLite cannot hold.
  number      DOUBLE PRECISION,
  place       BIGINT NOT NULL,
  happened_at BIGINT NOT NULL
);
CREATE INDEX metric_run ON metric (run_id, seq);
CREATE INDEX metric_name ON metric (name, run_id);

CREATE TABLE event (
  seq         ${serial},
  kind        TEXT NOT NULL,
  subject     TEXT NOT NULL,
  actor       TEXT NOT NULL,
  event_time  BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  data        TEXT NOT NULL
);
CREATE INDEX event_subject ON event (subject, seq);

CREATE TABLE finding (
  seq          ${serial},
  id           TEXT NOT NULL,
  model        TEXT NOT NULL,
  version      INTEGER NOT NULL,
  window_start BIGINT NOT NULL,
  window_end   BIGINT NOT NULL,
  recorded_at  BIGINT NOT NULL,
  predictions  BIGINT NOT NULL,
  labels       BIGINT NOT NULL,
  performance  TEXT NOT NULL,
  drift        TEXT NOT NULL
);
CREATE UNIQUE INDEX finding_id ON finding (id);
CREATE INDEX finding_window ON finding (model, window_start, seq);

CREATE TABLE firing (
  idempotency_key TEXT PRIMARY KEY,
  pipeline        TEXT NOT NULL,
  trigger_name    TEXT NOT NULL,
  event_time      BIGINT NOT NULL,
  recorded_at     BIGINT NOT NULL,
  reason          TEXT NOT NULL
);
CREATE INDEX firing_trigger ON firing (pipeline, trigger_name, event_time);

CREATE TABLE model (
  id          TEXT PRIMARY KEY,
  project_id  TEXT NOT NULL REFERENCES project (id),
  name        TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX model_name ON model (name);

CREATE TABLE model_version (
  id          TEXT PRIMARY KEY,
  model_id    TEXT NOT NULL REFERENCES model (id),
  version     INTEGER NOT NULL,
  artifact_id TEXT NOT NULL REFERENCES artifact (id),
  digest      TEXT NOT NULL,
  blessing_id TEXT REFERENCES artifact (id),
  run_id      TEXT NOT NULL REFERENCES run (id),
  evidence    TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  event_time  BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX model_version_number ON model_version (model_id, version);
CREATE UNIQUE INDEX model_version_digest ON model_version (model_id, digest);
CREATE INDEX model_version_artifact ON model_version (artifact_id);
CREATE INDEX model_version_run ON model_version (run_id);

-- The whole history: an alias names the version of its last change by event time; none if NULL.
CREATE TABLE alias_change (
  seq         ${serial},
  model_id    TEXT NOT NULL REFERENCES model (id),
  alias       TEXT NOT NULL,
  version     INTEGER,
  run_id      TEXT REFERENCES run (id),
  reason      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  event_time  BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX alias_change_time ON alias_change (model_id, alias, event_time, seq);

-- The whole history of desired states: what an environment should serve is the last by event time.
CREATE TABLE deployment (
  seq         ${serial},
  environment TEXT NOT NULL,
  model_id    TEXT NOT NULL REFERENCES model (id),
  version     INTEGER NOT NULL,
  run_id      TEXT REFERENCES run (id),
  reason      TEXT NOT NULL,
  actor       TEXT NOT NULL,
  event_time  BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL
);
CREATE INDEX deployment_time ON deployment (environment, model_id, event_time, seq);
