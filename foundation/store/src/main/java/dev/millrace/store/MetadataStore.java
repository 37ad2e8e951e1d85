package dev.millrace.store;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What happened: pipelines, runs, tasks, executions, artifacts, metrics, events. When a method that
 * writes returns, what it wrote is on disk. Every change of state is also an entry of the event
 * log, in the same transaction.
 *
 * <p>Safe for use by many threads and by several processes on one home.
 */
public interface MetadataStore extends Retention, AutoCloseable {

  // -- runs
  // ------------------------------------------------------------------------------------------------------

  /**
   * Creates a run in state PENDING with its tasks, all PENDING, and the pipeline version it runs.
   *
   * @return the run, or the one that already has this idempotency key
   */
  Run createRun(NewRun run);

  Optional<Run> findRun(Id id);

  /** The one run that was created with an idempotency key. */
  Optional<Run> findRunByKey(String idempotencyKey);

  /** The runs whose id, in either form, starts or ends with the text; newest first, at most ten. */
  List<Run> findRunsByText(String text);

  /** Newest first. */
  List<Run> runs(RunQuery query);

  /** The spec that a run runs, in its JSON form. */
  JsonNode pipelineOf(Id run);

  /**
   * Moves a run to another state.
   *
   * @throws IllegalStateException if {@link RunState#next} does not allow it
   * @throws LeaseLost if the token is not the newest of the run's lease
   */
  void moveRun(Id run, Token token, RunState to, String reason);

  /**
   * Gives a run that has not succeeded another spec, parameters or tasks to go on with, all at
   * once. Only here does a task that ended well start over.
   *
   * @throws IllegalStateException if the run has succeeded
   */
  void amendRun(Id run, Token token, Amendment amendment);

  /**
   * Asks whoever runs a run to end it, from any process.
   *
   * @return false if it has ended already
   */
  boolean requestCancel(Id run, String actor);

  /** Who asked for the run's end, since it last started. */
  Optional<String> cancelRequested(Id run);

  // -- leases
  // ----------------------------------------------------------------------------------------------------

  /**
   * Takes the lease of a run that nobody holds, or whose holder let it expire. Leases run by the
   * machine's clock, not by the simulated one of a replay: they are between processes.
   *
   * @param holder who asks, such as {@code host/pid/start}
   * @return a token larger than every earlier one of this run; empty if another holder's lease
   *     still stands
   */
  Optional<Token> acquireLease(Id run, String holder, Duration duration);

  /** Prolongs a held lease. */
  void renewLease(Id run, Token token, Duration duration);

  void releaseLease(Id run, Token token);

  /** Who holds a run's lease, if any lease stands. */
  Optional<Lease> lease(Id run);

  /** Ends the lease of a holder that is known to be dead, before it expires. */
  void breakLease(Id run, String holder);

  // -- tasks
  // -----------------------------------------------------------------------------------------------------

  /** In the order of the pipeline's steps; those inside a step follow it. */
  List<Task> tasks(Id run);

  /**
   * Adds tasks that appear while a run goes on, PENDING; those that it has are left as they are.
   *
   * @param steps their paths, such as {@code each[0]} or {@code each[2]/train}, in order; a task
   *     inside another comes after it
   * @throws IllegalArgumentException if what a task is inside of is not a task of the run
   */
  void addTasks(Id run, Token token, List<String> steps);

  /**
   * Notes that a task has started, without waiting for the disk: it is there with the next write
   * that somebody waits for, or in a moment. A start that is lost with its process leaves the task
   * pending, and it is run again like one that was interrupted; so an fsync for it buys nothing.
   *
   * @param at when it started
   */
  void startTask(Id run, String step, Token token, TaskNote note, Instant at);

  /** Moves a task to another state; use {@link #completeTask} for one that ends well. */
  void moveTask(Id run, String step, Token token, TaskState to, TaskNote note);

  /**
   * Ends a task well in one transaction: artifacts, values, metrics are recorded, and the execution
   * is cached under its key.
   *
   * @param completion with artifacts as published by {@link ArtifactStore#publish}
   */
  void completeTask(Id run, String step, Token token, Completion completion);

  /** Ends a task well that consists of others: what there is of it, they have made. */
  void endGroup(Id run, String step, Token token, String reason);

  /**
   * Ends a task by an execution that was found in the cache.
   *
   * @throws FilesGone if the files of its outputs were removed meanwhile: the task has to run
   */
  void reuseExecution(Id run, String step, Token token, Execution execution, String reason);

  // -- cache
  // -----------------------------------------------------------------------------------------------------

  /** The newest execution with this key whose artifacts are all still there. */
  Optional<Execution> findExecution(Digest key);

  /** True if there was a result under a key, and a collection has taken files of it. */
  boolean wasCollected(Digest key);

  /** The newest execution of a component in a pipeline's step, for saying what differs from it. */
  Optional<Execution> latestExecution(String pipeline, String step);

  /**
   * The executions of a component in whatever pipeline, newest first.
   *
   * @param before only those older than this one
   */
  List<Execution> latestExecutions(String component, Optional<Id> before, int limit);

  Optional<Execution> findExecution(Id id);

  // -- artifacts
  // -------------------------------------------------------------------------------------------------

  Optional<ArtifactRow> findArtifact(Id id);

  /** The artifact of a type with the given content, the oldest if several runs made it. */
  Optional<ArtifactRow> findArtifact(ArtifactType<? extends Artifact> type, Digest digest);

