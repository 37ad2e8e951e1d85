package dev.millrace.training.tuning;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * One try of some parameters.
 *
 * @param number from 0, in the order in which trials are begun
 * @param parameters that were searched, by name
 * @param value of the metric on the scored rows after the last round; NaN if the trial failed
 * @param rounds that were trained
 * @param curve the metric at some rounds, in their order
 * @param reason why it failed; else empty
 * @param took to train and score
 */
public record Trial(
    int number,
    SequencedMap<String, JsonNode> parameters,
    State state,
    double value,
    int rounds,
    List<Point> curve,
    String reason,
    Duration took) {

  /** How a trial ended. */
  public enum State {
    /** With all its rounds. */
    FINISHED,
    /** Early, since others were better after as many rounds. */
    STOPPED,
    /** Without a value. */
    FAILED
  }

  /** The metric after some rounds. */
  public record Point(int rounds, double value) {}

  public Trial {
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    curve = List.copyOf(curve);
  }

  /** The value of a parameter that was searched. */
  JsonNode parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }
}
