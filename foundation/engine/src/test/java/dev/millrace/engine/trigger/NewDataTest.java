package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.api.TriggerReport;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.pipeline.TriggerSpec.NewFiles;
import dev.millrace.core.pipeline.TriggerSpec.NewSpan;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of spans and files that come. */
class NewDataTest {

  @TempDir Path home;
  private final SetClock clock = new SetClock("2026-01-03T12:00:00Z");
  private final ReadSpans read = new ReadSpans();
  private Yard yard;

  @BeforeEach
  void open() {
    yard = Yard.open(home, clock, new Say(_ -> {}), read);
    read.day("2026-01-01");
    read.day("2026-01-02");
    read.day("2026-01-03", "2026-01-03T11:00:00Z");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void newSpan_thatWasThere_isNotNew() throws Exception {
    yard.activate(reading(TriggerOptions.NONE));
    try (Scheduler scheduler = yard.begin()) {
      Scheduler.Looked looked = yard.look(scheduler);
      assertThat(looked.again()).contains(Instant.parse("2026-01-04T00:00:00Z"));
      assertThat(standing().now())
          .isEqualTo("no further span of step 'read' is complete, the next is at 2026-01-04");
    }
    assertThat(yard.runs()).isEmpty();
    assertThat(read.asked).contains("data/x in reading");
  }

  @Test
  void newSpan_thatHasEnded_runsOnceAsOfWhenItIsSeen() throws Exception {
    yard.activate(reading(TriggerOptions.NONE));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-04T00:00:20Z");
      yard.look(scheduler, "2026-01-04T00:00:40Z");
    }
    Run run = yard.runs().getFirst();
    assertThat(yard.runs()).hasSize(1);
    assertThat(run.asOf()).isEqualTo("2026-01-04T00:00:20Z");
    assertThat(run.trigger()).isEqualTo("new_span.read");
    assertThat(run.reason()).isEqualTo("the span 2026-01-03…2026-01-04 of step 'read' is complete");
    assertThat(run.tags())
        .containsEntry(
            "firing", "local/reading/new_span.read/2026-01-03T00:00:00Z/2026-01-04T00:00:00Z");
  }

  @Test
  void newSpan_stillWrittenTo_waitsUntilItIsLeftAlone() throws Exception {
    yard.activate(reading(TriggerOptions.NONE));
    read.there.removeLast();
    read.day("2026-01-03", "2026-01-04T00:00:15Z");
    try (Scheduler scheduler = yard.begin()) {
      Scheduler.Looked looked = yard.look(scheduler, "2026-01-04T00:00:20Z");
      assertThat(looked.acted()).isFalse();
      assertThat(looked.again()).contains(Instant.parse("2026-01-04T00:00:25Z"));
      assertThat(yard.look(scheduler, "2026-01-04T00:00:25Z").acted()).isTrue();
    }
  }

  @Test
  void newSpan_severalMissed_caughtUpOnAll_eachSeesNoMoreThanItsOwn() throws Exception {
    yard.activate(reading(TriggerOptions.NONE.catchUp(CatchUp.ALL).atMost(9)));
    read.day("2026-01-05");
    read.day("2026-01-04");
    clock.set("2026-01-07T09:00:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      // It comes late, and after a later one.
      read.day("2025-12-31");
      yard.look(scheduler, "2026-01-07T10:00:00Z");
    }
    assertThat(yard.asOf())
        .containsExactly(
            "2026-01-04T00:00:00Z",
            "2026-01-05T00:00:00Z",
            "2026-01-07T09:00:00Z",
            "2026-01-07T10:00:00Z");
  }

  @Test
  void newSpan_severalMissed_caughtUpOnTheLatest_isOneRun() throws Exception {
    yard.activate(reading(TriggerOptions.NONE));
    read.day("2026-01-04");
    clock.set("2026-01-07T09:00:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      yard.look(scheduler);
    }
    assertThat(yard.asOf()).containsExactly("2026-01-07T09:00:00Z");
    assertThat(yard.runs().getFirst().reason()).endsWith("; one was passed over before it");
  }

  @Test
  void newSpan_missed_caughtUpOnNone_onlyLaterOnesRun() throws Exception {
    yard.activate(reading(TriggerOptions.NONE.catchUp(CatchUp.NONE)));
    clock.set("2026-01-04T09:00:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      assertThat(yard.passed())
          .containsExactly("one was passed over (catch_up: none): nothing was up");
      read.day("2026-01-04");
      yard.look(scheduler, "2026-01-05T00:01:00Z");
    }
    assertThat(yard.asOf()).containsExactly("2026-01-05T00:01:00Z");
  }

  @Test
  void newSpan_activatedWhileUp_isNotMissed() throws Exception {
    try (Scheduler scheduler = yard.begin()) {
      clock.set("2026-01-03T23:59:59Z");
      yard.activate(reading(TriggerOptions.NONE.catchUp(CatchUp.NONE)));
      yard.look(scheduler, "2026-01-04T00:00:20Z");
    }
    assertThat(yard.runs()).hasSize(1);
  }

