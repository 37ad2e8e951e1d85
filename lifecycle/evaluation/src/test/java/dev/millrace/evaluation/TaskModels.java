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

/** Models of other tasks than binary, whose outputs are known beforehand. */
final class TaskModels {

  static final List<String> COLOURS = List.of("blue", "green", "red");

  private TaskModels() {}

  /** Says slope × x, as a number or a score. */
  static Model linear(Path directory, Task task, float slope) throws IOException {
    GraphBuilder builder = new GraphBuilder("test");
    Operators graph = new Operators(builder);
    Value scored = graph.mul(x(builder, graph), graph.constant(slope));
    builder.output(task.outputs(List.of()).getFirst(), scored);
    return write(directory, task, List.of(), builder);
  }

  /** Weighs blue, green and red by exp(−x), 1 and exp(x). */
  static Model colours(Path directory) throws IOException {
    GraphBuilder builder = new GraphBuilder("test");
    Operators graph = new Operators(builder);
    Value x = x(builder, graph);
    Value red = graph.exp(x);
    Value blue = graph.exp(graph.neg(x));
    Value one = graph.constant(1f);
    Value all = graph.add(graph.add(red, blue), one);
    // Green is never the most probable alone; where all are equal, blue is the first.
    Value colour =
        graph.where(
            graph.greater(x, graph.constant(0f)), graph.constant("red"), graph.constant("blue"));
    List<Value> outputs =
        List.of(colour, graph.div(blue, all), graph.div(one, all), graph.div(red, all));
    List<String> names = Task.MULTICLASS.outputs(COLOURS);
    for (int i = 0; i < names.size(); i++) {
      builder.output(names.get(i), outputs.get(i));
    }
    return write(directory, Task.MULTICLASS, COLOURS, builder);
  }

  private static Value x(GraphBuilder builder, Operators graph) {
    return graph.cast(builder.input(new Field("x", DataType.NUMBER, false)), ElementType.FLOAT);
  }

  private static Model write(Path directory, Task task, List<String> classes, GraphBuilder builder)
      throws IOException {
    ModelBundle.write(
        directory,
        new Contents(
            "test",
            task,
            "label",
            classes,
            List.of("x"),
            builder.toBytes(),
            builder.signature("UTC"),
            "features: {}\n",
            "{}\n",
            Json.object(),
            List.of()));
    return new Model(new Handle.Staged(directory, new TreeMap<>()));
  }
}
