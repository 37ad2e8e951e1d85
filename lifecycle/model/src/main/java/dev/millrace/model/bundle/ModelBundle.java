package dev.millrace.model.bundle;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.ModelRuntime;
import dev.millrace.model.predict.Predictor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model and everything needed to serve and watch it, in one directory:
 *
 * <ul>
 *   <li>{@code model.onnx}: transform and model in one graph, raw features in, predictions out;
 *   <li>{@code signature.json}: what the graph takes and gives;
 *   <li>{@code schema.yaml}: what the data should look like;
 *   <li>{@code statistics.json}: of the training data, the monitor's baseline;
 *   <li>{@code samples.json}: a few rows to try it with;
 *   <li>{@code trainer.bin}: the trainer's own file of the model, to train on from; only if it has
 *       one;
 *   <li>{@code transform.onnx} and {@code transform.json}: the {@link KeptTransform}, its features
 *       as they were declared and its signature; only if there is one;
 *   <li>{@code bundle.json}: the {@link Manifest}, with a digest of each file.
 * </ul>
 *
 * <p>Its bytes depend on content only: no time, run or duration is inside.
 *
 * @param predictor of the graph, compiled and ready
 */
public record ModelBundle(Manifest manifest, Contents contents, Predictor predictor) {

  /** A file of a bundle has no more. */
  public static final long MOST_FILE_BYTES = BundleFiles.MOST_BYTES;

  private static final List<String> LISTED =
      List.of(
          BundleFiles.GRAPH,
          BundleFiles.IMPORTANCE,
          BundleFiles.SAMPLES,
          BundleFiles.SCHEMA,
          BundleFiles.SIGNATURE,
          BundleFiles.STATISTICS);

  private static final List<String> OPTIONAL =
      List.of(BundleFiles.TRAINER, BundleFiles.TRANSFORM, BundleFiles.TRANSFORM_GRAPH);

  /**
   * Reads a bundle and checks all of it: format, digests, limits, the graph against the signature,
   * the samples.
   *
   * @throws UserError naming the file and what is wrong with it
   */
  public static ModelBundle open(Path directory) throws IOException {
    BundleFiles files = new BundleFiles(directory).read(BundleFiles.MANIFEST);
    JsonNode said = files.json(BundleFiles.MANIFEST);
    requireFormat(directory, said);
    files.put(BundleFiles.MANIFEST, withRuntime(said));
    Manifest manifest = files.record(BundleFiles.MANIFEST, Manifest.class);
    BundleFiles listed = new BundleFiles(directory);
    for (String name : LISTED) {
      listed.read(name);
    }
    for (String name : OPTIONAL) {
      if (manifest.files().containsKey(name)) {
        listed.read(name);
      }
    }
    requireDigests(directory, manifest.files(), listed.digests());
    Contents contents =
        new Contents(
            manifest.trainer(),
            manifest.task(),
            manifest.label(),
            manifest.classes(),
            manifest.features(),
            listed.bytes(BundleFiles.GRAPH),
            listed.record(BundleFiles.SIGNATURE, Signature.class),
            listed.text(BundleFiles.SCHEMA),
            listed.text(BundleFiles.STATISTICS),
            listed.json(BundleFiles.IMPORTANCE),
            listed.json(BundleFiles.SAMPLES).values().stream().toList(),
            continuation(listed));
    return checked(
        manifest,
        contents,
        Predictor.of(contents.graph(), contents.signature(), manifest.runtime()));
  }

  /**
   * Writes a bundle into a directory; one that {@link #open} would refuse is not written. What will
   * compute the graph is decided here: our kernels, unless it has operators that they do not.
   *
   * @throws UserError if graph, signature and samples do not fit together
   */
  public static ModelBundle write(Path directory, Contents contents) throws IOException {
    return write(directory, contents, Predictor.chosen(contents.graph(), contents.signature()));
  }