  @Test
  void newSpan_stepThatKnowsOfNone_isRefusedWhenActivated() {
    Pipeline saying = Pipeline.named("p");
    var _ = saying.step("say", new Say(_ -> {}), new Say.Inputs(Value.of("x")));
    PipelineSpec spec = saying.trigger(new NewSpan("say")).spec();
    assertThatThrownBy(() -> yard.activate(spec))
        .hasMessageContaining("step 'say' uses say, which knows of no spans");

    Pipeline late = Pipeline.named("p");
    var said = late.step("say", new Say(_ -> {}), new Say.Inputs(Value.of("x")));
    var _ = late.step("read", read, new ReadSpans.Inputs(said.said()));
    PipelineSpec unknown = late.trigger(new NewSpan("read")).spec();
    assertThatThrownBy(() -> yard.activate(unknown))
        .hasMessageContaining("${steps.say.said} names nothing that is there");
  }

  @Test
  void newFiles_thatComeOrChange_areOneRun() throws Exception {
    write("data/a.csv", "1", "2026-01-03T10:00:00Z");
    write("data/b.txt", "1", "2026-01-03T10:00:00Z");
    yard.activate(collecting("${params.data}/**/*.csv", TriggerOptions.NONE));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      assertThat(standing().now())
          .isEqualTo("no file that matches data/**/*.csv has come or changed");
      write("data/a.csv", "12", "2026-01-03T12:00:30Z");
      write("data/deep/er/c.csv", "1", "2026-01-03T12:00:30Z");
      Scheduler.Looked tooSoon = yard.look(scheduler, "2026-01-03T12:00:35Z");
      assertThat(tooSoon.again()).contains(Instant.parse("2026-01-03T12:00:40Z"));
      assertThat(standing().now()).isEqualTo("a file that matches was written to just now");
      assertThat(yard.runs()).isEmpty();

      yard.look(scheduler, "2026-01-03T12:00:40Z");
      yard.look(scheduler, "2026-01-03T12:01:00Z");
      Files.delete(yardFile("data/a.csv"));
      yard.look(scheduler, "2026-01-03T12:02:00Z");
    }
    assertThat(yard.runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.asOf()).isEqualTo("2026-01-03T12:00:40Z");
              assertThat(run.reason())
                  .isEqualTo("a.csv and 1 more have come or changed (data/**/*.csv)");
            });
  }

  @Test
  void newFiles_whileNothingWasUp_areCaughtUpOnOrNot() throws Exception {
    yard.activate(collecting("in/*", TriggerOptions.NONE));
    PipelineSpec none =
        Yard.saying(
            "none",
            new NewFiles("*.csv", Duration.ZERO, TriggerOptions.NONE.catchUp(CatchUp.NONE)));
    yard.activate(none);
    write("in/x", "1", "2026-01-03T13:00:00Z");
    write("../none/x.csv", "1", "2026-01-03T13:00:00Z");
    clock.set("2026-01-03T14:00:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      assertThat(yard.runs()).extracting(Run::pipeline).containsExactly("collecting");
      write("../none/y.csv", "1", "2026-01-03T13:00:00Z");
      yard.look(scheduler);
    }
    assertThat(yard.runs()).extracting(Run::pipeline).containsExactly("collecting", "none");
  }

  @Test
  void filePattern_wildcards_matchAsWritten() throws Exception {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    for (String name : List.of("a.csv", "ab.csv", "s/a.csv", "s/t/a.csv", "s/t/b[1].csv", "csv")) {
      write(name, "x", then.toString());
    }
    assertThat(names("*.csv")).containsExactly("a.csv", "ab.csv");
    assertThat(names("?.csv")).containsExactly("a.csv");
    assertThat(names("**/a.csv")).containsExactly("a.csv", "s/a.csv", "s/t/a.csv");
    assertThat(names("s/**")).containsExactly("a.csv", "t/a.csv", "t/b[1].csv");
    assertThat(names("s/t/b[1].csv")).containsExactly("b[1].csv");
    assertThat(names("s/*/a.csv")).containsExactly("t/a.csv");
    assertThat(names("*/*.csv")).containsExactly("s/a.csv");
    assertThat(names("nowhere/*.csv")).isEmpty();
  }

  private List<String> names(String pattern) throws IOException {
    return FilePattern.parse(pattern, home.resolve("collecting")).find().stream()
        .map(FilePattern.Found::name)
        .toList();
  }

  private TriggerReport.Trigger standing() {
    return new Standings(yard.setup).of(yard.setup.triggers().activations().getFirst()).getFirst();
  }

  private PipelineSpec reading(TriggerOptions options) {
    Pipeline pipeline = Pipeline.named("reading");
    Value<String> from = pipeline.param("from", Param.string().withDefault("data/x"));
    var _ = pipeline.step("read", read, new ReadSpans.Inputs(from));
    return pipeline.trigger(new NewSpan("read", TriggerSpec.QUIET, options)).spec();
  }

  private static PipelineSpec collecting(String pattern, TriggerOptions options) {
    Pipeline pipeline = Pipeline.named("collecting");
    var _ = pipeline.param("data", Param.string().withDefault("data"));
    var _ = pipeline.step("say", new Say(_ -> {}), new Say.Inputs(Value.of("x")));
    return pipeline.trigger(new NewFiles(pattern, TriggerSpec.QUIET, options)).spec();
  }

  private Path yardFile(String name) {
    return home.resolve("collecting").resolve(name).normalize();
  }

  private void write(String name, String text, String changed) throws IOException {
    Path file = yardFile(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(changed)));
  }
}
