package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples that ingest has made in one pipeline, found by their spans in another. */
class StoredSpansTest {

  private static final String PIPELINE =
      """
      name: report
      steps:
        list: { uses: list_examples, with: { examples: { spans: %s } } }
      """;

  private static final String COMPONENT =
      """
      name: list_examples
      inputs: { examples: { type: Examples, many: true } }
      outputs: { count: { type: integer } }
      program: bash
      arguments:
        - -c
        - 'printf "{ \\"values\\": { \\"count\\": %d } }" "$(($# - 1))" >"$1"'
        - list_examples
        - "${results}"
        - "${inputs.examples}"
      """;

  @TempDir private Path directory;

  @Test
  void spans_ofTheStore_areThoseThatIngestHasRead() throws Exception {
    Path project = Files.createDirectories(directory.resolve("trips"));
    Trips trips = Trips.upTo("ingest", project);
    trips.edit("span_length: 7d", "span_length: 7d\n      spans: \"${params.weeks}\"");
    trips.edit("params:\n", "params:\n  weeks: { type: spans }\n");
    Path report = Files.createDirectories(directory.resolve("report"));
    Files.createDirectories(report.resolve("components"));
    Files.writeString(report.resolve("components/list_examples.yaml"), COMPONENT);
    Notes notes = Notes.of(PIPELINE.formatted("all"), report);
    String home = directory.resolve("home").toString();
    for (String week : List.of(Trips.WEEKS.getLast(), Trips.WEEKS.getFirst())) {
      notes.expect(0, "run", project.toString(), "--home", home, "--set", "weeks=" + range(week));
    }

    Map<String, Integer> counts =
        Map.of("all", 2, "last 2", 2, "last 1", 1, range(Trips.WEEKS.getFirst()), 1);
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      notes.write(PIPELINE.formatted(each.getKey()));
      assertThat(notes.json("run", ".", "--home", home).at("/steps/0/values/count").asInt())
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
  }

  private static String range(String day) {
    return day + ".." + day;
  }
}
