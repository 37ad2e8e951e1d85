package dev.millrace.evaluation;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.value.Json;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Contents;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Models whose scores are known beforehand. */
final class Models {

  private Models() {}

  /** Scores a row by the logistic function of slope × its feature. */
  static Model logistic(Path directory, String feature, float slope) throws IOException {
    return model(directory, feature, slope, Operators::sigmoid);
  }

  /** Scores a row by slope × its feature, which is no probability. */
  static Model linear(Path directory, String feature, float slope) throws IOException {
    return model(directory, feature, slope, (graph, score) -> score);
  }

  private static Model model(
      Path directory, String feature, float slope, BiFunction<Operators, Value, Value> link)
      throws IOException {
    GraphBuilder builder = new GraphBuilder("test");
    Operators graph = new Operators(builder);
    Value x =
        graph.cast(builder.input(new Field(feature, DataType.NUMBER, false)), ElementType.FLOAT);
    builder.output("probability", link.apply(graph, graph.mul(x, graph.constant(slope))));
    ModelBundle.write(
        directory,
        new Contents(
            "test",
            Task.BINARY,
            "late",
            List.of(),
            List.of(feature),
            builder.toBytes(),
            builder.signature("UTC"),
            "features: {}\n",
            "{}\n",
            Json.object(),
            List.of()));
    return new Model(new Handle.Staged(directory, new TreeMap<>()));
  }
}
