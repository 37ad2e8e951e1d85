package dev.millrace.engine;

import dev.millrace.core.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to run a pipeline.
 *
 * @param params values of parameters, as written on a command line; the rest have their defaults
 * @param asOf the run's event time; now, if not given
 * @param directory of the pipeline file, for paths that are relative to it
 * @param selection the steps that are asked for
 */
public record RunRequest(
    PipelineSpec pipeline,
    Map<String, String> params,
    Optional<Instant> asOf,
    Path directory,
    Cause cause,
    Filing filing,
    Selection selection) {

  public RunRequest {
    params = Map.copyOf(params);
    directory = directory.toAbsolutePath().normalize();
  }

  /** On demand of the given person, with the pipeline's defaults, as of now. */
  public static RunRequest of(PipelineSpec pipeline, Path directory, String actor) {
    return new RunRequest(
        pipeline,
        Map.of(),
        Optional.empty(),
        directory,
        Cause.demand(actor),
        Filing.DEFAULT,
        Selection.ALL);
  }

  public RunRequest with(Map<String, String> params) {
    return new RunRequest(pipeline, params, asOf, directory, cause, filing, selection);
  }

  public RunRequest asOf(Instant instant) {
    return new RunRequest(
        pipeline, params, Optional.of(instant), directory, cause, filing, selection);
  }

  public RunRequest because(Cause cause) {
    return new RunRequest(pipeline, params, asOf, directory, cause, filing, selection);
  }

  public RunRequest filedUnder(Filing filing) {
    return new RunRequest(pipeline, params, asOf, directory, cause, filing, selection);
  }

  public RunRequest select(Selection selection) {
    return new RunRequest(pipeline, params, asOf, directory, cause, filing, selection);
  }
}
