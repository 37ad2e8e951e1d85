package dev.millrace.training;

import dev.millrace.core.artifact.OnnxModel;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.onnx.ForeignGraph;
import dev.millrace.model.onnx.OnnxLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The three files that a program writes.
 *
 * @param predictions one object a row, as the file has them
 */
record ProgramFiles(ForeignGraph graph, ProgramSignature signature, List<JsonNode> predictions) {

  private static final String GRAPH = "model.onnx";
  private static final String SIGNATURE = "signature.json";
  static final String PREDICTIONS = "predictions.jsonl";

  private static final long MOST_TEXT = 64L << 20;

  /**
   * @throws UserError naming the file that is missing, too large, or not what it should be
   */
  static ProgramFiles read(OnnxModel model, Task task) throws IOException {
    byte[] onnx =
        Files.readAllBytes(
            file(
                model,
                GRAPH,
                OnnxLimits.DEFAULT.bytes(),
                "write the model there, all of it in one file"));
    ProgramSignature signature =
        ProgramSignature.read(
            Json.read(
                file(
                    model,
                    SIGNATURE,
                    MOST_TEXT,
                    "write there which column goes into which tensor; see docs/training.md")),
            task);
    return new ProgramFiles(
        ForeignGraph.read(onnx, OnnxLimits.DEFAULT), signature, predictions(model));
  }

  private static List<JsonNode> predictions(OnnxModel model) throws IOException {
    Path file =
        file(
            model,
            PREDICTIONS,
            MOST_TEXT,
            "write there what the program itself predicts of some rows, one a line: "
                + "{\"inputs\": {…}, \"outputs\": {…}}");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        rows.add(Json.parse(line));
      } catch (JacksonException e) {
        throw UserError.failure(
                PREDICTIONS
                    + " of the program, line "
                    + (rows.size() + 1)
                    + ": it is not JSON: "
                    + e.getOriginalMessage())
            .causedBy(e);
      }
    }
    return rows;
  }

  private static Path file(OnnxModel model, String name, long most, String remedy)
      throws IOException {
    Path file = model.file(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw UserError.failure("the program has written no " + name).hint(remedy);
    }
    long bytes = Files.size(file);
    if (bytes > most) {
      throw UserError.failure(
          name + " of the program has " + bytes + " bytes; at most " + most + " are read");
    }
    return file;
  }
}
