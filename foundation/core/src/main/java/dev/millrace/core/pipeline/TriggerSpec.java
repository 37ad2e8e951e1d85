package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Period;
import java.util.List;
import java.util.SequencedMap;

/** What starts a run by itself, once activated in an environment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TriggerSpec.Schedule.class, name = "schedule"),
  @JsonSubTypes.Type(value = TriggerSpec.NewSpan.class, name = "new_span"),
  @JsonSubTypes.Type(value = TriggerSpec.Performance.class, name = "performance"),
  @JsonSubTypes.Type(value = TriggerSpec.Drift.class, name = "drift")
})
public sealed interface TriggerSpec {

  /** A cron expression in a time zone. */
  record Schedule(String cron, String zone) implements TriggerSpec {}

  /** A span that the ingest step has not seen. */
  record NewSpan(String step) implements TriggerSpec {}

  /**
   * A metric of served predictions outside a band.
   *
   * @param outside the band, lower and upper bound: inside is well
   * @param window what is scored
   * @param cooldown no second firing within it
   */
  record Performance(String metric, List<Double> outside, Period window, Period cooldown)
      implements TriggerSpec {}

  /**
   * Requests distributed unlike the training data: both large enough and not chance.
   *
   * @param effect least distance by its measure, such as {@code jensen_shannon: 0.05}
   * @param falseDiscoveryRate across the features, by Benjamini and Hochberg
   */
  record Drift(
      SequencedMap<String, Double> effect,
      double falseDiscoveryRate,
      Period window,
      Period cooldown)
      implements TriggerSpec {}
}
