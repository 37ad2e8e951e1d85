package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.app.App;
import dev.millrace.core.api.ActivationOrder;
import dev.millrace.core.api.UpEvent;
import dev.millrace.core.api.UpOrder;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Triggers from the command line: activated, looked at, and what they start shown. */
class UpTest {

  private static final String PIPELINE =
      """
      name: daily
      params:
        rows: { type: string, default: SELECT * FROM source }
      steps:
        ingest:
          uses: ingest
          with:
            source: data/{span:yyyy-MM-dd}.csv
            span_length: 1d
            spans: last 2
            select: "${params.rows}"
            split: { by: hash, columns: [id], eval: 50% }
      triggers:
        - new_span: { step: ingest, name: each-day }
        - schedule: { cron: "0 0 1 1 *" }
      """;

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("pipeline.yaml"), PIPELINE);
    day("2001-01-01");
  }

  @Test
  void up_once_runsForTheNewSpanAndShowsWhy() throws Exception {
    assertThat(run("triggers", "activate", ".").out())
        .contains("daily in environment 'local'", "nobody looks at them", "each-day");
    assertThat(run("up", "--once").err()).startsWith("nothing to run;");
    day("2001-01-02");

    Screen up = run("up", "--once", "--json");

    List<JsonNode> events = up.out().lines().map(Json::parse).toList();
    assertThat(events)
        .extracting(event -> event.get("event").stringValue())
        .containsExactly("fired", "run_began", "run_ended");
    assertThat(events.getLast().get("state").stringValue()).isEqualTo("succeeded");
    String run = events.getLast().get("run").stringValue();
    assertThat(run("runs", "show", run).out())
        .contains("started  by each-day: the span 2001-01-02…2001-01-03 of step 'ingest' is")
        .contains(
            "firing = local/daily/each-day/2001-01-02T00:00:00Z/2001-01-03T00:00:00Z",
            "environment = local");
    JsonNode report = Json.parse(run("triggers", "list", "--json").out()).get(0);
    assertThat(report.get("changed").booleanValue()).isFalse();
    JsonNode first = report.get("triggers").get(0);
    assertThat(first.get("last").get("run")).isEqualTo(events.getLast().get("run"));
    assertThat(first.get("now").stringValue()).startsWith("no further span");
    assertThat(report.get("triggers").get(1).get("next").stringValue()).contains("-01-01T00:00");
    assertThat(run("up", "--once").err()).startsWith("nothing to run;");
  }

  @Test
  void list_fileChanged_saysSoUntilItIsActivatedAgain() throws Exception {
    run("triggers", "activate", ".");
    Files.writeString(directory.resolve("pipeline.yaml"), PIPELINE.replace("last 2", "last 1"));
    assertThat(run("triggers", "list").out()).contains("the file has changed since");
    assertThat(run("triggers", "activate", ".", "--set", "rows=SELECT id FROM source").out())
        .doesNotContain("the file has changed since")
        .contains("param rows = \"SELECT id FROM source\"");
    Files.delete(directory.resolve("pipeline.yaml"));
    assertThat(run("triggers", "deactivate", "daily").out()).contains("no longer active");
    assertThat(run("triggers", "list").err()).contains("no triggers are active");
    Screen again = new Screen(directory);
    assertThat(again.run("triggers", "deactivate", "daily")).isEqualTo(5);
  }

  @Test
  void up_withoutSense_isUsage() {
    for (String option : List.of("--poll=0", "--runs=0", "--environment=No")) {
      Screen screen = new Screen(directory);
      assertThat(screen.run("up", option, "--once")).as(option).isEqualTo(2);
      assertThat(screen.err()).contains("hint:");
    }
  }

  @Test
  void up_untilInterrupted_servesRunsAndLeavesCleanly() throws Exception {
    List<UpEvent> events = Collections.synchronizedList(new ArrayList<>());
    Thread holder = Thread.currentThread();
    UpOrder order = new UpOrder("local", 0, false, Duration.ofSeconds(1), 2);
    try (App app = App.open(directory.resolve(".millrace"), Map.of(), Clock.systemUTC())) {
      app.activate(new ActivationOrder(directory, "local", Map.of()));
      day("2001-01-02");
      assertThatThrownBy(
              () ->
                  app.up(
                      order,
                      event -> {
                        events.add(event);
                        if (event instanceof UpEvent.RunEnded) {
                          answers(events);
                          holder.interrupt();
                        }
                      }))
          .isInstanceOf(InterruptedException.class);
      assertThat(app.triggers().getFirst().watchedBy()).isEmpty();
    }
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Began", "Fired", "RunBegan", "RunEnded");
    assertThat(((UpEvent.RunEnded) events.getLast()).state()).isEqualTo(RunState.SUCCEEDED);
  }

  private static void answers(List<UpEvent> events) {
    URI address = ((UpEvent.Began) events.getFirst()).address().orElseThrow();
    HttpRequest live = HttpRequest.newBuilder(address.resolve("/v2/health/live")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(live, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Screen run(String... arguments) {
    Screen screen = new Screen(directory);
    assertThat(screen.run(arguments)).as(screen.err()).isZero();
    return screen;
  }

  private void day(String day) throws IOException {
    Path file = directory.resolve("data").resolve(day + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id,x\n1,2\n2,3\n3,4\n4,5\n5,6\n6,7\n7,8\n8,9\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(day + "T12:00:00Z")));
  }
}
