package dev.millrace.app.init;

import dev.millrace.core.api.InitOrder.Wishes;
import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.profile.Look.Occurrence;
import dev.millrace.model.DataType;
import dev.millrace.model.bundle.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides what kind of label a column is, and whether anything can be learnt of it at all. */
final class TargetJudge {

  /** With fewer rows, one cannot both learn and judge what was learnt. */
  static final long FEWEST_ROWS = 50;

  /** Of the rarer of two classes; with fewer, its part for judging has none or two of them. */
  private static final long FEWEST_OF_TWO = 10;

  private static final long FEWEST_OF_MANY = 5;

  /** Integers of more different values than this are rather quantities. */
  private static final int MOST_CODES = 10;

  /** Rows for each class on average; with fewer, they are names rather than classes. */
  private static final int LEAST_ROWS_PER_CLASS = 10;

  private final Look look;
  private final Wishes wishes;
  private final ColumnProfile column;
  private final List<Guess> guesses = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();

  private TargetJudge(Look look, Wishes wishes, ColumnProfile column) {
    this.look = look;
    this.wishes = wishes;
    this.column = column;
  }

  /**
   * Decides.
   *
   * @throws UserError if there is no such column, or nothing to be learnt of it
   */
  static Target of(Look look, String label, Wishes wishes) throws SQLException {
    return new TargetJudge(look, wishes, column(look, label, "label")).judge();
  }

