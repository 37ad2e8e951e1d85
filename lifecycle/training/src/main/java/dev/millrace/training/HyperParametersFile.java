package dev.millrace.training;

import dev.millrace.core.artifact.HyperParameters;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters of {@code train} by their names, as the file {@code hyperparameters.json}. */
public final class HyperParametersFile {

  private static final String NAME = "hyperparameters.json";

  private HyperParametersFile() {}

  /** Writes them in their order. */
  public static void write(HyperParameters artifact, Map<String, JsonNode> values)
      throws IOException {
    ObjectNode tree = Json.object();
    values.forEach(tree::set);
    Files.writeString(artifact.file(NAME), Json.pretty(tree));
  }

  /**
   * What is in the file.
   *
   * @throws UserError if it is no map
   */
  static SequencedMap<String, JsonNode> read(HyperParameters artifact) throws IOException {
    JsonNode tree = Json.read(artifact.file(NAME));
    if (!tree.isObject()) {
      throw UserError.failure(NAME + ": expected a map of parameters of train")
          .hint("write { \"depth\": 6, \"learning_rate\": 0.1 }");
    }
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    tree.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return values;
  }

  /**
   * The step's inputs with what the artifact has in the place of the step's own.
   *
   * @throws UserError naming every parameter that there is not or that does not fit
   */
  static Train.Inputs applied(Train.Inputs inputs, TaskContext task) throws IOException {
    if (inputs.hyperparameters().isEmpty()) {
      return inputs;
    }
    SequencedMap<String, JsonNode> values = read(inputs.hyperparameters().get());
    task.log("hyperparameters: " + Json.tree(values));
    return Tunable.replaced(inputs, values, NAME);
  }
}
