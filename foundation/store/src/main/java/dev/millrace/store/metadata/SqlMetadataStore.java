package dev.millrace.store.metadata;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.Amendment;
import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.TriggerStore;
import dev.millrace.store.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The metadata store in an SQL database. */
public final class SqlMetadataStore implements MetadataStore {
  private final Database database;
  private final Leases leases;
  private final TriggerStore triggers;

  private SqlMetadataStore(Database database, Clock machine) {
    this.database = database;
    this.leases = new Leases(machine);
    this.triggers = new SqlTriggerStore(database, machine);
  }

  /**
   * Opens the store of a home.
   *
   * @param clock stamps what happens; simulated in a replay
   * @param machine real time, for leases between processes
   */
  public static SqlMetadataStore open(Home home, Clock clock, Clock machine) {
    return over(Database.open(home, clock), machine);
  }

  /**
   * Opens the store of a home whose database is on a PostgreSQL server.
   *
   * @param url {@code jdbc:postgresql://host:port/name?user=…&password=…}
   */
  public static SqlMetadataStore open(String url, Home home, Clock clock, Clock machine) {
    return over(Database.open(url, home, clock), machine);
  }

  /** A store in a database that is open already; closing the one closes the other. */
  public static SqlMetadataStore over(Database database, Clock machine) {
    return new SqlMetadataStore(database, machine);
  }

  /** For those who keep tables of their own beside these. */
  public Database database() {
    return database;
  }

  public FindingSink findings() {
    return new Findings(database);
  }

  public TriggerStore triggers() {
    return triggers;
  }

  @Override
  public Run createRun(NewRun run) {
    return database.write(sql -> Runs.create(sql, run));
  }

  @Override
  public Optional<Run> findRun(Id id) {
    return database.read(sql -> Runs.find(sql, id));
  }

  @Override
  public Optional<Run> findRunByKey(String idempotencyKey) {
    return database.read(sql -> Runs.byIdempotencyKey(sql, idempotencyKey));
  }

  @Override
  public List<Run> findRunsByText(String text) {
    return database.read(sql -> Runs.byText(sql, text));
  }

  @Override
  public List<Run> runs(RunQuery query) {
    return database.read(sql -> RunSearch.find(sql, query));
  }

  @Override
  public JsonNode pipelineOf(Id run) {
    return database.read(sql -> PipelineVersions.ofRun(sql, run));
  }

