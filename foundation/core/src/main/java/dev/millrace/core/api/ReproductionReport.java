package dev.millrace.core.api;

import dev.millrace.core.api.DiffReport.Change;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of making a registered model again from what is recorded of it.
 *
 * @param run that made it
 * @param asOf the run's, and so that of the repetition
 * @param same true if {@code model.onnx} has the same bytes
 * @param recorded SHA-256 of the registered {@code model.onnx}
 * @param again SHA-256 of the one that was made; empty if none was
 * @param inputs from outside that are not as they were recorded
 * @param code steps whose code is not what it was, and what of the surroundings is not: {@code
 *     train code}, {@code millrace}, {@code java}, {@code os}
 * @param steps of the model's lineage, each after those whose outputs it read
 * @param first where the first difference arose; empty if every step made the same
 * @param failure why the repetition ended before the model was made
 */
public record ReproductionReport(
    String model,
    int version,
    Id run,
    Instant asOf,
    boolean same,
    String recorded,
    Optional<String> again,
    List<Input> inputs,
    List<Change> code,
    List<Step> steps,
    Optional<Difference> first,
    Optional<String> failure) {

  /**
   * An input from outside that is not as it was recorded.
   *
   * @param step that reads it
   * @param name such as {@code data/2026-01-12.csv}
   * @param what became of it
   */
  public record Input(String step, String name, String what) {}

  /** How what a step made compares with what is recorded. */
  public enum State {
    SAME,
    DIFFERENT,
    /** The repetition ended before. */
    NOT_MADE
  }

  /**
   * A step of the lineage.
   *
   * @param differing the outputs whose content is not the same
   */
  public record Step(String step, State state, List<String> differing) {}

  /**
   * The first step in the order of the lineage that did not make the same.
   *
   * @param outputs whose content is not the same
   * @param changed what the step depends on and was not the same: {@code input.examples}, {@code
   *     param.rounds}, {@code code}, {@code outside}; if nothing was, the step itself does not
   *     always make the same, or depends on what it does not tell
   * @param unchanged what it depends on and was the same
   */
  public record Difference(
      String step, List<String> outputs, List<Change> changed, List<String> unchanged) {}
}
