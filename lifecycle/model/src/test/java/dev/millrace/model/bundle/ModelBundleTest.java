package dev.millrace.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.model.predict.ModelRuntime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ModelBundleTest {

  @TempDir Path directory;
  private Contents contents;

  @BeforeEach
  void writeBundle() throws IOException {
    contents = contents();
    ModelBundle.write(directory, contents);
  }

  @Test
  void open_ofWritten_hasTheSameContents() throws IOException {
    ModelBundle bundle = ModelBundle.open(directory);

    assertThat(bundle.manifest().trainer()).isEqualTo("none");
    assertThat(bundle.manifest().task()).isEqualTo(Task.BINARY);
    assertThat(bundle.manifest().outputs()).containsExactly("late");
    assertThat(bundle.signature()).isEqualTo(contents.signature());
    assertThat(bundle.contents().schema()).isEqualTo(contents.schema());
    assertThat(bundle.contents().statistics()).isEqualTo(contents.statistics());
    assertThat(bundle.contents().samples()).isEqualTo(contents.samples());
    var rows = RowCodec.ofInputs(bundle.signature()).decode(bundle.contents().samples());
    Column late = bundle.predictor().predict(rows).column("late");
    assertThat(((Column.Doubles) late).values()).containsExactly(0.5);
  }

  @Test
  void write_twice_givesTheSameBytes(@TempDir Path other) throws IOException {
    ModelBundle.write(other, contents());

    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertThat(other.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.onnx",
        "signature.json",
        "schema.yaml",
        "statistics.json",
        "samples.json",
        "bundle.json"
      })
  void open_fileGone_namesIt(String name) throws IOException {
    Files.delete(directory.resolve(name));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no file " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model.onnx", "signature.json", "schema.yaml", "statistics.json", "samples.json"})
  void open_oneBitFlipped_namesTheFile(String name) throws IOException {
    Path file = directory.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(name + " is damaged: its SHA-256 is");
  }

  @Test
  void open_trainerFile_isReadAndHeldToItsDigest(@TempDir Path other) throws IOException {
    byte[] saved = {1, 2, 3};
    ModelBundle.write(other, with(new Continuation(Optional.of(saved), Optional.empty())));
    assertThat(ModelBundle.open(other).contents().continuation().trainerFile()).contains(saved);
    assertThat(ModelBundle.open(directory).contents().continuation().trainerFile()).isEmpty();

    Path file = other.resolve("trainer.bin");
    Files.write(file, new byte[] {1, 2});
    assertThatThrownBy(() -> ModelBundle.open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("trainer.bin is damaged: its SHA-256 is");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(ModelBundle.MOST_FILE_BYTES + 1);
    }
    assertThatThrownBy(() -> ModelBundle.open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("trainer.bin has 67108865 bytes; at most");
    Files.delete(file);
    assertThatThrownBy(() -> ModelBundle.open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no file trainer.bin");
  }

  @Test
  void open_keptTransform_isReadAndHeldToItsDigest(@TempDir Path other) throws IOException {
    JsonNode features = Json.parse("{\"hour\": {\"from\": \"date\", \"part\": \"hour\"}}");
    KeptTransform kept = new KeptTransform(new byte[] {1, 2}, contents.signature(), features);
    ModelBundle.write(other, with(new Continuation(Optional.empty(), Optional.of(kept))));
    assertThat(ModelBundle.open(other).contents().continuation().transform())
        .hasValueSatisfying(
            found -> {
              assertThat(found.onnx()).isEqualTo(kept.onnx());
              assertThat(found.signature()).isEqualTo(kept.signature());
              assertThat(found.features()).isEqualTo(features);
            });
    assertThat(ModelBundle.open(directory).contents().continuation().transform()).isEmpty();

    Files.write(other.resolve("transform.onnx"), new byte[] {1, 3});
    assertThatThrownBy(() -> ModelBundle.open(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("transform.onnx is damaged: its SHA-256 is");
  }

  private Contents with(Continuation continuation) {
    return new Contents(
        contents.trainer(),
        contents.task(),
        contents.label(),
        contents.classes(),
        contents.features(),
        contents.graph(),
        contents.signature(),
        contents.schema(),
        contents.statistics(),
        contents.importance(),
        contents.samples(),
        continuation);
  }

  @Test
  void open_manifestCutShort_isRefused() throws IOException {
    Path file = directory.resolve("bundle.json");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length - 1; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> ModelBundle.open(directory)).isInstanceOf(UserError.class);
    }
  }

  @Test
  void open_manifestOfLaterFormat_saysWhichIsRead() throws IOException {
    edit(manifest -> manifest.put("format", 2));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has format 2; this version reads 1");
  }

  @Test
  void open_manifestThatNamesNoRuntime_isOfOurKernels() throws IOException {
    edit(manifest -> manifest.remove("runtime"));

    assertThat(ModelBundle.open(directory).manifest().runtime()).isEqualTo(ModelRuntime.JAVA);
  }

  @Test
  void open_manifestThatNamesOnnxRuntime_isComputedThere() throws IOException {
    edit(manifest -> manifest.put("runtime", "onnxruntime"));

    ModelBundle bundle = ModelBundle.open(directory);

    assertThat(bundle.manifest().runtime()).isEqualTo(ModelRuntime.ONNXRUNTIME);
    var rows = RowCodec.ofInputs(bundle.signature()).decode(bundle.contents().samples());
    Column late = bundle.predictor().predict(rows).column("late");
    assertThat(((Column.Doubles) late).values()).containsExactly(0.5);
  }

  @Test
  void open_manifestThatListsOtherFiles_isRefused() throws IOException {
    edit(manifest -> ((ObjectNode) manifest.get("files")).put("../../secret", "0".repeat(64)));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("../../secret");
  }

  @Test
  void open_manifestWithDigestThatIsNone_isRefused() throws IOException {
    edit(manifest -> ((ObjectNode) manifest.get("files")).put("model.onnx", "abc"));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bundle.json is damaged");
  }

  @Test
  void open_linkInsteadOfFile_isNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path moved = Files.move(directory.resolve("model.onnx"), elsewhere.resolve("model.onnx"));
    Files.createSymbolicLink(directory.resolve("model.onnx"), moved);

    assertThatThrownBy(() -> ModelBundle.open(directory)).isInstanceOf(UserError.class);
  }

  @Test
  void write_signatureOfAnotherGraph_writesNothing(@TempDir Path other) {
    Signature wrong =
        new Signature(
            List.of(new Field("distance", DataType.STRING, false)),
            contents.signature().outputs(),
            "UTC");

    assertThatThrownBy(() -> ModelBundle.write(other, with(wrong, contents.samples())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("graph and signature differ")
        .hasMessageContaining("'distance'");
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void write_sampleThatTheModelRefuses_namesTheInput(@TempDir Path other) {
    List<JsonNode> samples = List.of(Json.parse("{\"distance\": \"far\"}"));

    assertThatThrownBy(() -> ModelBundle.write(other, with(contents.signature(), samples)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("input 'distance': expected a finite number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"rows\": }", "{} {}"})
  void write_statisticsThatAreNoJsonObject_writesNothing(String statistics, @TempDir Path other) {
    assertThatThrownBy(() -> ModelBundle.write(other, withStatistics(statistics)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the bundle's statistics.json is not");
    assertThat(other).isEmptyDirectory();
  }

  private interface Edit {
    void apply(ObjectNode manifest);
  }

  private void edit(Edit edit) throws IOException {
    Path file = directory.resolve("bundle.json");
    ObjectNode manifest = (ObjectNode) Json.parse(Files.readString(file));
    edit.apply(manifest);
    Files.write(file, manifest.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Contents with(Signature signature, List<JsonNode> samples) {
    return with(signature, contents.statistics(), samples);
  }

  private Contents withStatistics(String statistics) {
    return with(contents.signature(), statistics, contents.samples());
  }

  private Contents with(Signature signature, String statistics, List<JsonNode> samples) {
    return new Contents(
        contents.trainer(),
        contents.task(),
        contents.label(),
        contents.classes(),
        contents.features(),
        contents.graph(),
        signature,
        contents.schema(),
        statistics,
        contents.importance(),
        samples);
  }

  private static Contents contents() {
    GraphBuilder graph = new GraphBuilder("flights");
    Operators op = new Operators(graph);
    Value distance = graph.input(new Field("distance", DataType.NUMBER, false));
    graph.output("late", op.sigmoid(op.cast(distance, ElementType.FLOAT)));
    return new Contents(
        "none",
        Task.BINARY,
        "late",
        List.of(),
        List.of("distance"),
        graph.toBytes(),
        graph.signature("UTC"),
        "features: {}\n",
        "{\"rows\": 3}\n",
        Json.object(),
        List.of(Json.parse("{\"distance\": 0}")));
  }
}