  @Override
  public void moveRun(Id run, Token token, RunState to, String reason) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Runs.move(sql, run, to, reason);
        });
  }

  @Override
  public void amendRun(Id run, Token token, Amendment amendment) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Runs.amend(sql, run, amendment);
        });
  }

  @Override
  public boolean requestCancel(Id run, String actor) {
    return database.write(sql -> Cancellations.request(sql, run, actor));
  }

  @Override
  public Optional<String> cancelRequested(Id run) {
    return database.read(sql -> Cancellations.requested(sql, run));
  }

  @Override
  public Optional<Token> acquireLease(Id run, String holder, Duration duration) {
    return database.write(sql -> leases.acquire(sql, run, holder, duration));
  }

  @Override
  public void renewLease(Id run, Token token, Duration duration) {
    database.change(sql -> leases.renew(sql, run, token, duration));
  }

  @Override
  public void releaseLease(Id run, Token token) {
    database.change(sql -> leases.release(sql, run, token));
  }

  @Override
  public Optional<Lease> lease(Id run) {
    return database.read(sql -> leases.standing(sql, run));
  }

  @Override
  public void breakLease(Id run, String holder) {
    database.change(sql -> leases.breakHeld(sql, run, holder));
  }

  @Override
  public List<Task> tasks(Id run) {
    return database.read(sql -> Tasks.list(sql, run));
  }

  @Override
  public void addTasks(Id run, Token token, List<String> steps) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Tasks.add(sql, run, steps);
        });
  }

  @Override
  public void startTask(Id run, String step, Token token, TaskNote note, Instant at) {
    database.changeSoon(
        sql -> {
          leases.check(sql, run, token);
          Tasks.start(sql, run, step, note, at);
        });
  }

  @Override
  public void moveTask(Id run, String step, Token token, TaskState to, TaskNote note) {
    if (to.endedWell()) {
      throw new IllegalArgumentException(
          "step '" + step + "' cannot be " + to + " without an execution");
    }
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Tasks.move(sql, run, step, to, note);
        });
  }

  @Override
  public void completeTask(Id run, String step, Token token, Completion completion) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Execution execution = Executions.record(sql, run, step, completion);
          Metrics.add(sql, run, completion.metrics());
          Metrics.close(sql, execution);
          Tasks.end(sql, run, step, TaskState.SUCCEEDED, completion.reason(), execution);
        });
  }

  @Override
  public void endGroup(Id run, String step, Token token, String reason) {
    TaskNote note = new TaskNote(reason, Optional.empty());
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Tasks.move(sql, run, step, TaskState.SUCCEEDED, note);
        });
  }

  @Override
  public void reuseExecution(Id run, String step, Token token, Execution execution, String reason) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Artifacts.checkLive(sql, execution.artifacts().values());
          Tasks.end(sql, run, step, TaskState.CACHED, reason, execution);
        });
  }

  @Override
  public Optional<Execution> findExecution(Digest key) {
    return database.read(sql -> Executions.cached(sql, key));
  }

  @Override
  public boolean wasCollected(Digest key) {
    return database.read(sql -> Executions.collected(sql, key));
  }

  @Override
  public Optional<Execution> latestExecution(String pipeline, String step) {
    return database.read(sql -> Executions.latest(sql, pipeline, step));
  }

  @Override
  public List<Execution> latestExecutions(String component, Optional<Id> before, int limit) {
    return database.read(sql -> Executions.latest(sql, component, before, limit));
  }

  @Override
  public Optional<Execution> findExecution(Id id) {
    return database.read(sql -> Executions.find(sql, id));
  }

  @Override
  public Optional<ArtifactRow> findArtifact(Id id) {
    return database.read(sql -> Artifacts.find(sql, id));
  }

  @Override
  public Optional<ArtifactRow> findArtifact(ArtifactType<? extends Artifact> type, Digest digest) {
    return database.read(sql -> Artifacts.find(sql, type.toString(), digest));
  }

  @Override
  public ArtifactRow importArtifact(Id run, Token token, ArtifactRow published) {
    return database.write(
        sql -> {
          leases.check(sql, run, token);
          ArtifactRow row = Artifacts.imported(sql, published);
          Pins.hold(sql, run, List.of(row.id()));
          return row;
        });
  }

  @Override
  public List<ArtifactRow> findArtifacts(ArtifactQuery query) {
    return database.read(sql -> ArtifactSearch.find(sql, query));
  }

  @Override
  public Optional<Task> producer(Id artifact) {
    return database.read(sql -> Tasks.producer(sql, artifact));
  }

  @Override
  public List<Execution> consumers(Id artifact) {
    return database.read(sql -> Executions.using(sql, artifact));
  }

  @Override
  public List<Metric> metrics(Id run) {
    return database.read(sql -> Metrics.list(sql, run));
  }

  @Override
  public void addMetrics(Id run, String step, Token token, List<Metric> metrics) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Metrics.add(sql, run, metrics);
        });
  }

  @Override
  public void appendEvent(NewEvent event) {
    database.change(sql -> sql.event(event));
  }

  @Override
  public List<Event> events(long afterSequence, int limit) {
    return database.read(sql -> Events.after(sql, afterSequence, limit));
  }

  @Override
  public List<Event> eventsOf(String subject) {
    return database.read(sql -> Events.of(sql, subject));
  }

  @Override
  public boolean recordFiring(Firing firing) {
    return database.write(sql -> Firings.record(sql, firing));
  }

  @Override
  public Optional<Firing> latestFiring(String pipeline, String trigger) {
    return database.read(sql -> Firings.latest(sql, pipeline, trigger));
  }

  @Override
  public boolean pin(Id subject, String reason, String actor) {
    return database.write(sql -> Pins.add(sql, subject, reason, actor));
  }

  @Override
  public boolean unpin(Id subject, String actor) {
    return database.write(sql -> Pins.remove(sql, subject, actor));
  }

  @Override
  public List<Pin> pins() {
    return database.read(Pins::list);
  }

  @Override
  public void hold(Id run, Token token, Collection<Id> artifacts) {
    database.change(
        sql -> {
          leases.check(sql, run, token);
          Pins.hold(sql, run, artifacts);
        });
  }

  @Override
  public Set<Id> collected(Collection<Id> artifacts) {
    return database.read(sql -> Artifacts.collected(sql, artifacts));
  }

  @Override
  public void close() {
    database.close();
  }
}
