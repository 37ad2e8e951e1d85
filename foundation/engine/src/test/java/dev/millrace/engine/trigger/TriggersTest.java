package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.value.Id;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.NewRun;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggersTest {

  private static final Instant WEEK_9 = Instant.parse("2001-03-12T00:00:00Z");
  private static final Instant WEEK_10 = Instant.parse("2001-03-19T00:00:00Z");
  private static final Instant WEEK_11 = Instant.parse("2001-03-26T00:00:00Z");
  private static final TriggerSpec CALIBRATION =
      new TriggerSpec.Performance(
          "calibration",
          List.of(0.8, 1.25),
          Period.ofDays(7),
          TriggerOptions.NONE.cooldown(Duration.ofDays(14)));
  private static final TriggerSpec DRIFT =
      new TriggerSpec.Drift(
          new LinkedHashMap<>(Map.of("jensen_shannon", 0.05)),
          0.01,
          Period.ofDays(7),
          TriggerOptions.NONE.cooldown(Duration.ofDays(7)));

  @TempDir Path home;
  private final Sink sink = new Sink();
  private MetadataStore store;
  private Triggers triggers;

  @BeforeEach
  void open() {
    store =
        SqlMetadataStore.open(
            Home.open(home), Clock.fixed(WEEK_11, ZoneOffset.UTC), Clock.systemUTC());
    triggers = new Triggers(store, sink, Clock.fixed(WEEK_11, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void due_metricOutsideItsBand_saysWhyWithFigures() {
    sink.record(calibration(WEEK_9, WEEK_10, 1.3149));

    Firing firing = due(CALIBRATION, WEEK_10).orElseThrow();

    assertThat(firing.reason())
        .isEqualTo(
            "calibration 1.31 is outside 0.80–1.25 in 2001-03-12…2001-03-19 (11,512 labels)");
    assertThat(firing.eventTime()).isEqualTo(WEEK_10);
    assertThat(firing.trigger()).isEqualTo("performance.calibration");
  }

  @Test
  void due_metricJustOutside_doesNotReadLikeTheBound() {
    sink.record(calibration(WEEK_9, WEEK_10, 1.25004));

    assertThat(due(CALIBRATION, WEEK_10).orElseThrow().reason())
        .startsWith("calibration 1.25004 is outside 0.80–1.25");
  }

  @Test
  void due_metricOnTheBound_isEmpty() {
    sink.record(calibration(WEEK_9, WEEK_10, 1.25));

    assertThat(due(CALIBRATION, WEEK_10)).isEmpty();
  }

  @Test
  void due_windowThatEndsLater_isNotSeen() {
    sink.record(calibration(WEEK_9, WEEK_10, 2));

    assertThat(due(CALIBRATION, WEEK_10.minusSeconds(1))).isEmpty();
  }

  @Test
  void due_windowOfAnotherLength_isNotSeen() {
    sink.record(calibration(WEEK_9, WEEK_9.plus(Duration.ofDays(1)), 2));

    assertThat(due(CALIBRATION, WEEK_10)).isEmpty();
  }

  @Test
  void due_newerWindowIsWell_isEmpty() {
    sink.record(calibration(WEEK_9, WEEK_10, 2));
    sink.record(calibration(WEEK_10, WEEK_11, 1));

    assertThat(due(CALIBRATION, WEEK_11)).isEmpty();
  }

  @Test
  void due_windowScoredAgain_takesTheLastWord() {
    sink.record(calibration(WEEK_9, WEEK_10, 2));
    sink.record(calibration(WEEK_9, WEEK_10, 1));

    assertThat(due(CALIBRATION, WEEK_10)).isEmpty();
  }

  @Test
  void due_withinCooldown_isEmptyAndAfterItFiresAgain() {
    sink.record(calibration(WEEK_9, WEEK_10, 2));
    Firing first = due(CALIBRATION, WEEK_10).orElseThrow();
    triggers.record(first);
    run(first);
    sink.record(calibration(WEEK_10, WEEK_11, 2));

    assertThat(due(CALIBRATION, WEEK_11)).isEmpty();
    assertThat(due(CALIBRATION, WEEK_10.plus(Duration.ofDays(14)))).isPresent();
  }

  @Test
  void due_sameWindowAfterCooldown_isEmpty() {
    sink.record(calibration(WEEK_9, WEEK_10, 2));
    Firing first = due(CALIBRATION, WEEK_10).orElseThrow();
    triggers.record(first);
    run(first);

    assertThat(due(CALIBRATION, WEEK_10.plus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void due_recordedFiringWithoutRun_isDueAgain() {
    sink.record(calibration(WEEK_9, WEEK_10, 2));
    Firing first = due(CALIBRATION, WEEK_10).orElseThrow();
    triggers.record(first);

    assertThat(due(CALIBRATION, WEEK_11)).contains(first);
    assertThat(triggers.record(first)).isFalse();
  }

  @Test
  void due_farButByChance_isEmpty() {
    sink.record(drift(Map.of("origin", moved(0.2, 0.02))));

    assertThat(due(DRIFT, WEEK_10)).isEmpty();
  }

  @Test
  void due_significantButNotFar_isEmpty() {
    sink.record(drift(Map.of("origin", moved(0.01, 1e-12))));

    assertThat(due(DRIFT, WEEK_10)).isEmpty();
  }

  @Test
  void due_oneAmongManyFeaturesBelowItsOwnRateOnly_isEmpty() {
    sink.record(
        drift(
            Map.of(
                "origin", moved(0.2, 0.008),
                "hour", moved(0.01, 0.5),
                "weekday", moved(0.01, 0.6))));

    assertThat(due(DRIFT, WEEK_10)).isEmpty();
  }

  @Test
  void due_farAndNotByChance_namesTheFarthest() {
    sink.record(
        drift(
            Map.of(
                "origin", moved(0.0812, 1e-9),
                "hour", moved(0.06, 1e-5),
                "weekday", moved(0.01, 0.5))));

    assertThat(due(DRIFT, WEEK_10).orElseThrow().reason())
        .isEqualTo(
            "drift of origin and 1 more: jensen_shannon 0.08, limit 0.05; p = 1.0E-9, "
                + "false-discovery rate 0.01; in 2001-03-12…2001-03-19 (115,000 predictions)");
  }

  private Optional<Firing> due(TriggerSpec trigger, Instant asOf) {
    return triggers.due(pipeline(trigger), "flights", asOf);
  }

  private static PipelineSpec pipeline(TriggerSpec trigger) {
    return PipelineSpec.of(
        "flight_delays", "", new LinkedHashMap<>(), new LinkedHashMap<>(), List.of(trigger));
  }

  private void run(Firing firing) {
    PipelineSpec spec = pipeline(CALIBRATION);
    store.createRun(
        new NewRun(
            "default",
            "default",
            spec.name(),
            spec.toJson(),
            spec.digest(),
            Map.of(),
            List.of(),
            "trigger",
            firing.eventTime(),
            firing.recordedAt(),
            firing.trigger(),
            firing.reason(),
            Optional.of(firing.idempotencyKey()),
            "/",
            Map.of()));
  }

  private Finding calibration(Instant start, Instant end, double value) {
    return finding(start, end, Map.of("calibration", value), Map.of());
  }

  private Finding drift(Map<String, Drift> drift) {
    return finding(WEEK_9, WEEK_10, Map.of(), drift);
  }

  private static Drift moved(double effect, double pValue) {
    return new Drift(Map.of("jensen_shannon", effect), pValue);
  }

  private Finding finding(
      Instant start, Instant end, Map<String, Double> performance, Map<String, Drift> drift) {
    Instant recordedAt = end.plusSeconds(sink.kept.size());
    return new Finding(
        Id.at(recordedAt),
        "flights",
        1,
        start,
        end,
        recordedAt,
        115_000,
        11_512,
        performance,
        drift);
  }

  /** Findings in memory. */
  private static final class Sink implements FindingSink {
    private final List<Finding> kept = new ArrayList<>();

    @Override
    public void record(Finding finding) {
      kept.add(finding);
    }

    @Override
    public boolean record(DataFinding finding) {
      throw new UnsupportedOperationException("nobody looks at data here");
    }

    @Override
    public List<DataFinding> dataFindings(String pipeline) {
      return List.of();
    }

    @Override
    public List<Finding> findings(String model) {
      return kept.stream().filter(finding -> finding.model().equals(model)).toList();
    }
  }
}
