package dev.millrace.app.init;

import dev.millrace.core.api.InitOrder.Wishes;
import dev.millrace.core.error.UserError;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.model.DataType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides which column says when each row happened. */
final class TimeJudge {

  /** Fewer different moments are groups rather than a course of time. */
  private static final long FEWEST_MOMENTS = 20;

  /** Moments of something else than the row: nothing is later because someone was born later. */
  private static final Pattern OTHER =
      Pattern.compile("(?i).*(birth|born|dob|expir|due|until|valid).*");

  private static final Pattern USUAL =
      Pattern.compile("(?i)date|time|timestamp|datetime|day|ds|ts|event_?(time|date)");
  private static final Pattern LIKELY =
      Pattern.compile("(?i).*(created|event|order|request|start|pickup|recorded|observ|_at$).*");

  private TimeJudge() {}

  /**
   * The column, if there is one.
   *
   * @throws UserError if a person names one that is none
   */
  static Optional<ColumnProfile> of(Look look, Wishes wishes) {
    if (wishes.time().isPresent()) {
      ColumnProfile named = TargetJudge.column(look, wishes.time().get(), "time");
      if (!named.is(DataType.TIMESTAMP) || named.missing() > 0) {
        throw UserError.usage(
                "--time: column '%s' %s"
                    .formatted(
                        named.name(),
                        named.missing() > 0
                            ? "has no value in some rows"
                            : "is of type " + named.stored() + ", not a time"))
            .hint("name one that has a time such as 2001-02-26 06:00:00 in every row");
      }
      return Optional.of(named);
    }
    List<ColumnProfile> fit =
        look.columns().stream()
            .filter(column -> column.is(DataType.TIMESTAMP) && column.missing() == 0)
            .filter(column -> column.distinct() >= FEWEST_MOMENTS)
            .filter(column -> !OTHER.matcher(column.name()).matches())
            .toList();
    return fit.stream().max(Comparator.comparingInt(TimeJudge::likely));
  }

  private static int likely(ColumnProfile column) {
    if (USUAL.matcher(column.name()).matches()) {
      return 2;
    }
    return LIKELY.matcher(column.name()).matches() ? 1 : 0;
  }
}
