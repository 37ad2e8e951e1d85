package dev.millrace.evaluation.blessing;

import dev.millrace.core.error.UserError;
import dev.millrace.evaluation.metric.BinaryMetrics;
import dev.millrace.evaluation.metric.Metric;
import dev.millrace.evaluation.metric.PairedDifference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked of a model, by metric. */
public final class Thresholds {

  private final EnumMap<Metric, Bounds> bounds = new EnumMap<>(Metric.class);

  private Thresholds() {}

  /** A model to be better than, evaluated on the same rows. */
  @FunctionalInterface
  public interface Baseline {
    PairedDifference compare(Metric metric, double confidence);
  }

  /**
   * What is asked of each metric.
   *
   * @throws UserError naming every change that cannot be judged
   */
  public static Thresholds of(Map<Metric, Bounds> asked) {
    Thresholds thresholds = new Thresholds();
    List<String> problems = new ArrayList<>();
    asked.forEach((metric, bounds) -> problems.addAll(thresholds.put(metric, bounds)));
    if (!problems.isEmpty()) {
      throw UserError.usage("thresholds: " + String.join("; ", problems));
    }
    return thresholds;
  }

  private List<String> put(Metric metric, Bounds asked) {
    bounds.put(metric, asked);
    if (asked.change().isEmpty() || PairedDifference.COMPARABLE.contains(metric)) {
      return List.of();
    }
    String comparable =
        Stream.of(Metric.values())
            .filter(PairedDifference.COMPARABLE::contains)
            .map(Metric::text)
            .collect(Collectors.joining(", "));
    return List.of(
        metric.text()
            + " is not a mean over rows, so its change has no paired interval; ask for the change"
            + " of one of: "
            + comparable);
  }

  /** Holds every threshold against what was found. */
  public Blessing judge(BinaryMetrics model, Optional<Baseline> baseline) {
    Judge judge = new Judge(model, baseline);
    List<Verdict> verdicts = new ArrayList<>();
    bounds.forEach((metric, asked) -> verdicts.addAll(judge.verdicts(metric, asked)));
    return Blessing.of(verdicts);
  }
}
