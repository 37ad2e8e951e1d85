package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import dev.millrace.data.TestTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans that a source numbers, as ExampleGen's do, and the times that the numbers stand for. */
class NumberedSpansTest {

  @TempDir Path folder;

  @Test
  void spans_ofNumbers_areTimesFromSpanZeroOn() throws Exception {
    write("week-0/v1.csv", "week-2/v1.csv", "week-11/v1.csv");

    Examples examples =
        Ingesting.of(folder, "week-{span}/v1.csv")
            .spansOf("7d")
            .spansFrom("2001-01-01", "all")
            .run();

    assertThat(examples.properties())
        .containsEntry("span_start", Json.tree("2001-01-01T00:00Z"))
        .containsEntry("span_end", Json.tree("2001-03-26T00:00Z"));
    assertThat(Json.canonical(examples.property("spans").orElseThrow()))
        .contains("\"start\":\"2001-01-15T00:00:00Z\"", "\"start\":\"2001-03-19T00:00:00Z\"");
  }

  @Test
  void spans_ofNumbers_areReadOnceTheyHaveEnded() throws Exception {
    write("0.csv", "1.csv", "2.csv");
    Ingesting weekly = Ingesting.of(folder, "{span}.csv").spansOf("7d");

    assertThat(
            weekly
                .spansFrom("2001-01-01", "all")
                .on(TestTask.in(folder).asOf("2001-01-21T23:59:59Z"))
                .rows())
        .containsExactly("0.csv", "1.csv");
    assertThat(
            weekly
                .spansFrom("2001-01-01", "all")
                .on(TestTask.in(folder).asOf("2001-01-22T00:00:00Z"))
                .rows())
        .containsExactly("0.csv", "1.csv", "2.csv");
  }

  @ParameterizedTest
  @CsvSource({"last 1, 10.csv", "last 1 skip 1, 9.csv", "2001-01-10..2001-01-10, 9.csv"})
  void spans_selected_goByNumberAndNotByName(String spans, String file) throws Exception {
    write("9.csv", "10.csv", "2.csv");

    assertThat(
            Ingesting.of(folder, "{span}.csv").spansOf("1d").spansFrom("2001-01-01", spans).rows())
        .containsExactly(file);
  }

  @Test
  void spans_ofAWidth_matchSoManyDigitsOnly() throws Exception {
    write("007.csv", "7.csv", "0007.csv", "010.csv");

    assertThat(files("{span:3}.csv", "all")).containsExactly("007.csv", "010.csv");
  }

  @Test
  void version_ofEachSpan_isTheHighest() throws Exception {
    write("01/02.csv", "01/11.csv", "02/03.csv", "02/1.csv");

    assertThat(files("{span:2}/{version:2}.csv", "all")).containsExactly("01/11.csv", "02/03.csv");
  }

  @Test
  void numbersSideBySide_areToldApartByTheirWidth() throws Exception {
    write("00102.csv", "00103.csv", "00201.csv");

    assertThat(files("{span:3}{version:2}.csv", "all")).containsExactly("00103.csv", "00201.csv");
    assertRefused("{span}{version}.csv", "two numbers with nothing between them", "{span:3}");
  }

  @Test
  void oneNumberWrittenInTwoWays_isRefused() throws Exception {
    write("7.csv", "07.csv");

    assertRefused("{span}.csv", "07.csv and", "7.csv write one number in two ways");
  }

  @Test
  void numberBeyondTheCalendar_namesTheFile() throws Exception {
    write("999999999999999.csv");

    assertRefused("{span}.csv", "999999999999999.csv is beyond every calendar");
  }

  @Test
  void numbers_withoutTheirOrigin_areRefused() throws Exception {
    write("1.csv");

    assertThat(Ingesting.of(folder, "{span}.csv").spansOf("1d").refusal())
        .contains("numbers its spans, and nothing says when", "give span_zero");
    assertThat(Ingesting.of(folder, "{span}.csv").spansFrom("2001-01-01", "all").refusal())
        .contains("numbers its spans, and nothing says when", "span_length");
  }

  @Test
  void patternsThatMeanNothing_areRefused() throws Exception {
    write("1.csv");

    assertRefused("{YYYY}-{span:2}.csv", "two spans");
    assertRefused("{span}-{span:2}.csv", "two spans");
    assertRefused("{span}-{version}-{version}.csv", "two versions");
    assertRefused("{span:0}.csv", "unknown part {span:0}", "1 to 18 digits");
    assertRefused("{span}-{version:19}.csv", "unknown part {version:19}");
    assertRefused("{SPAN}.csv", "unknown part {SPAN}");
    assertRefused("{version}.csv", "has a version, and no span that it is of");
    assertRefused("*.csv", "span_zero is for numbered spans", "has none");
    assertRefused("{span:yyyy-MM-dd}.csv", "span_zero is for numbered spans");
  }

  @Test
  void lengths_ofMonthsAndHours_areCountedFromSpanZero() {
    assertThat(SpanLength.parse("P1M").start(LocalDateTime.of(2001, 1, 31, 0, 0), 1))
        .isEqualTo(LocalDateTime.of(2001, 2, 28, 0, 0));
    assertThat(SpanLength.parse("1h").start(LocalDateTime.of(2001, 1, 1, 0, 0), 49))
        .isEqualTo(LocalDateTime.of(2001, 1, 3, 1, 0));
  }

  @Test
  void query_spans_followOneAnotherFromSpanZero() {
    SpanOrigin origin =
        new SpanOrigin(Optional.of(LocalDate.of(2001, 1, 3)), Optional.of(SpanLength.parse("7d")));
    LocalDateTime asOf = LocalDateTime.of(2001, 1, 20, 0, 0);

    assertThat(QuerySpans.of(origin, Spans.parse("last 1"), asOf))
        .extracting(Span::start)
        .containsExactly(LocalDateTime.of(2001, 1, 10, 0, 0));
    assertThat(QuerySpans.of(origin, Spans.parse("2001-01-02..2001-01-09"), asOf))
        .extracting(Span::start)
        .containsExactly(LocalDateTime.of(2001, 1, 3, 0, 0));
  }

  private List<String> files(String source, String spans) throws Exception {
    return Ingesting.of(folder, source).spansOf("1d").spansFrom("2001-01-01", spans).rows();
  }

  private void assertRefused(String source, String... parts) {
    assertThatThrownBy(() -> files(source, "all"))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> assertThat(e.getMessage() + " hint: " + e.hint().orElse("")).contains(parts));
  }

  /** Files of one row each, which is their name. */
  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "file\n" + name + "\n");
    }
  }
}
