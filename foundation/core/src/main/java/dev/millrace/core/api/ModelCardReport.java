package dev.millrace.core.api;

import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.core.value.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What there is to know of a version of a model before using it, all from what is kept of it.
 *
 * @param evaluation that its blessing was decided on
 * @param importance of what the transform makes of the inputs, the largest first
 * @param missing what the card cannot tell and why, a sentence each
 * @param page that was written
 */
public record ModelCardReport(
    Subject subject,
    Use use,
    Data data,
    Optional<Figures> evaluation,
    List<Importance> importance,
    Provenance provenance,
    List<String> missing,
    Optional<String> page) {

  /**
   * Which version it is, and what kind of model.
   *
   * @param aliases that stand for it now
   * @param inputs by name, with their types
   */
  public record Subject(
      String model,
      int version,
      String description,
      Map<String, String> tags,
      List<String> aliases,
      String task,
      String label,
      List<String> classes,
      String trainer,
      String runtime,
      SequencedMap<String, String> inputs,
      SequencedMap<String, String> outputs) {}

  /**
   * What it is for, in the words of its makers.
   *
   * @param model what people noted of the model
   * @param pipeline the description in the pipeline file
   * @param readme beside the pipeline file
   */
  public record Use(String model, String pipeline, Optional<Readme> readme) {}

  /**
   * @param source where the text is from, and of when
   * @param text in Markdown: the section on intended use, or the beginning
   */
  public record Readme(String source, String text) {}

  /**
   * What it was trained on.
   *
   * @param rows by split
   * @param spans which parts of the source were read, if it has any
   * @param rejected rows that could not be read, and are in no figure
   * @param training the features of the rows it learnt from
   * @param schema that they were held to, as YAML
   */
  public record Data(
      SequencedMap<String, Long> rows,
      Optional<String> spans,
      Optional<Long> rejected,
      List<Feature> training,
      String schema) {}

  /**
   * How good it was found to be.
   *
   * @param confidence of all intervals
   * @param chief the metric that slices are shown and ranked by
   * @param lowerIsBetter of the chief metric
   * @param worst slices, by the chief metric, the worst first
   * @param found slices that a search found, on which the model is significantly worse
   * @param calibration rows of neighbouring predictions: what was predicted, and what happened
   */
  public record Figures(
      String split,
      long rows,
      double confidence,
      String chief,
      boolean lowerIsBetter,
      List<Metric> metrics,
      List<Slice> slices,
      List<Slice> worst,
      List<Found> found,
      List<Bin> calibration) {}

  /**
   * @param low bound of its interval; absent where there is none
   * @param high bound of its interval; absent likewise
   */
  public record Metric(String name, double value, Optional<Double> low, Optional<Double> high) {}

  /** Some of the rows, with all metrics they define. */
  public record Slice(String name, List<Metric> metrics) {

    /** The metric of a name, if the slice has it. */
    public Optional<Metric> metric(String name) {
      return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }
  }

  /** A slice that was found, with the mean loss in it and of all other rows. */
  public record Found(String name, long rows, double lossIn, double lossOut) {}

  public record Bin(long rows, double prediction, double label) {}

  /** The mean absolute SHAP value of a feature, in units of the model's margin. */
  public record Importance(String feature, double meanAbsoluteShap) {}

  /**
   * Where it comes from, down to digests.
   *
   * @param bundle the SHA-256 of the version's content
   * @param pipelineDigest of the pipeline as it was compiled
   * @param runTags such as the commit of its sources, if the run has any
   * @param files the SHA-256 of each file of the bundle
   * @param steps that led to the model, in their order
   * @param artifacts that they made, by {@code step.output}, with the SHA-256 of each
   */
  public record Provenance(
      String bundle,
      Id run,
      String pipeline,
      String pipelineDigest,
      String trigger,
      String actor,
      Instant asOf,
      String reason,
      Map<String, JsonNode> runParams,
      Map<String, String> runTags,
      Map<String, String> files,
      List<Step> steps,
      SequencedMap<String, String> artifacts) {}

  /**
   * @param code its digest
   * @param outside what it read that is not of the store, by a digest or in words
   * @param params as JSON, or by their digest where they are long
   */
  public record Step(
      String step, String component, String code, String outside, Map<String, String> params) {}
}
