package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The model of docs/training.md that Python writes, taken out of the page, made and asked. */
class ProgramModelTest {

  /** A line with a file's name, and the block after it. */
  private static final Pattern FILE =
      Pattern.compile("^`([^`\n]+)`:\n\n```\\w+\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void page_modelOfAProgram_isRegisteredAndPredicts() throws IOException {
    Parcels parcels = Parcels.in(directory);
    var files = FILE.matcher(Files.readString(Path.of("../../docs/training.md")));
    while (files.find()) {
      Path file = directory.resolve(files.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, files.group(2));
    }

    String run = parcels.run("2026-02-01");

    assertThat(parcels.expect(0, "models", "show", "parcels@1").out())
        .containsPattern("runtime +onnxruntime");
    assertThat(parcels.json("models", "show", "parcels").at("/versions/0/runtime").asString())
        .isEqualTo("onnxruntime");
    assertThat(parcels.expect(0, "runs", "logs", run, "bundle").out())
        .contains("agrees with the program's own predictions")
        .contains("on 120 rows")
        .contains("computed by ONNX Runtime");
    Files.writeString(
        directory.resolve("ask.jsonl"),
        """
        {"size": 5, "colour": "blue"}
        {"size": 95, "colour": "red"}
        """);
    parcels.expect(0, "predict", "ask.jsonl", "told.jsonl", "--model", "parcels@1");
    List<String> told = Files.readAllLines(directory.resolve("told.jsonl"));
    assertThat(probability(told.get(0))).isLessThan(0.1);
    assertThat(probability(told.get(1))).isGreaterThan(0.9);
  }

  private static double probability(String line) {
    JsonNode answer = Json.parse(line);
    return answer.required("probability").doubleValue();
  }
}
