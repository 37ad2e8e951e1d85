package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Components;
import dev.millrace.core.component.SpanSource.Span;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a trigger that waits for spans sees of the files, asked as the engine asks. */
class SpansFoundTest {

  private static final Instant WRITTEN = Instant.parse("2001-02-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void spans_ofFiles_areThoseOfTheirNamesInTheZoneWithTheLatestChange() throws Exception {
    write("data/2001-03-25/a.csv", WRITTEN);
    write("data/2001-03-25/b.csv", WRITTEN.plusSeconds(60));
    write("data/2001-03-24/a.csv", WRITTEN);
    write("data/readme", WRITTEN);

    assertThat(
            spans(
                "source",
                "data/{span:yyyy-MM-dd}/*.csv",
                "span_length",
                "1d",
                "zone",
                "Europe/Paris"))
        .containsExactly(
            span("2001-03-23T23:00:00Z", "2001-03-24T23:00:00Z", WRITTEN),
            // 23 hours: the clocks were put forward.
            span("2001-03-24T23:00:00Z", "2001-03-25T22:00:00Z", WRITTEN.plusSeconds(60)));
  }

  @Test
  void spans_ofARange_areThoseWithinIt() throws Exception {
    for (int day = 10; day < 20; day++) {
      write("2001-01-" + day + ".csv", WRITTEN);
    }

    assertThat(
            spans(
                "source",
                "{span:yyyy-MM-dd}.csv",
                "span_length",
                "1d",
                "spans",
                "2001-01-12..2001-01-13"))
        .extracting(Span::start)
        .containsExactly(
            Instant.parse("2001-01-12T00:00:00Z"), Instant.parse("2001-01-13T00:00:00Z"));
    assertThat(spans("source", "{span:yyyy-MM-dd}.csv", "span_length", "1d", "spans", "last 1"))
        .hasSize(10);
  }

  @Test
  void spans_ofNumbers_areTheirTimes() throws Exception {
    write("data/week-003.csv", WRITTEN);
    write("data/week-3.csv", WRITTEN);

    assertThat(
            spans(
                "source", "data/week-{span:3}.csv", "span_zero", "2001-01-01", "span_length", "7d"))
        .containsExactly(span("2001-01-22T00:00:00Z", "2001-01-29T00:00:00Z", WRITTEN));
  }

  @Test
  void spans_beforeThereIsAFolder_areNone() throws Exception {
    assertThat(spans("source", "data/{span:yyyy-MM-dd}.csv", "span_length", "1d")).isEmpty();
  }

  @Test
  void spans_ofASourceWithout_sayWhatToUseInstead() {
    assertThatThrownBy(() -> spans("source", "data/*.csv"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.hint()).hasValueSatisfying(this::namesNewFiles))
        .hasMessageContaining("the source data/*.csv has no spans to wait for");
    assertThatThrownBy(() -> spans("source", "{span:yyyy-MM-dd}.csv"))
        .hasMessageContaining("has spans of unknown length");
  }

  private void namesNewFiles(String hint) {
    assertThat(hint).contains("new_files");
  }

  private List<Span> spans(String... inputs) throws Exception {
    Map<String, JsonNode> values =
        IntStream.range(0, inputs.length / 2)
            .boxed()
            .collect(Collectors.toMap(i -> inputs[2 * i], i -> Json.tree(inputs[2 * i + 1])));
    values.put("split", Json.parse("{\"by\": \"hash\", \"columns\": [\"x\"], \"eval\": 0.5}"));
    return Components.of(List.of(new Ingest()))
        .find("ingest")
        .orElseThrow()
        .bind(Map.of(), values)
        .spans(folder)
        .orElseThrow();
  }

  private static Span span(String start, String end, Instant changed) {
    return new Span(Instant.parse(start), Instant.parse(end), changed);
  }

  private void write(String name, Instant changed) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.setLastModifiedTime(Files.writeString(file, "x\n1\n"), FileTime.from(changed));
  }
}
