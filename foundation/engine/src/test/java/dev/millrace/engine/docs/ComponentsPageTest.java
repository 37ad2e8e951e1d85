package dev.millrace.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.code.Compiled;
import dev.millrace.engine.program.Yard;
import dev.millrace.store.MetadataStore.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The files of docs/components.md, taken out of the page and run. */
class ComponentsPageTest {

  /** A line with a file's name, and the block after it. */
  private static final Pattern FILE =
      Pattern.compile("^`([^`\n]+)`:\n\n```\\w+\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern RESULTS =
      Pattern.compile("^```json\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir Path place;
  private String page = "";
  private Yard yard;

  @BeforeEach
  void layOut() throws IOException {
    page = Files.readString(Path.of("../../docs/components.md"));
    Path engine = Yard.fakeEngine(place.resolve("engine"));
    yard = Yard.open(place, Map.of("MILLRACE_CONTAINER_ENGINE", engine.toString()));
    Map<String, String> files = files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      yard.write(file.getKey(), file.getValue());
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(10);
    jar();
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    Matcher file = FILE.matcher(page);
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return files;
  }

  private void jar() throws IOException {
    Path source = yard.directory.resolve("src/words/Shout.java");
    Path classes =
        Compiled.into(
            place.resolve("classes"),
            Map.of("words.Shout", Files.readString(source)),
            Path.of(System.getProperty("java.class.path")));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    try (var written = Files.list(yard.directory.resolve("src/META-INF/services"))) {
      for (Path service : written.toList()) {
        Files.copy(service, services.resolve(service.getFileName()));
      }
    }
    Compiled.jar(yard.directory.resolve("components/shouting.jar"), classes, 0);
  }

  private JsonNode results() {
    Matcher results = RESULTS.matcher(page);
    assertThat(results.find()).isTrue();
    return Json.parse(results.group(1));
  }

  @Test
  void page_example_runsAndGivesWhatItSays() throws Exception {
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(Yard.value(outcome, "enough", "most")).isEqualTo(Json.tree("the"));
    assertThat(Yard.value(outcome, "shout", "text")).isEqualTo(Json.tree("THE!"));
    assertThat(yard.run().tasks()).extracting(Task::state).containsOnly(TaskState.CACHED);
  }

  @Test
  void page_results_areThoseOfTheExample() throws Exception {
    Outcome outcome = yard.run();

    JsonNode results = results();
    assertThat(Yard.value(outcome, "count", "words")).isEqualTo(results.at("/values/words"));
    assertThat(yard.artifact(outcome, "count", "counts").properties())
        .containsEntry("rows", results.at("/properties/counts/rows"));
    assertThat(yard.metadata.metrics(outcome.run().id()))
        .hasSize(2)
        .allSatisfy(
            metric ->
                assertThat(metric.value())
                    .isEqualTo(results.path("metrics").path(metric.key()).doubleValue()));
  }

  @Test
  void page_gate_refuses() throws Exception {
    Outcome outcome = yard.run(Map.of("least", "4"));

    assertThat(outcome.state()).isEqualTo(RunState.REFUSED);
    assertThat(outcome.reason()).contains("1 words are too few");
  }

  @Test
  void page_optionalInput_isLeftOutOrGiven() throws Exception {
    Path pipeline = yard.directory.resolve("pipeline.yaml");
    Files.writeString(
        pipeline,
        Files.readString(pipeline)
            .replace("{ import: texts },", "{ import: texts }, stop: [the],"));

    assertThat(Yard.value(yard.run(), "enough", "most")).isNotEqualTo(Json.tree("the"));
  }

  @Test
  void page_container_givesTheSame() throws Exception {
    yard.write(
        "pipeline.yaml",
        "name: boxed\nsteps: { count: { uses: count_boxed, with: { text: { import: texts } } } }\n");
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(Yard.value(outcome, "count", "words")).isEqualTo(Json.tree(9));
  }
}
