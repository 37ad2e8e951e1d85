package dev.millrace.core.api;

import dev.millrace.core.error.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything a caller can ask. What cannot be done is a {@link dev.millrace.core.error.UserError}
 * that says what to do about it. Run and model ids may be given in part, as long as they fit one.
 */
public interface Millrace extends AutoCloseable {

  /** Looks at data and writes a project that learns a column of it; all of it or nothing. */
  InitReport init(InitOrder order) throws IOException, InterruptedException;

  /** Every problem of a pipeline file, with its place; empty if there is none. */
  List<Problem> lint(Path pipeline);

  /** What a run would do and why, without running. */
  PlanReport plan(RunOrder order);

  /** Runs a pipeline to its end, telling the listener what happens meanwhile. */
  RunReport run(RunOrder order, RunListener listener) throws InterruptedException;

  /** Goes on with a run that was interrupted, failed, was refused or canceled, as it is. */
  RunReport resume(String run, RunListener listener) throws InterruptedException;

  /**
   * Goes on with a run that has not succeeded with a changed pipeline, other parameters or other
   * code: what is different, and what comes after it, starts over. The report says what changed.
   */
  RunReport goOn(String run, FixOrder fix, RunListener listener) throws InterruptedException;

  /** Ends a run, whatever process it is in; one that is nobody's is ended here. */
  CancelReport cancel(String run) throws InterruptedException;

  /** Newest first. */
  List<RunSummary> runs(RunsWanted wanted);

  /** Newest first. */
  default List<RunSummary> runs(Optional<String> pipeline, int limit) {
    return runs(RunsWanted.newest(pipeline, limit));
  }

  RunReport showRun(String run);

  /** All values of one metric of a run, with what each is of and when it was recorded. */
  MetricReport metric(String run, String name);

  /** Why a step of a run ran or not, compared with the most similar execution before it. */
  WhyReport why(String run, String step);

  /** What changed from one run to another. */
  DiffReport diff(String before, String after);

  /** What went into something, and what came of it. */
  LineageReport lineage(LineageOrder order) throws IOException;

  /** What a cleaning would remove, and why the rest stays; removes nothing. */
  CleaningReport planCleaning(CleaningOrder order) throws IOException;

  /** Removes the files of what nobody needs; what is known about them stays. */
  CleaningReport clean(CleaningOrder order) throws IOException;

  /**
   * Keeps an artifact, or all that a run or an execution read and made, from being cleaned away.
   *
   * @return the pin, or the one that is there already
   */
  PinReport pin(String id, String reason);

  /** Takes a pin away, and returns it. */
  PinReport unpin(String id);

  /** Oldest first. */
  List<PinReport> pins();

  /** The log of a run's step, or of all its steps in order, line by line. */
  List<LogLine> logs(String run, Optional<String> step) throws IOException;

  /** The registered models. */
  Models models();

  /** Predicts every row of a file into another file. */
  PredictionReport predict(PredictionOrder order) throws IOException, InterruptedException;

  /** What some rows look like, or how two sets of them differ; and a page of it if wanted. */
  StatisticsReport statistics(StatisticsOrder order) throws IOException, InterruptedException;

  /** What is different between two sets of rows that are matched by a key. */
  DataDiffReport diffData(DataDiffOrder order) throws IOException, InterruptedException;

  /** A schema that some rows meet, or what a schema would have to say to accept them. */
  SchemaReport schema(SchemaOrder order) throws IOException, InterruptedException;

  /** Where some rows are not as a schema says; and a page of it if wanted. */
  ValidationReport validation(ValidationOrder order) throws IOException, InterruptedException;

  /**
   * Activates the triggers of a pipeline in an environment: from now on they are looked at while it
   * is {@link #up}, and the pipeline runs as its file says now.
   */
  TriggerReport activate(ActivationOrder order) throws IOException;

  /**
   * Ends the activation of a pipeline; its runs go on.
   *
   * @param pipeline its name, directory or file
   */
  TriggerReport deactivate(Path pipeline, String environment);

  /** The active triggers, by environment and pipeline. */
  List<TriggerReport> triggers();

  /**
   * Holds an environment up, until the thread is interrupted or, if that was asked for, once: looks
   * at its triggers and runs what they start, serves what is deployed, examines its traffic. Runs
   * that go on when it is interrupted are left as they are, and go on when it is held up again.
   */
  void up(UpOrder order, UpListener listener) throws InterruptedException;

  @Override
  void close();
}
