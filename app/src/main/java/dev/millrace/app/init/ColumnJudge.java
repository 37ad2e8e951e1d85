package dev.millrace.app.init;

import dev.millrace.app.init.Columns.Left;
import dev.millrace.app.init.Columns.Line;
import dev.millrace.app.init.Columns.Spec;
import dev.millrace.app.init.Columns.Used;
import dev.millrace.core.api.InitOrder.Wishes;
import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.core.error.UserError;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.profile.Look.Occurrence;
import dev.millrace.data.profile.Told;
import dev.millrace.model.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides which columns a model learns from, and as what. */
final class ColumnJudge {

  /** Above this share of different values, texts are names of rows. */
  private static final double NEARLY_ALL = 0.9;

  private static final double HARDLY_ANY = 0.005;

  /** Who knows the column guesses wrong in at most so many rows... */
  private static final double LEAK = 0.001;

  /** ... and this much less often than who does not know it. */
  private static final double LEAK_RATIO = 0.02;

  private static final Pattern ID =
      Pattern.compile(
          "(?i)|id|.*[^a-z]id|.*(key|uuid|guid)|index|idx|row.?(name|num|number|id)s?|rownames|no|nr|unnamed.*|column0+");
  private static final Pattern CAMEL_ID = Pattern.compile(".*[a-z](Id|ID|Key)|ID.*");

  private final Look look;
  private final Target target;
  private final Wishes wishes;
  private final Optional<ColumnProfile> time;
  private final Map<String, Told> told;
  private final Map<String, List<Occurrence>> marks;

  ColumnJudge(Look look, Target target, Wishes wishes, Optional<ColumnProfile> time)
      throws SQLException {
    this.look = look;
    this.target = target;
    this.wishes = wishes;
    this.time = time;
    this.told = look.told(target.column(), target.ofClasses());
    this.marks = look.marks();
  }

  /** Whether a name is usually that of an id. */
  static boolean namesAnId(String name) {
    return ID.matcher(name).matches() || CAMEL_ID.matcher(name).matches();
  }

  /** Whether each row has another value, and the value means nothing else. */
  static boolean isId(ColumnProfile column, long rows) {
    boolean texts =
        column.texts().filter(each -> each.meanWords() < 1.5).isPresent()
            && column.distinct() >= NEARLY_ALL * column.present();
    boolean counts =
        column.is(DataType.INTEGER)
            && column.allDifferent()
            && (namesAnId(column.name()) || isDense(column, rows));
    return column.present() >= TargetJudge.FEWEST_ROWS && (texts || counts);
  }

  private static boolean isDense(ColumnProfile column, long rows) {
    return column
        .numbers()
        .filter(numbers -> numbers.max() - numbers.min() <= rows - 1 + rows * 0.001)
        .isPresent();
  }

  /** Whether several rows have the same value, and it is the name of what they are about. */
  static boolean isGroup(ColumnProfile column) {
    return namesAnId(column.name())
        && !column.is(DataType.NUMBER)
        && !column.is(DataType.TIMESTAMP)
        && !column.is(DataType.BOOLEAN)
        && column.missing() == 0
        && column.distinct() > Math.max(50, column.present() / 50)
        && column.distinct() < NEARLY_ALL * column.present();
  }

  Columns judge() {
    for (String name : wishes.leaveOut()) {
      if (TargetJudge.column(look, name, "leave-out").name().equals(target.name())) {
        throw UserError.usage("--leave-out: '" + name + "' is the label").hint("leave it there");
      }
    }
    Features features = new Features(look.columns(), time);
    List<Line> lines = new ArrayList<>();
    List<Guess> guesses = new ArrayList<>();
    for (ColumnProfile column : look.columns()) {
      if (!column.name().equals(target.name())) {
        lines.add(line(column, features, guesses));
      }
    }
    Columns columns = new Columns(lines, guesses);
    if (columns.used().isEmpty()) {
      throw UserError.failure(
              "no column is left to learn '%s' from: %s"
                  .formatted(Yaml.shown(target.name()), reasons(columns)))
          .hint("bring columns that are known before the outcome and recur between rows");
    }
    return columns;
  }

