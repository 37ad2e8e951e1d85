package dev.millrace.evaluation.blessing;

import dev.millrace.evaluation.blessing.Verdict.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The decision on a model, with every threshold and what was found for it.
 *
 * @param reason one line with the figures that decided
 */
public record Blessing(boolean blessed, String reason, List<Verdict> verdicts) {

  public Blessing {
    verdicts = List.copyOf(verdicts);
  }

  /** Blessed if something was asked of the model and nothing asked of it failed. */
  static Blessing of(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return new Blessing(
          false, "not blessed: no threshold is given, so nothing was decided", verdicts);
    }
    if (has(verdicts, Outcome.FAILED)) {
      return new Blessing(false, "not blessed: " + list(verdicts, Outcome.FAILED), verdicts);
    }
    if (!has(verdicts, Outcome.HELD)) {
      return new Blessing(
          false,
          "not blessed: every threshold compares with a baseline, and there is none yet; give one"
              + " that stands alone, such as auc: { at_least: 0.6 }",
          verdicts);
    }
    return new Blessing(true, "blessed: " + heldAndNotApplicable(verdicts), verdicts);
  }

  private static String heldAndNotApplicable(List<Verdict> verdicts) {
    String held = list(verdicts, Outcome.HELD);
    return has(verdicts, Outcome.NOT_APPLICABLE)
        ? held + "; " + list(verdicts, Outcome.NOT_APPLICABLE)
        : held;
  }

  private static boolean has(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream().anyMatch(verdict -> verdict.outcome() == outcome);
  }

  private static String list(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream()
        .filter(verdict -> verdict.outcome() == outcome)
        .map(Verdict::toString)
        .collect(Collectors.joining("; "));
  }
}
