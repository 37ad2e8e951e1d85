package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec.MovedData;
import dev.millrace.core.port.FindingSink.DataFinding;
import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.core.port.FindingSink.Moved;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another pipeline found about its data starts a run, once. */
class MovedDataTest {

  private static final Id FOUND_BY = Id.at(Instant.parse("2026-01-07T12:00:00Z"));

  @TempDir Path home;
  private final SetClock clock = new SetClock("2026-01-07T12:00:00Z");
  private Yard yard;

  @BeforeEach
  void open() {
    yard = Yard.open(home, clock, new Say(_ -> {}));
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void look_newFinding_runsOnceWithTheFigures() throws Exception {
    found("watching", "old", "2026-01-07T11:00:00Z");
    yard.activate(waiting(TriggerOptions.NONE));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      assertThat(yard.runs()).isEmpty();
      assertThat(standing())
          .isEqualTo("no run of pipeline 'watching' found further data that moved");

      found("watching", "new", "2026-01-07T11:59:00Z");
      found("another", "new", "2026-01-07T11:59:00Z");
      yard.look(scheduler, "2026-01-07T12:00:30Z");
      found("watching", "new", "2026-01-07T12:00:31Z");
      yard.look(scheduler, "2026-01-07T12:01:00Z");
    }
    try (Scheduler again = yard.begin()) {
      yard.look(again, "2026-01-07T12:02:00Z");
    }
    Run run = yard.runs().getFirst();
    assertThat(yard.runs()).hasSize(1);
    assertThat(run.trigger()).isEqualTo("moved_data.watching");
    assertThat(run.asOf()).isEqualTo("2026-01-07T12:00:30Z");
    assertThat(run.reason())
        .isEqualTo(
            "drift of miles and 1 more: wasserstein infinite, limit 0.10, p = 0; of eval in run "
                + FOUND_BY.brief()
                + " of pipeline 'watching'");
  }

  @Test
  void look_findingAsOfLater_isNotSeenBefore() throws Exception {
    yard.activate(waiting(TriggerOptions.NONE));
    found("watching", "new", "2026-01-07T13:00:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-07T12:59:59Z");
      assertThat(yard.runs()).isEmpty();
      yard.look(scheduler, "2026-01-07T13:00:00Z");
    }
    assertThat(yard.runs()).hasSize(1);
  }

  @Test
  void look_severalFindings_catchUpSaysWhatBecomesOfThem() throws Exception {
    yard.activate(waiting(TriggerOptions.NONE.catchUp(CatchUp.ALL)));
    PipelineSpec latest = Yard.saying("p2", new MovedData("watching", TriggerOptions.NONE));
    yard.activate(latest);
    found("watching", "a", "2026-01-07T12:00:01Z");
    found("watching", "b", "2026-01-07T12:00:02Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-07T12:00:30Z");
      yard.look(scheduler, "2026-01-07T12:01:00Z");
    }
    assertThat(yard.runs().stream().filter(run -> run.pipeline().equals("p")))
        .extracting(Run::asOf)
        .containsExactlyInAnyOrder(
            Instant.parse("2026-01-07T12:00:01Z"), Instant.parse("2026-01-07T12:01:00Z"));
    assertThat(yard.runs().stream().filter(run -> run.pipeline().equals("p2")))
        .singleElement()
        .satisfies(run -> assertThat(run.reason()).endsWith("; one was passed over before it"));
  }

  private void found(String pipeline, String data, String asOf) {
    yard.findings.record(
        new DataFinding(
            Id.at(Instant.parse(asOf)),
            pipeline,
            "validate",
            FOUND_BY,
            Kind.DRIFT,
            Digest.of(data),
            Digest.of("before"),
            Instant.parse(asOf),
            clock.instant(),
            List.of(
                new Moved("train", "origin", "l_infinity", 0.25, 0.1, 0.001),
                new Moved("eval", "miles", "wasserstein", Double.POSITIVE_INFINITY, 0.1, 0))));
  }

  private String standing() {
    return new Standings(yard.setup)
        .of(yard.setup.triggers().activations().getFirst())
        .getFirst()
        .now();
  }

  private static PipelineSpec waiting(TriggerOptions options) {
    return Yard.saying("p", new MovedData("watching", options));
  }
}
