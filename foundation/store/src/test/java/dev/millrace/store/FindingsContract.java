package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.core.value.Id;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What monitoring found. */
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
