package dev.millrace.app.init;

import dev.millrace.app.init.Columns.Spec;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.model.bundle.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes features of columns, each under a name that nothing else has. */
final class Features {

  /** An output for each of so few values; more get a place each. */
  private static final long MOST_ONE_HOT = 12;

  /** With more columns than this, an output for each value would be too many. */
  private static final int MANY_COLUMNS = 150;

  /** Outputs for words, rows looked at times words of all texts. */
  private static final long WORD_VALUES = 10_000_000;

  private static final int FEWEST_WORDS = 100;
  private static final int MOST_WORDS = 1_000;

  private static final Pattern CODE =
      Pattern.compile("(?i).*(^|[^a-z])(id|code|zip|zipcode|postcode|postal|type|class|category)");
  private static final Pattern CAMEL_CODE = Pattern.compile(".*[a-z](Id|ID|Code|Type)");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Set<String> taken = new HashSet<>();
  private final boolean manyColumns;
  private final int mostWords;
  private final Optional<ColumnProfile> time;

  /**
   * @param time the column that says when each row happened, if one does
   */
  Features(List<ColumnProfile> columns, Optional<ColumnProfile> time) {
    columns.forEach(column -> taken.add(folded(column.name())));
    manyColumns = columns.size() > MANY_COLUMNS;
    mostWords = mostWords(columns);
    this.time = time;
  }

  /**
   * The most frequent words of a text tell nothing of it; as many more are taken as there is room
   * for.
   */
  private static int mostWords(List<ColumnProfile> columns) {
    long texts = columns.stream().filter(Features::isText).count();
    long rows = columns.stream().mapToLong(ColumnProfile::rows).max().orElse(0);
    long fit = WORD_VALUES / Math.max(1, texts * rows);
    return Math.clamp(fit / 100 * 100, FEWEST_WORDS, MOST_WORDS);
  }

  /** Whether whole numbers are rather the names of something. */
  static boolean isCode(ColumnProfile column) {
    boolean whole = column.numbers().filter(ColumnProfile.Numbers::whole).isPresent();
    return whole
        && (CODE.matcher(column.name()).matches() || CAMEL_CODE.matcher(column.name()).matches());
  }

  List<Spec> of(ColumnProfile column) {
    if (column.type().isEmpty()) {
      return List.of();
    }
    return switch (column.type().get()) {
      case BOOLEAN, NUMBER -> List.of(number(column));
      case INTEGER -> List.of(isCode(column) ? category(column) : number(column));
      case STRING -> List.of(isText(column) ? words(column) : category(column));
      case TIMESTAMP -> time(column);
    };
  }

  /** Several words, and so many different that it is no list to choose from. */
  static boolean isText(ColumnProfile column) {
    return column.texts().filter(texts -> texts.meanWords() >= 2.5).isPresent()
        && column.distinct() > Math.max(20, column.present() / 10);
  }

  private Spec number(ColumnProfile column) {
    return new Spec(own(column.name()), from(column) + " }");
  }

  private Spec category(ColumnProfile column) {
    boolean few = column.distinct() <= MOST_ONE_HOT && !manyColumns;
    boolean many = column.distinct() > 100;
    String vocabulary = many ? "{ min_count: 5 }" : "{}";
    return new Spec(
        own(column.name()),
        from(column) + ", vocabulary: " + vocabulary + (few ? ", one_hot: true }" : " }"));
  }

  private Spec words(ColumnProfile column) {
    int top = manyColumns ? 20 : mostWords;
    return new Spec(
        own(column.name()), from(column) + ", words: { top: " + top + ", min_count: 5 } }");
  }

  private List<Spec> time(ColumnProfile column) {
    ColumnProfile.Times times = column.times().orElseThrow();
    List<Spec> specs = new ArrayList<>();
    if (!times.atMidnight()) {
      specs.add(part(column, "hour"));
    }
    specs.add(part(column, "weekday"));
    if (times.days() > 60) {
      specs.add(part(column, "month"));
    }
    boolean isTime = time.filter(each -> each.name().equals(column.name())).isPresent();
    if (!isTime && times.days() > 730) {
      specs.add(part(column, "year"));
    }
    if (time.isPresent() && !isTime && nameable(column) && nameable(time.get())) {
      String made =
          "{ expression: "
              + Yaml.quoted(
                  Yaml.literal("(" + operand(time.get()) + " - " + operand(column) + ") / 86400"))
              + " }";
      specs.add(new Spec(free("days_since_" + column.name()), made));
    }
    return specs;
  }

  private Spec part(ColumnProfile column, String part) {
    return new Spec(free(column.name() + "_" + part), from(column) + ", part: " + part + " }");
  }

  /** An expression has no way to write a name with the sign that encloses it. */
  private static boolean nameable(ColumnProfile column) {
    return column.name().indexOf('`') < 0;
  }

  private static String operand(ColumnProfile column) {
    return PLAIN.matcher(column.name()).matches() ? column.name() : "`" + column.name() + "`";
  }

  private static String from(ColumnProfile column) {
    return "{ from: " + Yaml.text(column.name());
  }

  /** The column's own name, unless that is what an output of the model is called. */
  private String own(String column) {
    Set<String> outputs = Set.of(Task.PROBABILITY, Task.CLASS, Task.PREDICTION, Task.SCORE);
    boolean clashes =
        outputs.contains(folded(column)) || folded(column).startsWith(Task.PROBABILITY + "_");
    return clashes ? free(column + "_value") : column;
  }

  private String free(String wanted) {
    String name = wanted;
    while (!taken.add(folded(name))) {
      name = name + "_";
    }
    return name;
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
