package dev.millrace.store;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which artifacts are meant: those that fit all that is said here, in an order, the first few of
 * them.
 *
 * @param type as stored, such as {@code Examples/1}
 * @param pipeline whose step made it
 * @param step of that pipeline that made it, by its path
 * @param properties that it has, with these values
 * @param verdict that was passed on its content
 * @param asOf nothing is seen that a run as of later has made, no verdict and no span that ends
 *     later
 * @param skip how many of the first are left out
 * @param limit how many there are at most
 */
public record ArtifactQuery(
    String type,
    Optional<String> pipeline,
    Optional<String> step,
    Map<String, JsonNode> properties,
    Optional<Verdict> verdict,
    Instant asOf,
    Order order,
    int skip,
    int limit) {

  /** What comes first. */
  public enum Order {
    /** What the run with the latest as-of time has made; of one time, what was made last. */
    NEWEST,
    /**
     * The latest by its properties {@code span_end} and {@code span_start}, which are days or
     * instants in ISO 8601; of each span only the newest.
     */
    LATEST_SPAN
  }

  /**
   * That an artifact with a property was made by an execution that read the artifact in question,
   * or the same content.
   *
   * @param input by whose name it was read: an evaluation reads the baseline too, and does not
   *     judge it
   * @param type of the artifact that is the verdict
   */
  public record Verdict(String input, String type, String property, JsonNode value) {}

  public ArtifactQuery {
    properties = Map.copyOf(properties);
    if (step.isPresent() && pipeline.isEmpty()) {
      throw new IllegalArgumentException("a step is one of a pipeline: " + step.get());
    }
  }

  /** The newest artifact of a type. */
  public static ArtifactQuery newest(ArtifactType<? extends Artifact> type, Instant asOf) {
    return new ArtifactQuery(
        type.toString(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        asOf,
        Order.NEWEST,
        0,
        1);
  }

  /** The newest model that an evaluation has blessed. */
  public static ArtifactQuery newestBlessed(Instant asOf) {
    ArtifactQuery models = newest(Model.TYPE, asOf);
    Verdict blessed =
        new Verdict("model", ModelBlessing.TYPE.toString(), "blessed", Json.tree(true));
    return new ArtifactQuery(
        models.type,
        models.pipeline,
        models.step,
        models.properties,
        Optional.of(blessed),
        asOf,
        Order.NEWEST,
        0,
        1);
  }

  /** The artifacts of the latest spans that have ended, one for each. */
  public static ArtifactQuery latestSpans(
      ArtifactType<? extends Artifact> type, Instant asOf, int count) {
    ArtifactQuery newest = newest(type, asOf);
    return new ArtifactQuery(
        newest.type,
        newest.pipeline,
        newest.step,
        newest.properties,
        newest.verdict,
        asOf,
        Order.LATEST_SPAN,
        0,
        count);
  }

  public ArtifactQuery ofPipeline(String name) {
    return new ArtifactQuery(
        type, Optional.of(name), step, properties, verdict, asOf, order, skip, limit);
  }

  public ArtifactQuery ofStep(String pipelineName, String path) {
    return new ArtifactQuery(
        type,
        Optional.of(pipelineName),
        Optional.of(path),
        properties,
        verdict,
        asOf,
        order,
        skip,
        limit);
  }

  public ArtifactQuery with(String property, Object value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(properties);
    more.put(property, Json.tree(value));
    return new ArtifactQuery(type, pipeline, step, more, verdict, asOf, order, skip, limit);
  }

  public ArtifactQuery skipping(int count) {
    return new ArtifactQuery(type, pipeline, step, properties, verdict, asOf, order, count, limit);
  }

  public ArtifactQuery atMost(int count) {
    return new ArtifactQuery(type, pipeline, step, properties, verdict, asOf, order, skip, count);
  }
}