  static ColumnProfile column(Look look, String name, String option) {
    List<String> names = look.columns().stream().map(ColumnProfile::name).toList();
    return look.columns().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage("--" + option + ": the data has no column '" + name + "'")
                    .hint(
                        names.stream()
                            .filter(name::equalsIgnoreCase)
                            .findFirst()
                            .map(same -> "did you mean '" + same + "'?")
                            .orElseGet(() -> Suggestion.remedy(name, names))));
  }

  private Target judge() throws SQLException {
    if (look.rows() == 0) {
      throw UserError.failure("the data has columns and no rows").hint("name data with rows");
    }
    long present = look.present(column.name());
    if (present == 0) {
      throw UserError.failure(shown() + " is missing in all " + count(look.rows()) + " rows")
          .hint("name another column, or data whose outcome is known");
    }
    if (column.type().isEmpty() || column.is(DataType.TIMESTAMP)) {
      throw UserError.usage(shown() + " is of type " + column.stored() + ", which cannot be learnt")
          .hint("a label is a truth, a class or a number");
    }
    if (present < FEWEST_ROWS) {
      throw UserError.failure(
              "there are " + count(present) + " rows with a label: too few to learn and to judge")
          .hint("bring at least " + FEWEST_ROWS + "; a few hundred are better");
    }
    if (present < look.rows()) {
      conditions.add(Sql.name(column.name()) + " IS NOT NULL");
      guesses.add(
          new Guess(
              "rows",
              count(look.rows() - present)
                  + (look.rows() - present == 1 ? " row is" : " rows are")
                  + " left out",
              "they have no label",
              "WHERE of select in ingest"));
    }
    List<Occurrence> values = look.values(column.name(), Task.MOST_CLASSES + 1);
    if (values.size() == 1) {
      throw UserError.failure(
              shown()
                  + " is '"
                  + values.getFirst().value()
                  + "' in every row: nothing can be learnt")
          .hint("bring rows of another outcome too, or name another column");
    }
    return switch (task(values, present)) {
      case BINARY -> binary(common(values), present - left(values));
      case MULTICLASS -> classes(listed(common(values)), present - left(values));
      case REGRESSION -> numbers(present);
      case RANKING -> throw new IllegalStateException("a ranking is never guessed");
    };
  }

  private String shown() {
    return "the label '" + Yaml.shown(column.name()) + "'";
  }

  private Task task(List<Occurrence> values, long present) {
    Optional<Task> wanted = wishes.task().map(TargetJudge::task);
    if (wanted.isPresent()) {
      requireFit(wanted.get(), values);
      return wanted.get();
    }
    boolean quantity = column.isNumeric();
    boolean recurs = present >= (long) LEAST_ROWS_PER_CLASS * values.size();
    if (values.size() == 2 || (values.size() == 3 && !rare(values).isEmpty() && !quantity)) {
      guess(
          Task.BINARY,
          values.size() == 2 ? "it has two values" : "it has two values, beside a very rare one");
      return Task.BINARY;
    }
    boolean whole = column.numbers().map(ColumnProfile.Numbers::whole).orElse(true);
    if (quantity && (!whole || values.size() > MOST_CODES || !recurs)) {
      guess(Task.REGRESSION, "it is a number of many values");
      return Task.REGRESSION;
    }
    if (values.size() > Task.MOST_CLASSES || !recurs) {
      throw UserError.failure(
              "the label '%s' is a text of %s different values in %s rows: rather names than classes"
                  .formatted(Yaml.shown(column.name()), count(values.size()), count(present)))
          .hint("name a column whose values recur, or a number");
    }
    guess(
        Task.MULTICLASS,
        (quantity ? "it is one of only %s whole numbers" : "it is one of %s texts")
            .formatted(values.size()));
    return Task.MULTICLASS;
  }

  private void guess(Task task, String reason) {
    guesses.add(new Guess("task", task.text(), reason, "--task, or task in train"));
  }

  private static Task task(String text) {
    List<String> known = List.of("binary", "multiclass", "regression");
    if (!known.contains(text)) {
      throw UserError.usage("--task: there is no task '" + text + "'")
          .hint(Suggestion.remedy(text, known));
    }
    return Task.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private void requireFit(Task task, List<Occurrence> values) {
    if (task == Task.REGRESSION && !column.isNumeric()) {
      throw UserError.usage(
              "--task regression: " + shown() + " is no number, but " + column.stored())
          .hint("leave --task out, or name a column of numbers");
    }
    if (task == Task.BINARY && values.size() - rare(values).size() != 2) {
      throw UserError.usage("--task binary: " + shown() + " has more than two values")
          .hint("leave --task out, or make a truth of it in the data, such as delay > 15");
    }
    if (task == Task.MULTICLASS && values.size() > Task.MOST_CLASSES) {
      throw UserError.usage("--task multiclass: " + shown() + " has more than 1,000 values")
          .hint("leave --task out, or name a column of fewer values");
    }
  }

  private Target binary(List<Occurrence> values, long present) {
    Occurrence rarer = values.getLast();
    if (rarer.count() < FEWEST_OF_TWO) {
      throw UserError.failure(
              "only %s rows have '%s' for the label: too few to learn and to judge"
                  .formatted(count(rarer.count()), rarer.value()))
          .hint("bring at least " + FEWEST_OF_TWO + " of each of its two values");
    }
    boolean truth = column.is(DataType.BOOLEAN);
    boolean bits =
        column.isNumeric()
            && column.numbers().filter(all -> all.min() == 0 && all.max() == 1).isPresent();
    if ((truth || bits) && wishes.positive().isEmpty()) {
      guesses.add(new PositiveClass(values, present).known(truth ? "true" : "1"));
      DataType type = truth ? DataType.BOOLEAN : DataType.INTEGER;
      boolean number = column.is(DataType.NUMBER);
      return target(
          Task.BINARY,
          number
              ? Optional.of("CAST(" + Sql.name(column.name()) + " AS BIGINT)")
              : Optional.empty(),
          type,
          values,
          present);
    }
    String positive = new PositiveClass(values, present).chosen(wishes.positive(), guesses::add);
    return target(
        Task.BINARY,
        Optional.of(Sql.name(column.name()) + " = " + literal(positive)),
        DataType.BOOLEAN,
        values,
        present);
  }

  private String literal(String value) {
    return column.isNumeric() || column.is(DataType.BOOLEAN) ? value : Sql.text(value);
  }

  private String literals(List<Occurrence> values) {
    return values.stream()
        .map(each -> literal(each.value()))
        .sorted()
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Values that are too rare to learn, unless all there are two. */
  private static List<Occurrence> rare(List<Occurrence> values) {
    return values.size() == 2
        ? List.of()
        : values.stream().filter(each -> each.count() < FEWEST_OF_MANY).toList();
  }

  private static long left(List<Occurrence> values) {
    return rare(values).stream().mapToLong(Occurrence::count).sum();
  }

  private List<Occurrence> common(List<Occurrence> values) {
    List<Occurrence> rare = rare(values);
    List<Occurrence> kept = values.subList(0, values.size() - rare.size());
    if (kept.size() < 2) {
      throw UserError.failure(
              "hardly any value of the label '%s' recurs: nothing can be learnt"
                  .formatted(Yaml.shown(column.name())))
          .hint("bring at least " + FEWEST_OF_MANY + " rows of each class");
    }
    if (!rare.isEmpty()) {
      conditions.add(Sql.name(column.name()) + " NOT IN " + literals(rare));
      String names =
          rare.stream()
              .limit(5)
              .map(each -> "'" + Yaml.shown(each.value()) + "'")
              .collect(Collectors.joining(", "));
      String more = rare.size() > 5 ? " and " + (rare.size() - 5) + " more" : "";
      guesses.add(
          new Guess(
              "rare classes",
              names + more + (rare.size() == 1 ? " is left out" : " are left out"),
              "fewer than " + FEWEST_OF_MANY + " rows of a class can be neither learnt nor judged",
              "WHERE of select in ingest"));
    }
    return kept;
  }

  /** A class that comes up later may have no row to learn from yet, and would break a run. */
  private List<Occurrence> listed(List<Occurrence> kept) {
    conditions.clear();
    conditions.add(Sql.name(column.name()) + " IN " + literals(kept));
    guesses.add(
        new Guess(
            "classes",
            "the " + kept.size() + " that are there now; rows of others will be left out",
            "of a new one there may be rows to judge by and none to learn from",
            "WHERE of select in ingest"));
    return kept;
  }

  private Target classes(List<Occurrence> kept, long rows) {
    boolean number = column.is(DataType.NUMBER);
    DataType type = number ? DataType.INTEGER : column.type().orElse(DataType.STRING);
    return target(
        Task.MULTICLASS,
        number ? Optional.of("CAST(" + Sql.name(column.name()) + " AS BIGINT)") : Optional.empty(),
        type,
        kept,
        rows);
  }

  private Target numbers(long present) {
    column.mended().ifPresent(_ -> conditions.add("isfinite(" + Sql.name(column.name()) + ")"));
    DataType type = column.type().orElse(DataType.NUMBER);
    return new Target(
        column,
        Task.REGRESSION,
        Optional.empty(),
        conditions,
        type,
        present,
        List.of(),
        present,
        guesses);
  }

  private Target target(
      Task task, Optional<String> made, DataType type, List<Occurrence> values, long rows) {
    long rarest =
        values.stream().min(Comparator.comparingLong(Occurrence::count)).orElseThrow().count();
    return new Target(
        column,
        task,
        made,
        conditions,
        type,
        rows,
        values.stream().map(Occurrence::value).toList(),
        rarest,
        guesses);
  }

  static String count(long rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }
}
