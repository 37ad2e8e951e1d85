package dev.millrace.serving;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small real bundles: the probability of being late is the sigmoid of the distance. */
public final class Bundles {

  private Bundles() {}

  /** A bundle in a directory that is made. */
  public static Path write(Path directory) throws IOException {
    GraphBuilder graph = new GraphBuilder("flights");
    Operators op = new Operators(graph);
    Value distance = graph.input(new Field("distance", DataType.NUMBER, false));
    graph.output("late", op.sigmoid(op.cast(distance, ElementType.FLOAT)));
    return write(directory, graph);
  }

  /** A bundle of the same signature whose predictions are the squares of the other's. */
  public static Path writeOther(Path directory) throws IOException {
    GraphBuilder graph = new GraphBuilder("flights");
    Operators op = new Operators(graph);
    Value distance = graph.input(new Field("distance", DataType.NUMBER, false));
    Value late = op.sigmoid(op.cast(distance, ElementType.FLOAT));
    graph.output("late", op.mul(late, late));
    return write(directory, graph);
  }

  /** A bundle whose output has another name than that of the others. */
  public static Path writeOfAnotherOutput(Path directory) throws IOException {
    GraphBuilder graph = new GraphBuilder("flights");
    Operators op = new Operators(graph);
    Value distance = graph.input(new Field("distance", DataType.NUMBER, false));
    graph.output("delayed", op.sigmoid(op.cast(distance, ElementType.FLOAT)));
    return write(directory, graph);
  }

  private static Path write(Path directory, GraphBuilder graph) throws IOException {
    Files.createDirectories(directory);
    ModelBundle.write(
        directory,
        new Contents(
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
            List.of(Json.parse("{\"distance\": 0}"), Json.parse("{\"distance\": -1.25}"))));
    return directory;
  }
}
