package dev.millrace.app.replay;

import dev.millrace.core.value.Id;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A replay in figures. The weeks and what is said of retrainings comes from the store; requests are
 * counted as they are sent, so those of an earlier, interrupted command are not among them.
 *
 * @param home where runs, models, logs and findings are
 * @param requests of the weeks' traffic, and {@code failed} of them not answered with a prediction
 * @param meanwhile what went on during each retraining
 */
public record ReplayReport(
    String home,
    String model,
    Optional<URI> server,
    List<Week> weeks,
    long requests,
    long failed,
    List<Meanwhile> meanwhile,
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

  /** True if no request of any kind went unanswered. */
  public boolean everyRequestAnswered() {
    return failed == 0 && meanwhile.stream().allMatch(each -> each.failed() == 0);
  }

  /**
   * The traffic that went on while a model was trained and perhaps replaced. It is not logged and
   * in no week's figures.
   *
   * @param asOf of the retraining
   * @param asked requests, and {@code failed} of them not answered with a prediction
   * @param answered requests by the version that answered
   * @param duringSwap requests that were sent after the training had ended and before the server
   *     served what was then deployed
   */
  public record Meanwhile(
      Instant asOf, long asked, long failed, SortedMap<Integer, Long> answered, long duringSwap) {

    public Meanwhile {
      answered = Collections.unmodifiableSortedMap(new TreeMap<>(answered));
    }
  }

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
