package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Spans;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.rows.RowAllowance;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a file a week, and ingest steps that read it. */
abstract class WeeklyFiles {
  @TempDir Path folder;

  static final Split BY_TIME = new Split.Time("date", new Fraction(0.25));

  /** Ten rows a day for a week from the given day, ids counted from 1,000 times the week. */
  static String week(LocalDate start, int week) {
    return "SELECT TIMESTAMP '"
        + start
        + "' + INTERVAL (i * 144) MINUTE AS date, i % 7 AS delay, CAST("
        + 1000 * week
        + " + i AS INTEGER) AS id, 'A' || i % 3 AS origin FROM range(70) t(i)";
  }

  void writeWeeks(int count) throws Exception {
    for (int week = 0; week < count; week++) {
      LocalDate start = LocalDate.of(2001, 1, 1).plusWeeks(week);
      Tables.write(folder.resolve("data/" + start + ".parquet"), week(start, week));
    }
  }

  static Ingest.Inputs weekly(String spans, String select, Split split) {
    return inputs("data/{span:yyyy-MM-dd}.parquet", "7d", spans, select, split);
  }

  static Ingest.Inputs plain(String source, String select, Split split) {
    return inputs(source, "", "all", select, split);
  }

  static Ingest.Inputs inputs(
      String source, String length, String spans, String select, Split split) {
    return new Ingest.Inputs(
        Value.of(source),
        Value.of(Optional.empty()),
        Value.of(length.isEmpty() ? Optional.empty() : Optional.of(SpanLength.parse(length))),
        Value.of(Optional.empty()),
        Value.of(Spans.parse(spans)),
        Value.of(select.isEmpty() ? Optional.empty() : Optional.of(select)),
        Value.of(split),
        Value.of(ZoneId.of("UTC")),
        Value.of(Optional.empty()),
        Value.of(Map.of()),
        Value.of(new RowAllowance("0")));
  }

  Examples run(Ingest.Inputs inputs, TestTask task) throws Exception {
    return new Ingest().run(inputs, task).examples();
  }

  Examples run(Ingest.Inputs inputs) throws Exception {
    return run(inputs, TestTask.in(folder));
  }

  void assertRefused(Ingest.Inputs inputs, String... parts) {
    assertThatThrownBy(() -> run(inputs))
        .isInstanceOf(UserError.class)
        .satisfies(
            e ->
                assertThat(e.getMessage() + " hint: " + ((UserError) e).hint().orElse(""))
                    .contains(parts))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  static List<String> ids(Examples examples) throws Exception {
    return Tables.query(
        "SELECT lpad(CAST(id AS VARCHAR), 4, '0') FROM "
            + Tables.table(Splits.shards(examples, "eval")));
  }
}
