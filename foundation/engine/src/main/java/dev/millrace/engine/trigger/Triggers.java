package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.FindingSink.Finding;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.Firing;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether what monitoring found should start a pipeline, for those who ask once, such as a
 * replay. A {@link Scheduler} asks again and again, about triggers of all kinds.
 *
 * <p>A trigger looks at the newest window of its length that has what it asks for and that ended by
 * the given moment. A firing is named after pipeline, trigger and window, so the same window fires
 * once however often it is looked at. Firing and run are two records: {@link #record} keeps the
 * firing, then a run is started under its key. If the process dies between the two, the firing is
 * due again; if it dies later, the run is there to be resumed. Either way there is one run.
 */
public final class Triggers {

  private final MetadataStore store;
  private final FindingSink findings;
  private final Clock clock;

  public Triggers(MetadataStore store, FindingSink findings, Clock clock) {
    this.store = store;
    this.findings = findings;
    this.clock = clock;
  }

  /**
   * The first of a pipeline's triggers, in the order of its file, that says the pipeline should run
   * now.
   *
   * @param model whose traffic counts
   * @param asOf the moment that is asked about: windows that end later are not seen
   * @return with the reason in words; not yet recorded, or recorded and without a run
   */
  public Optional<Firing> due(PipelineSpec pipeline, String model, Instant asOf) {
    return pipeline.triggers().stream()
        .map(FindingRule::of)
        .flatMap(Optional::stream)
        .map(rule -> due(pipeline.name(), rule, model, asOf))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Keeps a firing, before its run is started.
   *
   * @return false if it was kept before
   */
  public boolean record(Firing firing) {
    return store.recordFiring(firing);
  }

  private Optional<Firing> due(String pipeline, FindingRule rule, String model, Instant asOf) {
    Optional<Firing> latest = store.latestFiring(pipeline, rule.name());
    if (latest.isPresent() && store.findRunByKey(latest.get().idempotencyKey()).isEmpty()) {
      return latest;
    }
    if (latest.isPresent() && asOf.isBefore(latest.get().eventTime().plus(rule.cooldown()))) {
      return Optional.empty();
    }
    return FindingSource.newest(findings, rule, model, asOf)
        .flatMap(
            finding ->
                rule.reason(finding).map(reason -> firing(pipeline, rule, finding, asOf, reason)))
        .filter(firing -> store.findRunByKey(firing.idempotencyKey()).isEmpty());
  }

  private Firing firing(
      String pipeline, FindingRule rule, Finding finding, Instant asOf, String reason) {
    String key = pipeline + "/" + rule.name() + "/" + FindingSource.id(finding);
    return new Firing(pipeline, rule.name(), key, asOf, clock.instant(), reason);
  }
}