  /**
   * Records files from outside that a task reads, and keeps them until the run ends, as {@link
   * #hold} does. The same content is the same artifact, whoever made or imported it first.
   *
   * @param published as by {@link ArtifactStore#publish}
   * @return the artifact, under the id it has had so far if there is one
   * @throws LeaseLost if the token is not the newest of the run's lease
   */
  ArtifactRow importArtifact(Id run, Token token, ArtifactRow published);

  /** The artifacts that a query asks for and whose files are there, in its order. */
  List<ArtifactRow> findArtifacts(ArtifactQuery query);

  /** The task that made an artifact first. */
  Optional<Task> producer(Id artifact);

  /** The executions that read an artifact, or the same content under another id; oldest first. */
  List<Execution> consumers(Id artifact);

  // -- metrics, events, findings, triggers
  // -----------------------------------------------------------------------

  /** In the order of recording; a cached task's are those of the execution it reuses. */
  List<Metric> metrics(Id run);

  void addMetrics(Id run, String step, Token token, List<Metric> metrics);

  /** Appends to the event log. */
  void appendEvent(NewEvent event);

  /** Events after a position, oldest first. */
  List<Event> events(long afterSequence, int limit);

  /** Events about one subject, oldest first; a run's and its tasks' are under the run's id. */
  List<Event> eventsOf(String subject);

  /**
   * Records that a trigger fired. The firing's key is the same however often it is noticed.
   *
   * @return false if this firing was recorded before
   */
  boolean recordFiring(Firing firing);

  /** The newest firing of a pipeline's trigger by event time. */
  Optional<Firing> latestFiring(String pipeline, String trigger);

  @Override
  void close();

  // -- records
  // ---------------------------------------------------------------------------------------------------

  /** Proof of holding a run's lease; the newest wins. */
  record Token(long value) {}

  record Lease(Id run, String holder, Token token, Instant expires) {}

  /**
   * @param params each parameter's value as the run will see it
   * @param trigger what started it: {@code demand}, or a trigger of the pipeline
   * @param reason in words, with figures
   * @param idempotencyKey one run per key; null-free: a run on demand has none
   * @param directory of the pipeline file, for paths that are relative to it
   */
  record NewRun(
      String project,
      String experiment,
      String pipeline,
      JsonNode spec,
      Digest specDigest,
      Map<String, JsonNode> params,
      List<String> steps,
      String actor,
      Instant asOf,
      Instant recordedAt,
      String trigger,
      String reason,
      Optional<String> idempotencyKey,
      String directory,
      Map<String, String> tags) {}

  record Run(
      Id id,
      String project,
      String experiment,
      String pipeline,
      Digest specDigest,
      Map<String, JsonNode> params,
      String actor,
      Instant asOf,
      Instant recordedAt,
      String trigger,
      String reason,
      String directory,
      RunState state,
      String stateReason,
      Optional<Instant> started,
      Optional<Instant> ended,
      Map<String, String> tags) {}

  /**
   * @param before the last run of the page before this one
   */
  record RunQuery(RunFilter filter, Optional<Id> before, int limit) {
    public RunQuery(Optional<String> pipeline, Optional<RunState> state, int limit) {
      this(RunFilter.of(pipeline, state), Optional.empty(), limit);
    }

    public static RunQuery newest(int limit) {
      return new RunQuery(RunFilter.any(), Optional.empty(), limit);
    }
  }

  /**
   * @param execution what made its outputs, in this run or, for a cached task, an earlier one
   */
  record Task(
      Id id,
      Id run,
      String step,
      TaskState state,
      String reason,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<Digest> cacheKey,
      Optional<Id> execution,
      Map<String, Id> artifacts,
      Map<String, JsonNode> values) {}

  /**
   * @param reason why the task is in its new state
   * @param cacheKey once known
   */
  record TaskNote(String reason, Optional<Digest> cacheKey) {}

  /**
   * @param keyParts the parts of the key by name ({@code component}, {@code code}, {@code
   *     input.examples}, {@code param.rounds}, {@code outside}), each a short text or digest, for
   *     explaining a miss; executions are found by {@code component}
   * @param inputs artifact ids by input name, for lineage
   * @param cacheable false where the task asked not to be cached
   */
  record Completion(
      Digest cacheKey,
      Map<String, String> keyParts,
      Map<String, List<Id>> inputs,
      Map<String, ArtifactRow> artifacts,
      Map<String, JsonNode> values,
      List<Metric> metrics,
      String reason,
      boolean cacheable) {}

  record Execution(
      Id id,
      Digest key,
      Map<String, String> keyParts,
      Id run,
      String step,
      Map<String, List<Id>> inputs,
      Map<String, Id> artifacts,
      Map<String, JsonNode> values,
      Instant recordedAt) {}

  /** A published artifact; its files are in the artifact store under its digest. */
  record ArtifactRow(
      Id id,
      String type,
      Digest digest,
      long bytes,
      Map<String, JsonNode> properties,
      Instant recordedAt) {}

  record Metric(String step, String key, double value, long index, Instant timestamp) {}

  /**
   * @param kind such as {@code run.state}, {@code task.state}, {@code model.alias}
   * @param subject what it is about: an id as 32 digits, or a name
   */
  record NewEvent(String kind, String subject, String actor, Instant eventTime, JsonNode data) {}

  record Event(
      long sequence,
      String kind,
      String subject,
      String actor,
      Instant eventTime,
      Instant recordedAt,
      JsonNode data) {}

  record Firing(
      String pipeline,
      String trigger,
      String idempotencyKey,
      Instant eventTime,
      Instant recordedAt,
      String reason) {}

  /** Another process took the run over. */
  final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LeaseLost(Id run) {
      super("another process has taken over run " + run);
    }
  }
}
