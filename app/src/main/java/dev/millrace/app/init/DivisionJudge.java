package dev.millrace.app.init;

import dev.millrace.core.api.InitOrder.Wishes;
import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.ingest.Split;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.profile.SpanNames;
import dev.millrace.model.DataType;
import dev.millrace.model.bundle.Task;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Decides which rows a model learns from and which it is judged by. */
final class DivisionJudge {

  /** From as many rows on there are enough for a third split. */
  private static final long THREE_SPLITS = 5_000;

  private static final long FEW = 1_000;

  /** Of a fifth of fewer, little can be told. */
  private static final long FEW_OF_A_CLASS = 100;

  private static final double LATEST = 0.2;
  private static final int MOST_KEY_COLUMNS = 40;

  /** Of a class of so many rows, no part has by chance less than half of what it should have. */
  private static final long SURE_TO_BE_EVEN = 200;

  private static final int MOST_DRAWS = 20;
  private static final double EVEN_ENOUGH = 0.7;

  /** Of fewer different rows, hardly anything can be told of a model. */
  private static final long FEW_TO_JUDGE_BY = 10;

  private static final String SQL_TIME = "yyyy-MM-dd HH:mm:ss";

  private static final String TELL_APART =
      "bring a column that tells rows apart, such as an id, and name it: --key COLUMN";

  private final Look look;
  private final Target target;
  private final Wishes wishes;
  private final Instant now;

  DivisionJudge(Look look, Target target, Wishes wishes, Instant now) {
    this.look = look;
    this.target = target;
    this.wishes = wishes;
    this.now = now;
  }

  Division judge(Optional<SpanNames> spans, Optional<ColumnProfile> time) throws SQLException {
    if (!wishes.key().isEmpty()) {
      for (String name : wishes.key()) {
        if (TargetJudge.column(look, name, "key").name().equals(target.name())) {
          throw UserError.usage("--key: '" + name + "' is the label")
              .hint("name what says which rows belong together, such as the customer");
        }
      }
      return hash(wishes.key(), "keys", "--key says so");
    }
    if (spans.isPresent() && wishes.time().isEmpty()) {
      int eval = Math.max(1, (int) Math.round(spans.get().count() * LATEST));
      return new Division(
          "{ by: span, eval: " + eval + " }",
          false,
          guess(
              "the latest %d of %d spans are for judging".formatted(eval, spans.get().count()),
              "files are named for times, and what comes later is what a model is asked about"));
    }
    Optional<String> unfit = time.isPresent() ? unfit(time.get()) : Optional.empty();
    if (time.isPresent() && unfit.isEmpty()) {
      return new Division(
          "{ by: time, column: " + Yaml.text(time.get().name()) + ", eval: 20% }",
          false,
          guess(
              "the latest 20 % by '" + Yaml.shown(time.get().name()) + "' are for judging",
              "what comes later is what a model is asked about"));
    }
    if (unfit.isPresent() && wishes.time().isPresent()) {
      throw UserError.usage(
              "--time: rows cannot be divided by '" + wishes.time().get() + "': " + unfit.get())
          .hint("leave --time out, and rows are divided by lot");
    }
    String aside =
        unfit.map(why -> "; not by '" + time.orElseThrow().name() + "', " + why).orElse("");
    return byLot(aside);
  }

  /** Why a model cannot be judged by the latest rows. */
  private Optional<String> unfit(ColumnProfile time) throws SQLException {
    String present =
        LocalDateTime.ofInstant(now, ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern(SQL_TIME, Locale.ROOT));
    if (time.times().orElseThrow().last().compareTo(present) > 0) {
      return Optional.of("which goes beyond today");
    }
    if (look.newestDistinct(target.name(), time.name(), LATEST) < 2) {
      return Optional.of("by which all the latest rows have one label");
    }
    List<String> newest = look.newest(target.name(), time.name(), LATEST);
    if (target.classes().stream().anyMatch(newest::contains)) {
      return Optional.of("by which the latest rows have a class that none before has");
    }
    return Optional.empty();
  }

  private Division byLot(String aside) throws SQLException {
    Optional<ColumnProfile> group = first(ColumnJudge::isGroup);
    if (group.isPresent()) {
      String name = Yaml.shown(group.get().name());
      return hash(
          List.of(group.get().name()),
          "keys",
          "rows of one '"
              + name
              + "' belong together, lest the model meets again whom it is judged by"
              + aside);
    }
    Optional<ColumnProfile> id = first(column -> ColumnJudge.isId(column, look.rows()));
    if (id.isPresent()) {
      return hash(List.of(id.get().name()), "keys", "it tells rows apart" + aside);
    }
    return hash(
        telling(), "rows", "together they tell rows apart, and equal rows stay together" + aside);
  }

  private Optional<ColumnProfile> first(java.util.function.Predicate<ColumnProfile> what) {
    return look.columns().stream()
        .filter(column -> !column.name().equals(target.name()))
        .filter(column -> column.type().isPresent() && column.missing() == 0)
        .filter(what)
        .findFirst();
  }