  /**
   * As {@link #write(Path, Contents)}, where the graph is compiled already.
   *
   * @param predictor of the contents' graph, as {@link Predictor#chosen} makes it
   */
  public static ModelBundle write(Path directory, Contents contents, Predictor predictor)
      throws IOException {
    ArrayNode samples = Json.array();
    contents.samples().forEach(samples::add);
    BundleFiles files =
        new BundleFiles(directory)
            .put(BundleFiles.GRAPH, contents.graph())
            .put(BundleFiles.IMPORTANCE, contents.importance())
            .put(BundleFiles.SAMPLES, samples)
            .put(BundleFiles.SCHEMA, contents.schema().getBytes(StandardCharsets.UTF_8))
            .put(BundleFiles.SIGNATURE, contents.signature().toJson())
            .put(BundleFiles.STATISTICS, contents.statistics().getBytes(StandardCharsets.UTF_8));
    put(contents.continuation(), files);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            predictor.runtime(),
            contents.trainer(),
            contents.task(),
            contents.label(),
            contents.classes(),
            outputs(contents.signature()),
            contents.features(),
            files.digests());
    ModelBundle bundle = checked(manifest, contents, predictor);
    files.put(BundleFiles.MANIFEST, Json.tree(manifest)).write();
    return bundle;
  }

  /** What {@code transform.json} says of {@code transform.onnx}. */
  private record TransformFile(JsonNode features, Signature signature) {}

  private static void put(Continuation continuation, BundleFiles files) {
    continuation.trainerFile().ifPresent(bytes -> files.put(BundleFiles.TRAINER, bytes));
    continuation
        .transform()
        .ifPresent(
            transform ->
                files
                    .put(BundleFiles.TRANSFORM_GRAPH, transform.onnx())
                    .put(
                        BundleFiles.TRANSFORM,
                        Json.tree(new TransformFile(transform.features(), transform.signature()))));
  }

  private static Continuation continuation(BundleFiles files) {
    Optional<byte[]> trainer =
        files.has(BundleFiles.TRAINER)
            ? Optional.of(files.bytes(BundleFiles.TRAINER))
            : Optional.empty();
    if (!files.has(BundleFiles.TRANSFORM) || !files.has(BundleFiles.TRANSFORM_GRAPH)) {
      return new Continuation(trainer, Optional.empty());
    }
    TransformFile said = files.record(BundleFiles.TRANSFORM, TransformFile.class);
    return new Continuation(
        trainer,
        Optional.of(
            new KeptTransform(
                files.bytes(BundleFiles.TRANSFORM_GRAPH), said.signature(), said.features())));
  }

  public Signature signature() {
    return contents.signature();
  }

  private static ModelBundle checked(Manifest manifest, Contents contents, Predictor predictor) {
    Signature signature = contents.signature();
    if (!outputs(signature).equals(manifest.outputs())) {
      throw UserError.failure(
          "the bundle's manifest lists outputs "
              + manifest.outputs()
              + ", its signature "
              + outputs(signature));
    }
    requireObject(contents.statistics());
    predictor.predict(RowCodec.ofInputs(signature).decode(contents.samples()));
    return new ModelBundle(manifest, contents, predictor);
  }

  /** What is in it is for its readers to check: few of a bundle's need it, and it may be long. */
  private static void requireObject(String statistics) {
    boolean object;
    try (JsonParser parser = Json.mapper().createParser(statistics)) {
      object = parser.nextToken() == JsonToken.START_OBJECT;
      parser.skipChildren();
      object &= parser.nextToken() == null;
    } catch (JacksonException e) {
      throw UserError.failure(
              "the bundle's %s is not JSON: %s"
                  .formatted(BundleFiles.STATISTICS, e.getOriginalMessage()))
          .causedBy(e);
    }
    if (!object) {
      throw UserError.failure(
          "the bundle's %s is not a JSON object".formatted(BundleFiles.STATISTICS));
    }
  }

  /** Bundles from before there was a choice do not say what computes them. */
  private static JsonNode withRuntime(JsonNode manifest) {
    return manifest instanceof ObjectNode object && !object.has(ModelRuntime.PROPERTY)
        ? object.deepCopy().put(ModelRuntime.PROPERTY, ModelRuntime.JAVA.text())
        : manifest;
  }

  /** The format is read first, so that a bundle of a later one is named as such. */
  private static void requireFormat(Path directory, JsonNode manifest) {
    int format = manifest.path("format").asInt(0);
    if (format != Manifest.FORMAT) {
      throw UserError.failure(
              "the bundle "
                  + directory
                  + " has format "
                  + manifest.path("format")
                  + "; this version reads "
                  + Manifest.FORMAT)
          .hint("use the version of Millrace that wrote it, or make it again");
    }
  }

  private static void requireDigests(
      Path directory, SortedMap<String, String> expected, SortedMap<String, String> found) {
    if (!expected.keySet().equals(found.keySet())) {
      throw UserError.failure(
          "the manifest of bundle "
              + directory
              + " lists "
              + expected.keySet()
              + "; expected "
              + found.keySet());
    }
    for (String name : found.keySet()) {
      if (!Objects.equals(expected.get(name), found.get(name))) {
        throw UserError.failure(
                directory.resolve(name)
                    + " is damaged: its SHA-256 is "
                    + found.get(name)
                    + ", the manifest says "
                    + expected.get(name))
            .hint("take the bundle from where it was made again");
      }
    }
  }

  private static List<String> outputs(Signature signature) {
    return signature.outputs().stream().map(Field::name).toList();
  }
}
