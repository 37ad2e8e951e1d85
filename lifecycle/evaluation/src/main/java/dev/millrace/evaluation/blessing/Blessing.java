package dev.millrace.evaluation.blessing;

import dev.millrace.evaluation.blessing.Verdict.Outcome;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The decision on a model, with every threshold and what was found for it.
 *
 * @param reason one line with the figures that decided
 */
public record Blessing(boolean blessed, String reason, List<Verdict> verdicts) {

  private static final int MOST_TOLD = 8;

  public Blessing {
    verdicts = List.copyOf(verdicts);
  }

  /** Blessed if something was asked of the model and nothing asked of it failed. */
  static Blessing of(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return new Blessing(
          false, "not blessed: no threshold is given, so nothing was decided", verdicts);
    }
    if (verdicts.stream().anyMatch(Verdict::refuses)) {
      return new Blessing(false, "not blessed: " + list(verdicts, Verdict::refuses), verdicts);
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
    String held = list(verdicts, verdict -> verdict.outcome() == Outcome.HELD);
    return has(verdicts, Outcome.NOT_APPLICABLE)
        ? held + "; " + list(verdicts, verdict -> verdict.outcome() == Outcome.NOT_APPLICABLE)
        : held;
  }

  private static boolean has(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream().anyMatch(verdict -> verdict.outcome() == outcome);
  }

  /** The first of them; a reason is one line, and the blessing lists all. */
  private static String list(List<Verdict> verdicts, Predicate<Verdict> told) {
    List<Verdict> all = verdicts.stream().filter(told).toList();
    String first =
        all.stream().limit(MOST_TOLD).map(Verdict::toString).collect(Collectors.joining("; "));
    return all.size() <= MOST_TOLD ? first : first + "; and " + (all.size() - MOST_TOLD) + " more";
  }
}
