package dev.millrace.app.replay;

import dev.millrace.core.value.Id;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A replay in figures; everything but the counts of requests comes from the store.
 *
 * @param home where runs, models, logs and findings are
 * @param requests sent, and {@code failed} of them not answered with a prediction
 * @param askedDuringSwaps requests that were asked while a version was being replaced
 */
public record ReplayReport(
    String home,
    String model,
    Optional<URI> server,
    List<Week> weeks,
    long requests,
    long failed,
    long askedDuringSwaps,
    int retrainings,
    int replacements) {

  /**
   * A week of traffic.
   *
   * @param version that answered most of it
   * @param meanPrediction mean predicted probability of the labelled rows
   * @param meanLabel share of them for which it came true
   * @param calibration the former by the latter
   * @param drift the largest distance of a feature from the training data, with its feature
   * @param retraining what a trigger started at the week's end
   */
  public record Week(
      LocalDate start,
      long predictions,
      long labels,
      int version,
      OptionalDouble meanPrediction,
      OptionalDouble meanLabel,
      OptionalDouble calibration,
      OptionalDouble auc,
      Optional<Drift> drift,
      Optional<Retraining> retraining) {}

  public record Drift(String feature, double jensenShannon) {}

  /**
   * @param trigger that fired, and {@code why} with its figures
   * @param replaced true if the new model took the old one's place
   * @param verdict the blessing's reason
   */
  public record Retraining(
      Id run,
      Instant asOf,
      String trigger,
      String why,
      boolean replaced,
      Optional<Integer> version,
      String verdict) {}
}
