package dev.millrace.evaluation.blessing;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.evaluation.blessing.Verdict.Outcome;
import dev.millrace.evaluation.metric.Metric.Direction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is asked of a model.
 *
 * @param ofAll rows, by metric
 * @param ofSlices of the rows
 */
public record Thresholds(Map<String, Bounds> ofAll, List<SliceRule> ofSlices) {

  public Thresholds {
    ofAll = new TreeMap<>(ofAll);
    ofSlices = List.copyOf(ofSlices);
  }

  /** The metrics that have to be measured. */
  public Set<String> metrics() {
    Set<String> metrics = new LinkedHashSet<>(ofAll.keySet());
    ofSlices.forEach(rule -> metrics.addAll(new TreeMap<>(rule.thresholds()).keySet()));
    return metrics;
  }

  /** Whether some of it can only be judged by intervals. */
  public boolean needsIntervals() {
    return Stream.concat(
            ofAll.values().stream(),
            ofSlices.stream().flatMap(rule -> rule.thresholds().values().stream()))
        .anyMatch(Bounds::needsInterval);
  }

  /**
   * Holds every threshold against what was found.
   *
   * @throws UserError if a change is asked of a metric that has no direction, or a slicing is named
   *     that there is none of
   */
  public Blessing judge(Evidence evidence) {
    List<Verdict> verdicts = new ArrayList<>();
    Judge all = Judge.ofAll(evidence.estimates());
    ofAll.forEach(
        (metric, asked) -> {
          requireDirection(metric, asked, evidence);
          verdicts.addAll(all.verdicts(metric, asked));
        });
    ofSlices.forEach(rule -> verdicts.addAll(verdicts(rule, evidence)));
    return Blessing.of(verdicts);
  }

  private static void requireDirection(String metric, Bounds asked, Evidence evidence) {
    Direction direction =
        evidence.estimates().metrics().get(evidence.estimates().place(metric)).direction();
    if (direction == Direction.NEITHER
        && asked.change().filter(change -> change.better().isEmpty()).isPresent()) {
      throw UserError.usage("thresholds: of " + metric + " neither more nor less is better")
          .hint("say which with better: higher or better: lower in its change");
    }
  }

  private static List<Verdict> verdicts(SliceRule rule, Evidence evidence) {
    List<Verdict> verdicts = new ArrayList<>();
    List<String> slices = rule.slice().map(List::of).orElseGet(() -> slices(rule, evidence));
    if (slices.isEmpty()) {
      slices = List.of(String.join(", ", rule.by()));
    }
    for (String slice : slices) {
      new TreeMap<>(rule.thresholds())
          .forEach(
              (metric, asked) -> {
                requireDirection(metric, asked, evidence);
                verdicts.addAll(verdicts(rule, slice, metric, asked, evidence));
              });
    }
    return verdicts;
  }

  private static List<String> slices(SliceRule rule, Evidence evidence) {
    List<String> slices = evidence.slicings().get(rule.by());
    if (slices == null) {
      throw UserError.usage("slice_thresholds: there is no slicing by " + rule.by())
          .hint(
              Suggestion.remedy(
                  rule.by().toString(),
                  evidence.slicings().keySet().stream().map(List::toString).toList()));
    }
    return slices;
  }

  private static List<Verdict> verdicts(
      SliceRule rule, String slice, String metric, Bounds asked, Evidence evidence) {
    Optional<Integer> group = evidence.group(slice);
    Optional<Integer> other = rule.against().flatMap(evidence::group);
    if (group.isEmpty()) {
      return List.of(missing(metric, slice, slice, evidence));
    }
    if (rule.against().isPresent() && other.isEmpty()) {
      return List.of(missing(metric, slice, rule.against().get(), evidence));
    }
    Optional<Judge.Against> against =
        other.map(place -> new Judge.Against(rule.against().orElseThrow(), place));
    return new Judge(evidence.estimates(), slice, group.get(), against).verdicts(metric, asked);
  }

  private static Verdict missing(String metric, String slice, String gone, Evidence evidence) {
    String found =
        "missing: there is no slice '" + gone + "' of at least " + evidence.leastRows() + " rows";
    return new Verdict(metric, slice, "", found, Outcome.MISSING);
  }
}
