package dev.millrace.core.api;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model of the registry.
 *
 * @param aliases the version each stands for now
 * @param deployed the version each environment should be serving
 * @param versions newest first
 * @param history changes of aliases, newest first
 */
public record ModelReport(
    String name,
    Map<String, Integer> aliases,
    Map<String, Integer> deployed,
    List<Version> versions,
    List<AliasChange> history) {

  /**
   * @param blessing why it was let in
   */
  public record Version(
      int version, String digest, Id run, Instant asOf, Instant recordedAt, String blessing) {}

  /**
   * @param version what it stands for from then on; empty if it was taken away
   */
  public record AliasChange(
      String alias, Optional<Integer> version, Instant eventTime, String actor) {}
}
