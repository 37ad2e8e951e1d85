package dev.millrace.evaluation.metric;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import java.util.Collection;

/**
 * A metric as people write it: {@code auc}, {@code ndcg@10}.
 *
 * @param parameter what stands behind the @; NaN where nothing does
 */
public record MetricName(String text, String family, double parameter) {

  /**
   * Reads a name.
   *
   * @throws UserError if what stands behind the @ is no number
   */
  public static MetricName parse(String text) {
    int at = text.lastIndexOf('@');
    // What is behind a slash is the name of a class, which may hold anything.
    if (at < 0 || text.indexOf('/') >= 0) {
      return new MetricName(text, text, Double.NaN);
    }
    try {
      double parameter = Double.parseDouble(text.substring(at + 1));
      if (Double.isFinite(parameter)) {
        return new MetricName(text, text.substring(0, at), parameter);
      }
    } catch (NumberFormatException e) {
      // Said below, as of a number that is not finite.
    }
    throw UserError.usage("metrics: '" + text + "' has no number behind its @")
        .hint("such as precision@0.3 or ndcg@10");
  }

  boolean hasParameter() {
    return !Double.isNaN(parameter);
  }

  /** The parameter as a share from 0 to 1. */
  double share() {
    if (!(parameter >= 0 && parameter <= 1)) {
      throw wrongParameter("a number from 0 to 1");
    }
    return parameter;
  }

  /** The parameter as a count of at least 1. */
  int count() {
    if (!(parameter >= 1 && parameter <= Integer.MAX_VALUE && parameter == Math.rint(parameter))) {
      throw wrongParameter("a whole number from 1 on");
    }
    return (int) parameter;
  }

  private UserError wrongParameter(String expected) {
    return UserError.usage("metrics: '" + text + "' needs " + expected + " behind its @");
  }

  /**
   * @param task whose metrics were looked through, in words
   * @param known names, without parameters
   */
  UserError unknown(String task, Collection<String> known) {
    UserError error = UserError.usage("metrics: a " + task + " model has no metric '" + text + "'");
    return error.hint(Suggestion.remedy(family, known));
  }
}
