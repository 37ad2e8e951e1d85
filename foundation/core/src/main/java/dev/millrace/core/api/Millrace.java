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

  /** Every problem of a pipeline file, with its place; empty if there is none. */
  List<Problem> lint(Path pipeline);

  /** What a run would do and why, without running. */
  PlanReport plan(RunOrder order);

  /** Runs a pipeline to its end, telling the listener what happens meanwhile. */
  RunReport run(RunOrder order, RunListener listener) throws InterruptedException;

  /** Newest first. */
  List<RunSummary> runs(Optional<String> pipeline, int limit);

  RunReport showRun(String run);

  /** The log of a run's step, or of all its steps in order, line by line. */
  List<LogLine> logs(String run, Optional<String> step) throws IOException;

  /** By name. */
  List<ModelReport> models();

  ModelReport showModel(String name);

  /** Predicts every row of a file into another file. */
  PredictionReport predict(PredictionOrder order) throws IOException, InterruptedException;

  @Override
  void close();
}
