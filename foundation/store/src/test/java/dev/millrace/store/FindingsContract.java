package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.DataFinding;
import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.port.FindingSink.Kind;
import dev.millrace.core.port.FindingSink.Moved;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What monitoring and pipelines found. */
abstract class FindingsContract extends StoreContract {
  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  void findings_ofAModel_comeBackOldestWindowFirst() {
    FindingSink findings = ((SqlMetadataStore) store).findings();
    Finding later = finding("flights", Samples.NOON.plus(WEEK));
    Finding earlier = finding("flights", Samples.NOON);
    Finding withLabels = finding("flights", Samples.NOON);
    findings.record(later);
    findings.record(earlier);
    findings.record(withLabels);
    findings.record(finding("trains", Samples.NOON));

    assertThat(findings.findings("flights")).containsExactly(earlier, withLabels, later);
    assertThat(findings.findings("boats")).isEmpty();
  }

  @Test
  void record_any_isAnEventOfTheModel() {
    ((SqlMetadataStore) store).findings().record(finding("flights", Samples.NOON));

    assertThat(store.eventsOf("flights"))
        .singleElement()
        .satisfies(event -> assertThat(event.eventTime()).isEqualTo(Samples.NOON.plus(WEEK)));
  }

  @Test
  void record_sameOfTheSameData_isKeptOnce() {
    FindingSink findings = ((SqlMetadataStore) store).findings();
    DataFinding first = dataFinding("weeks", "validate", Kind.DRIFT, "a");

    assertThat(findings.record(first)).isTrue();
    assertThat(findings.record(dataFinding("weeks", "validate", Kind.DRIFT, "a"))).isFalse();

    assertThat(findings.dataFindings("weeks")).containsExactly(first);
    assertThat(store.eventsOf("weeks")).hasSize(1);
  }

  @Test
  void record_otherDataStepKindOrPipeline_isAnotherFinding() {
    FindingSink findings = ((SqlMetadataStore) store).findings();
    List<DataFinding> all =
        List.of(
            dataFinding("weeks", "validate", Kind.DRIFT, "a"),
            dataFinding("weeks", "validate", Kind.SKEW, "a"),
            dataFinding("weeks", "validate_all", Kind.DRIFT, "a"),
            dataFinding("weeks", "validate", Kind.DRIFT, "b"));
    DataFinding elsewhere = dataFinding("days", "validate", Kind.DRIFT, "a");

    assertThat(all).allMatch(findings::record);
    assertThat(findings.record(elsewhere)).isTrue();

    assertThat(findings.dataFindings("weeks")).isEqualTo(all);
    assertThat(findings.dataFindings("days")).containsExactly(elsewhere);
    assertThat(findings.dataFindings("years")).isEmpty();
  }

  /** Two constants that differ are infinitely many standard deviations apart. */
  private static DataFinding dataFinding(String pipeline, String step, Kind kind, String data) {
    return new DataFinding(
        Id.at(Samples.NOON),
        pipeline,
        step,
        Id.at(Samples.NOON),
        kind,
        Digest.of(data),
        Digest.of("before"),
        Samples.NOON,
        Samples.NOON.plusSeconds(5),
        List.of(
            new Moved("train", "origin", "l_infinity", 0.25, 0.1, 1e-300),
            new Moved("eval", "miles", "wasserstein", Double.POSITIVE_INFINITY, 0.1, 0)));
  }

  /** With numbers that JSON cannot write: no labels yet, no variance, a vanishing denominator. */
  private static Finding finding(String model, Instant start) {
    return new Finding(
        Id.at(Samples.NOON),
        model,
        3,
        start,
        start.plus(WEEK),
        Samples.NOON,
        115_000,
        114_999,
        Map.of("calibration", 1.25, "auc", Double.NaN, "lift", Double.POSITIVE_INFINITY),
        Map.of(
            "distance", new Drift(Map.of("jensen_shannon", 0.051), 1e-12),
            "origin", new Drift(Map.of("l_infinity", 0.25), Double.NaN)));
  }
}
