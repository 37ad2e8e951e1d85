package dev.millrace.core.api;

import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's card, with what the home knows of the version besides.
 *
 * @param stored the artifact that it is from; absent if no step has written one, and it was made
 *     for this answer
 * @param page that was written
 */
public record ModelCardReport(
    CardContent card, Circumstances circumstances, Optional<Id> stored, Optional<String> page) {

  /**
   * What is no part of the content: who made the model and when, and what was said of it since.
   *
   * @param aliases that stand for the version now
   * @param purpose what people noted of the model, whatever the version
   * @param description what they noted of this version
   * @param run that made it
   * @param runTags such as the commit of its sources, if the run has any
   */
  public record Circumstances(
      List<String> aliases,
      String purpose,
      String description,
      Map<String, String> tags,
      Id run,
      String trigger,
      String actor,
      Instant asOf,
      String reason,
      Map<String, String> runTags) {}
}
