package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A bundle that is not sound is registered by nobody, even if it was blessed. */
class BadBundleTest {

  private static final String PIPELINE =
      """
      name: taken
      steps:
        bless: { uses: bless, with: { model: { import: bundle } } }
        register: { uses: register, with: { model: { import: bundle } } }
      """;

  private static Path good = Path.of("");

  @TempDir private Path directory;
  private Path bundle = Path.of("");
  private Parcels project = Parcels.at(Path.of(""));

  @BeforeAll
  static void makeABundle(@TempDir Path elsewhere) throws IOException {
    Parcels parcels = Parcels.in(elsewhere);
    parcels.run("2026-02-01", "--to", "train");
    try (Stream<Path> files = Files.walk(elsewhere.resolve(".millrace/artifacts"))) {
      good =
          files
              .filter(file -> file.endsWith("bundle.json"))
              .map(Path::getParent)
              .findFirst()
              .orElseThrow();
    }
  }

  @BeforeEach
  void copyIt() throws IOException {
    project = Parcels.at(directory);
    project.write(PIPELINE);
    bundle = Files.createDirectory(directory.resolve("bundle"));
    try (Stream<Path> files = Files.list(good)) {
      for (Path file : files.toList()) {
        Files.write(bundle.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  @Test
  void register_aBundleFromElsewhere_isAVersionIfSound() {
    project.run("2026-02-01");
    assertThat(project.json("models", "show", "taken").get("versions")).hasSize(1);
  }

  @Test
  void register_aCorruptBundle_isRefused() throws IOException {
    byte[] graph = Files.readAllBytes(bundle.resolve("model.onnx"));
    graph[graph.length / 2] ^= 1;
    Files.write(bundle.resolve("model.onnx"), graph);
    assertRefused("model.onnx is damaged: its SHA-256 is");
  }

  @Test
  void register_aTruncatedBundle_isRefused() throws IOException {
    byte[] graph = Files.readAllBytes(bundle.resolve("model.onnx"));
    Files.write(bundle.resolve("model.onnx"), Arrays.copyOf(graph, graph.length - 7));
    sign("model.onnx");
    assertRefused("not an ONNX model");
  }

  @Test
  void register_aBundleWithoutItsGraph_isRefused() throws IOException {
    Files.delete(bundle.resolve("model.onnx"));
    assertRefused("has no file model.onnx");
  }

  @Test
  void register_aBundleThatIsTooLarge_isRefused() throws IOException {
    try (RandomAccessFile graph =
        new RandomAccessFile(bundle.resolve("model.onnx").toFile(), "rw")) {
      graph.setLength((64L << 20) + 1);
    }
    assertRefused("has 67108865 bytes; at most 67108864 are read");
  }

  @Test
  void register_aBundleWithTheSignatureOfAnother_isRefused() throws IOException {
    Path file = bundle.resolve("signature.json");
    ObjectNode signature = (ObjectNode) Json.parse(Files.readString(file));
    ((ObjectNode) signature.get("inputs").get(0)).put("name", "weight");
    Files.writeString(file, Json.canonical(signature));
    sign("signature.json");
    assertRefused("'weight'");
  }

  /** Lets the manifest say of a file what it is now. */
  private void sign(String name) throws IOException {
    Path file = bundle.resolve("bundle.json");
    ObjectNode manifest = (ObjectNode) Json.parse(Files.readString(file));
    ((ObjectNode) manifest.get("files"))
        .put(name, Digest.of(Files.readAllBytes(bundle.resolve(name))).hex());
    Files.writeString(file, Json.canonical(manifest));
  }

  private void assertRefused(String why) {
    Screen screen = project.expect(3, "run", ".");
    assertThat(screen.out() + screen.err()).contains(why).doesNotContain("Exception");
    assertThat(project.json("models", "list")).isEmpty();
  }
}
