package dev.millrace.core.api;

import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.core.port.Origins.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What there is to know of a version of a model before using it, as far as it follows from what the
 * model was made of: who made it, when, and what stands for it now is in {@link ModelCardReport}.
 *
 * @param evaluation that its blessing was decided on
 * @param importance of what the transform makes of the inputs, the largest first
 * @param missing what the card cannot tell and why, a sentence each
 */
public record CardContent(
    Subject subject,
    Use use,
    Data data,
    Optional<Figures> evaluation,
    List<Importance> importance,
    Provenance provenance,
    List<String> missing) {

  /**
   * Which version it is, and what kind of model.
   *
   * @param inputs by name, with their types
   */
  public record Subject(
      String model,
      int version,
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
   * @param pipeline the description in the pipeline file
   * @param readme of the project
   */
  public record Use(String pipeline, Optional<Readme> readme) {}

  /**
   * @param source where the text is from
   * @param digest the SHA-256 of the file as it was read
   * @param text in Markdown: the section on intended use, or the beginning
   */
  public record Readme(String source, String digest, String text) {}

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
   * @param slices the largest, the largest first, and those that thresholds are on
   * @param slicesInAll how many the evaluation has
   * @param worst slices of those that are worse than all rows, by the chief metric, the worst first
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
      int slicesInAll,
      List<Slice> worst,
      List<Found> found,
      List<Bin> calibration) {}

  /**
   * @param low bound of its interval; absent where there is none
   * @param high bound of its interval; absent likewise
   */
  public record Metric(String name, double value, Optional<Double> low, Optional<Double> high) {}

  /** Some of the rows, with those metrics that matter first and those that thresholds are on. */
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
   * @param pipeline whose run made it; empty if that is not known, as are the four after it
   * @param pipelineDigest of the pipeline as it was compiled
   * @param params of the run that made it
   * @param steps that led to the model, in their order
   * @param artifacts that they made, by {@code step.output}, and those that it was judged by, with
   *     the SHA-256 of each
   * @param files the SHA-256 of each file of the bundle
   */
  public record Provenance(
      String bundle,
      Optional<String> pipeline,
      Optional<String> pipelineDigest,
      Map<String, JsonNode> params,
      List<Step> steps,
      SequencedMap<String, String> artifacts,
      Map<String, String> files) {}
}