  private static String reasons(Columns columns) {
    List<String> reasons =
        columns.left().stream()
            .map(each -> "'" + Yaml.shown(each.column()) + "' " + each.reason())
            .toList();
    String first = String.join("; ", reasons.subList(0, Math.min(5, reasons.size())));
    return reasons.isEmpty()
        ? "the label is the only column"
        : first + (reasons.size() > 5 ? "; and " + (reasons.size() - 5) + " more" : "");
  }

  private Line line(ColumnProfile column, Features features, List<Guess> guesses) {
    Optional<String> reason = leftOut(column);
    List<Spec> specs = features.of(column);
    if (reason.isPresent() || specs.isEmpty()) {
      return new Left(column.name(), reason.orElse("is of no use here"), specs);
    }
    return new Used(
        column.name(),
        specs,
        comment(column, guesses),
        marks.getOrDefault(column.name(), List.of()));
  }

  /** Why the model is not to see a column. */
  private Optional<String> leftOut(ColumnProfile column) {
    if (wishes.leaveOut().contains(column.name())) {
      return Optional.of("was to be left out");
    }
    Told tells = told.getOrDefault(column.name(), new Told(false, 1, 1));
    if (tells.equal()) {
      throw UserError.failure(
              "the column '%s' is equal to the label '%s' in every row: a model would only copy it"
                  .formatted(Yaml.shown(column.name()), Yaml.shown(target.name())))
          .hint(
              "leave it out, if it is known only with the outcome: --leave-out " + quoted(column));
    }
    if (column.type().isEmpty()) {
      return Optional.of("is of type " + column.stored() + ", which features are not made of");
    }
    if (column.present() == 0) {
      return Optional.of("has no values");
    }
    if (column.distinct() == 1 && column.missing() == 0) {
      return Optional.of("is the same in every row");
    }
    if (column.present() < HARDLY_ANY * column.rows()) {
      return Optional.of("has a value in hardly any row");
    }
    if (column.twin().filter(twin -> !twin.equals(target.name())).isPresent()) {
      return Optional.of("is equal to '" + Yaml.shown(column.twin().get()) + "' in every row");
    }
    if (isId(column, look.rows())) {
      return Optional.of(
          "is an id: "
              + (column.allDifferent()
                  ? "it is different in every row"
                  : "nearly every row has another"));
    }
    if (isGroup(column)) {
      return Optional.of("is an id that recurs: the model would learn it by heart");
    }
    if (leaks(tells)) {
      return Optional.of("gives the label away: who knows it hardly needs to guess");
    }
    return Optional.empty();
  }

  private static String quoted(ColumnProfile column) {
    return column.name().matches("[A-Za-z0-9_.-]+")
        ? column.name()
        : "'" + column.name().replace("'", "'\\''") + "'";
  }

  private boolean leaks(Told tells) {
    double most = target.ofClasses() ? LEAK : 1e-6;
    return tells.wrong() <= most && tells.wrong() <= LEAK_RATIO * tells.wrongWithout();
  }

  private String comment(ColumnProfile column, List<Guess> guesses) {
    if (column.is(DataType.STRING) && Features.isText(column)) {
      return guess(
          guesses, column, "text: an output for each frequent word", "it has several words a row");
    }
    if (column.is(DataType.INTEGER) && Features.isCode(column)) {
      return guess(guesses, column, "a code, not a quantity", "its name says so");
    }
    return "";
  }

  private static String guess(
      List<Guess> guesses, ColumnProfile column, String guess, String reason) {
    guesses.add(
        new Guess(
            "column '" + Yaml.shown(column.name()) + "'", guess, reason, "features in transform"));
    return guess + "; " + reason;
  }
}