  /** Columns, as few as do, that are together as different as all of them. */
  private List<String> telling() throws SQLException {
    List<ColumnProfile> candidates =
        look.columns().stream()
            .filter(column -> !column.name().equals(target.name()))
            .filter(column -> column.type().isPresent() && different(column) > 1)
            .sorted(
                Comparator.comparing((ColumnProfile column) -> column.is(DataType.NUMBER))
                    .thenComparing(Comparator.comparingLong(ColumnProfile::distinct).reversed()))
            .toList();
    List<ColumnProfile> exact =
        candidates.stream().filter(column -> column.mended().isEmpty()).toList();
    List<String> chosen = new ArrayList<>();
    long reached = 0;
    for (ColumnProfile column : exact.isEmpty() ? candidates : exact) {
      List<String> more = new ArrayList<>(chosen);
      more.add(column.name());
      long together = look.distinct(more);
      if (together > reached) {
        chosen = more;
        reached = together;
      }
      if (reached >= 0.999 * look.looked() || chosen.size() == MOST_KEY_COLUMNS) {
        break;
      }
    }
    return chosen;
  }

  /** A value that is missing tells a row from those that have it. */
  private static long different(ColumnProfile column) {
    return column.distinct() + (column.missing() > 0 ? 1 : 0);
  }

  /**
   * Of few rows, or where many have the same key, a lot may leave one part with hardly any, or
   * without a class: then another order of the key is drawn.
   */
  private List<String> even(List<String> columns, Split.Hash shares) throws SQLException {
    List<Look.Occurrence> rare = target.rarest() < SURE_TO_BE_EVEN ? rareClasses() : List.of();
    List<String> order = new ArrayList<>(columns);
    List<String> best = columns;
    double most = -1;
    Random random = new Random(1);
    int draws = columns.size() < 2 ? 1 : MOST_DRAWS;
    for (int draw = 0; draw < draws && most < EVEN_ENOUGH; draw++) {
      double even =
          look.evenness(target.name(), rare, new Split.Hash(order, shares.eval(), shares.test()));
      if (even > most) {
        most = even;
        best = List.copyOf(order);
      }
      Collections.shuffle(order, random);
    }
    return best;
  }

  private List<Look.Occurrence> rareClasses() throws SQLException {
    return look.values(target.name(), Task.MOST_CLASSES).stream()
        .filter(each -> target.classes().contains(each.value()))
        .filter(each -> each.count() < SURE_TO_BE_EVEN)
        .toList();
  }

  /**
   * @param keys what to call different values of the key
   */
  private Division hash(List<String> key, String keys, String why) throws SQLException {
    boolean third = target.rows() >= THREE_SPLITS && target.rarest() >= 200;
    boolean few = target.rows() < FEW || target.rarest() < FEW_OF_A_CLASS;
    String shares = third ? "eval: 15%, test: 15%" : few ? "eval: 30%" : "eval: 20%";
    Fraction eval = new Fraction(third ? 0.15 : few ? 0.3 : 0.2);
    Split.Hash wanted = new Split.Hash(key, eval, third ? Optional.of(eval) : Optional.empty());
    List<String> columns = even(key, wanted);
    Split.Hash split = new Split.Hash(columns, wanted.eval(), wanted.test());
    requireParts(split);
    String reason =
        (columns.equals(key) ? why : why + "; in this order of columns, most evenly")
            + fewToJudgeBy(split, third ? "test" : Splits.EVAL, keys);
    String names =
        columns.size() <= 3
            ? String.join(", ", columns.stream().map(name -> "'" + Yaml.shown(name) + "'").toList())
            : columns.size() + " columns";
    String guess =
        (third
                ? "15 %% of the rows are to stop training by and 15 %% for judging, by lot of %s"
                : few
                    ? "30 %% of the rows are for judging, by lot of %s"
                    : "20 %% of the rows are for judging, by lot of %s")
            .formatted(names);
    return new Division(
        "{ by: hash, columns: " + Yaml.texts(columns) + ", " + shares + " }",
        third,
        guess(guess, reason));
  }

  /** Where hardly any key differs from another, a part may have none of them. */
  private void requireParts(Split.Hash split) throws SQLException {
    if (look.evenness(target.name(), List.of(), split) == 0) {
      List<String> key = split.columns();
      String names = names(key);
      throw UserError.failure(
              "rows cannot be divided into those to learn from and those to judge by: %s %s only %s different %s"
                  .formatted(
                      names,
                      key.size() == 1 ? "has" : "have together",
                      TargetJudge.count(look.distinct(key)),
                      key.size() == 1 ? "values" : "rows"))
          .hint(TELL_APART);
    }
  }

  private static String names(List<String> columns) {
    return columns.stream().map(Yaml::shown).collect(Collectors.joining("', '", "'", "'"));
  }

  /**
   * What to say of a part that has hardly any different keys, since rows of one stay together.
   *
   * @throws UserError if they are all alike: of such rows any model says the same
   */
  private String fewToJudgeBy(Split.Hash split, String part, String keys) throws SQLException {
    long all = look.distinct(split.columns());
    long judging = look.distinct(split.columns(), split, part);
    if (judging >= FEW_TO_JUDGE_BY) {
      return "";
    }
    List<String> inputs =
        look.columns().stream()
            .filter(column -> !column.name().equals(target.name()) && column.type().isPresent())
            .map(ColumnProfile::name)
            .toList();
    if (judging == 1 && look.distinct(inputs, split, part) == 1) {
      throw UserError.failure(
              "the rows to judge by would all be alike, so that no model could be told from chance: equal rows stay together, and there are only %s different ones, by %s"
                  .formatted(TargetJudge.count(all), names(split.columns())))
          .hint(TELL_APART);
    }
    return "; only %s of the %s different %s are for judging, which tells little of a model"
        .formatted(TargetJudge.count(judging), TargetJudge.count(all), keys);
  }

  private static Guess guess(String guess, String reason) {
    return new Guess("split", guess, reason, "--time, --key, or split in ingest");
  }
}
