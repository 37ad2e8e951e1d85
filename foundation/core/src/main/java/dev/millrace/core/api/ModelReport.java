package dev.millrace.core.api;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of the registry.
 *
 * @param asOf the time it is told of; now, if empty
 * @param aliases the version each stands for
 * @param deployed the version each environment should be serving
 * @param versions newest first
 * @param history changes of aliases, newest first
 */
public record ModelReport(
    String name,
    String description,
    Map<String, String> tags,
    Optional<Instant> asOf,
    Map<String, Integer> aliases,
    Map<String, Integer> deployed,
    List<Version> versions,
    List<AliasChange> history) {

  /**
   * A version.
   *
   * @param digest of the bundle's content
   * @param bytes of the bundle's files
   * @param runtime what computes its predictions: {@code java} or {@code onnxruntime}
   * @param blessing why it was let in
   * @param metrics of its evaluation
   */
  public record Version(
      int version,
      String description,
      Map<String, String> tags,
      String digest,
      long bytes,
      String runtime,
      Instant asOf,
      Instant recordedAt,
      String blessing,
      Map<String, Double> metrics,
      Provenance provenance) {}

  /**
   * Where a version comes from. {@code lineage} leads from each of these to all that went into it.
   *
   * @param run that registered it
   * @param trigger what started the run
   * @param reason of the trigger, in words
   * @param bundle the artifact
   * @param blessing the artifact
   * @param evaluation the artifact that the blessing was decided on
   * @param card the newest of its cards, if a step has written one
   */
  public record Provenance(
      Id run,
      String pipeline,
      String trigger,
      String reason,
      String actor,
      Id bundle,
      Optional<Id> blessing,
      Optional<Id> evaluation,
      Optional<Id> card) {}

  /**
   * An entry of an alias's history.
   *
   * @param version what it stands for from then on; empty if it was taken away
   * @param run that made the change; empty if a person did
   * @param rollback true if it went back to what it was before
   * @param evidence of the version
   */
  public record AliasChange(
      String alias,
      Optional<Integer> version,
      Instant eventTime,
      Instant recordedAt,
      String actor,
      Optional<Id> run,
      String reason,
      boolean rollback,
      Optional<Evidence> evidence) {}

  /**
   * Why a version may be what it is promoted to.
   *
   * @param run that registered it
   * @param blessing the artifact
   * @param evaluation the artifact
   * @param why the blessing's reason
   */
  public record Evidence(Id run, Optional<Id> blessing, Optional<Id> evaluation, String why) {}
}
