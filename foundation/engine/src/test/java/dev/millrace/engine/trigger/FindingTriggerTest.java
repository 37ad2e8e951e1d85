package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec.Performance;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of windows of traffic: who has them examined, and when that starts a run. */
class FindingTriggerTest {

  @TempDir Path home;
  private final SetClock clock = new SetClock("2026-01-07T12:00:00Z"); // a Wednesday
  private final Map<Instant, Double> calibration = new HashMap<>();
  private final List<String> examined = new ArrayList<>();
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
  void look_windowOutsideItsBand_runsOnceWithTheFigures() throws Exception {
    calibration.put(Instant.parse("2026-01-05T00:00:00Z"), 1.5);
    calibration.put(Instant.parse("2026-01-12T00:00:00Z"), 1.0);
    yard.activate(watched(TriggerOptions.NONE, Optional.empty()));
    try (Scheduler scheduler = yard.begin(this::examine)) {
      assertThat(yard.look(scheduler).again()).contains(Instant.parse("2026-01-12T00:00:00Z"));
      assertThat(standing())
          .isEqualTo(
              "nothing was found yet about a window of P7D of model 'p' since the activation");
      yard.look(scheduler, "2026-01-12T00:00:03Z");
      yard.look(scheduler, "2026-01-12T00:00:33Z");
      assertThat(standing()).isEqualTo("the window 2026-01-05…2026-01-12 was dealt with");
      yard.look(scheduler, "2026-01-19T00:00:03Z");
      assertThat(standing()).isEqualTo("all is well in the window 2026-01-12…2026-01-19");
    }
    Run run = yard.runs().getFirst();
    assertThat(yard.runs()).hasSize(1);
    assertThat(run.trigger()).isEqualTo("performance.calibration");
    assertThat(run.reason())
        .isEqualTo("calibration 1.50 is outside 0.80–1.25 in 2026-01-05…2026-01-12 (10 labels)");
    assertThat(run.asOf()).isEqualTo("2026-01-12T00:00:03Z");
    assertThat(examined)
        .containsExactly(
            "p 2026-01-05T00:00:00Z..2026-01-12T00:00:00Z",
            "p 2026-01-12T00:00:00Z..2026-01-19T00:00:00Z");
  }

  @Test
  void look_windowExaminedBefore_isNotExaminedAgain() throws Exception {
    calibration.put(Instant.parse("2026-01-05T00:00:00Z"), 1.0);
    yard.activate(watched(TriggerOptions.NONE, Optional.of("other")));
    clock.set("2026-01-12T00:00:03Z");
    try (Scheduler scheduler = yard.begin(this::examine)) {
      yard.look(scheduler);
    }
    try (Scheduler scheduler = yard.begin(this::examine)) {
      yard.look(scheduler);
    }
    assertThat(examined).containsExactly("other 2026-01-05T00:00:00Z..2026-01-12T00:00:00Z");
  }

  @Test
  void look_windowThatEndedBeforeActivation_isNotLookedAt() throws Exception {
    calibration.put(Instant.parse("2026-01-05T00:00:00Z"), 9.0);
    examine("p", Instant.parse("2026-01-05T00:00:00Z"), Instant.parse("2026-01-12T00:00:00Z"));
    clock.set("2026-01-12T00:00:01Z");
    yard.activate(watched(TriggerOptions.NONE, Optional.empty()));
    try (Scheduler scheduler = yard.begin(this::examine)) {
      yard.look(scheduler);
    }
    assertThat(yard.runs()).isEmpty();
    assertThat(examined).hasSize(1);
  }

  @Test
  void look_badWindowsWithinTheCooldown_waitForItsEnd() throws Exception {
    for (int week = 0; week < 4; week++) {
      calibration.put(Instant.parse("2026-01-05T00:00:00Z").plus(Duration.ofDays(7L * week)), 2.0);
    }
    yard.activate(watched(TriggerOptions.NONE.cooldown(Duration.ofDays(10)), Optional.empty()));
    try (Scheduler scheduler = yard.begin(this::examine)) {
      yard.look(scheduler, "2026-01-12T00:00:00Z");
      yard.look(scheduler, "2026-01-19T00:00:00Z");
      assertThat(standing()).isEqualTo("it cools down until 2026-01-22");
      yard.look(scheduler, "2026-01-22T00:00:00Z");
    }
    assertThat(yard.asOf()).containsExactly("2026-01-12T00:00:00Z", "2026-01-22T00:00:00Z");
    assertThat(yard.runs().getLast().reason()).contains("2026-01-12…2026-01-19");
  }

  @Test
  void look_trafficThatCannotBeUnderstood_isTroubleUntilItCan() throws Exception {
    calibration.put(Instant.parse("2026-01-05T00:00:00Z"), 1.5);
    yard.activate(watched(TriggerOptions.NONE, Optional.empty()));
    boolean[] lost = {true};
    Monitoring monitoring =
        (model, from, to) -> {
          if (lost[0]) {
            throw UserError.notFound("version 7 is not registered");
          }
          examine(model, from, to);
        };
    try (Scheduler scheduler = yard.begin(monitoring)) {
      yard.look(scheduler, "2026-01-12T00:00:00Z");
      yard.look(scheduler, "2026-01-12T00:00:30Z");
      assertThat(yard.heard(UpEvent.Trouble.class))
          .extracting(UpEvent.Trouble::message)
          .containsExactly("version 7 is not registered");
      lost[0] = false;
      yard.look(scheduler, "2026-01-12T00:01:00Z");
    }
    assertThat(yard.runs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "P7D, 2026-01-07T12:00:00Z, 2025-12-29, 2026-01-05",
    "P7D, 2026-01-05T00:00:00Z, 2025-12-29, 2026-01-05",
    "P7D, 2026-01-04T23:59:59Z, 2025-12-22, 2025-12-29",
    "P1D, 2026-01-07T12:00:00Z, 2026-01-06, 2026-01-07",
    "P1M, 2026-03-31T12:00:00Z, 2026-02-01, 2026-03-01",
    "P3M, 2026-03-31T12:00:00Z, 2025-10-01, 2026-01-01",
    "P1Y, 2026-03-31T12:00:00Z, 2025-01-01, 2026-01-01",
    "P7D, 2001-03-05T00:00:00Z, 2001-02-26, 2001-03-05",
    "P7D, 1969-12-31T00:00:00Z, 1969-12-22, 1969-12-29",
  })
  void windows_latest_isTheLastThatHasEnded(Period length, Instant now, String from, String to) {
    Windows.Window window = Windows.latest(length, now);
    assertThat(window.from()).isEqualTo(from + "T00:00:00Z");
    assertThat(window.to()).isEqualTo(to + "T00:00:00Z");
    assertThat(Windows.isLong(length, window.from(), window.to())).isTrue();
  }

  private void examine(String model, Instant from, Instant to) {
    examined.add(model + " " + from + ".." + to);
    Double value = calibration.get(from);
    if (value != null) {
      yard.findings.record(
          new Finding(
              Id.at(to),
              model,
              1,
              from,
              to,
              clock.instant(),
              10,
              10,
              Map.of("calibration", value),
              Map.of()));
    }
  }

  private String standing() {
    return new Standings(yard.setup)
        .of(yard.setup.triggers().activations().getFirst())
        .getFirst()
        .now();
  }

  private static PipelineSpec watched(TriggerOptions options, Optional<String> model) {
    return Yard.saying(
        "p", new Performance("calibration", List.of(0.8, 1.25), Period.ofDays(7), model, options));
  }
}
