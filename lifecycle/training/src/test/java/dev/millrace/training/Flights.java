package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.artifact.TransformGraph;
import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.training.trainer.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Made-up flights and all that the train step takes: raw rows, and features that SQL makes of them
 * as the graph does.
 */
record Flights(
    Examples examples,
    TransformedExamples transformed,
    TransformGraph transform,
    Schema schema,
    Statistics statistics) {

  private static final List<String> ORIGINS = List.of("ATL", "BOS", "🛫");

  private static final String RAW =
      """
      SELECT TIMESTAMP '2001-01-01' + INTERVAL (i * 53) MINUTE AS date,
             CASE WHEN hash(i) % 10 > 0 THEN (hash(i + 7) % 2000)::DOUBLE END AS distance,
             CASE WHEN i % 11 > 0 THEN ['ATL', 'BOS', '🛫', 'ORD'][1 + i % 4] END AS origin,
             LABEL AS late
      FROM range(FROM_ROW, TO_ROW) t(i) ORDER BY i
      """;

  private static final String LATE =
      "(hash(i + 3) % 100) < 5 + 2 * hour(TIMESTAMP '2001-01-01' + INTERVAL (i * 53) MINUTE)"
          + " + (i % 4) * 10";

  private static final String FEATURES =
      """
      SELECT CAST(hour(date) AS FLOAT) AS hour, CAST(distance AS FLOAT) AS distance,
             CASE WHEN origin IS NULL THEN NULL
                  WHEN origin IN ('ATL', 'BOS', '🛫')
                  THEN list_position(['ATL', 'BOS', '🛫'], origin) - 1 ELSE 3 END::FLOAT AS place,
             late
      FROM (%s)
      """;

  static Flights make(Path folder) throws Exception {
    return make(folder, LATE);
  }

  /**
   * @param label SQL over i, the row's number
   */
  static Flights make(Path folder, String label) throws Exception {
    String train = raw(label, 0, 6000);
    String eval = raw(label, 6000, 8000);
    TransformedExamples transformed =
        new TransformedExamples(
            Tables.examples(
                    folder.resolve("transformed"),
                    ordered(FEATURES.formatted(train), FEATURES.formatted(eval)))
                .handle());
    transformed.property("features", List.of("hour", "distance", "place"));
    transformed.property("label", "late");
    return new Flights(
        Tables.examples(folder.resolve("examples"), ordered(train, eval)),
        transformed,
        transform(folder.resolve("transform")),
        new Schema(file(folder.resolve("schema"), "schema.yaml", "features: {}\n")),
        new Statistics(file(folder.resolve("statistics"), "statistics.json", "{\"splits\":{}}\n")));
  }

  private static String raw(String label, int from, int to) {
    return RAW.replace("LABEL", label).replace("FROM_ROW", "" + from).replace("TO_ROW", "" + to);
  }

  private static Map<String, String> ordered(String train, String eval) {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(Splits.TRAIN, train);
    queries.put(Splits.EVAL, eval);
    return queries;
  }

  private static TransformGraph transform(Path directory) throws Exception {
    GraphBuilder builder = new GraphBuilder("transform");
    Operators graph = new Operators(builder);
    Field date = new Field("date", DataType.TIMESTAMP, false);
    Field distance = new Field("distance", DataType.NUMBER, true);
    Field origin = new Field("origin", DataType.STRING, true);
    var day = graph.constant(86_400_000_000L);
    var hour = graph.floorDiv(graph.mod(builder.input(date), day), 3_600_000_000L);
    var miles = graph.cast(builder.input(distance), ElementType.FLOAT);
    var place = graph.encode(builder.input(origin), ORIGINS, List.of(0L, 1L, 2L), 3);
    var none = graph.constant(Float.NaN);
    builder.output("hour", graph.cast(hour, ElementType.FLOAT));
    builder.output(
        new Field("distance", DataType.NUMBER, true),
        graph.where(builder.presence(distance), miles, none));
    builder.output(
        new Field("place", DataType.NUMBER, true),
        graph.where(builder.presence(origin), graph.cast(place, ElementType.FLOAT), none));
    Files.createDirectories(directory);
    Files.write(directory.resolve("transform.onnx"), builder.toBytes());
    return new TransformGraph(
        file(directory, "signature.json", Json.pretty(builder.signature("UTC").toJson())));
  }

  private static Handle.Staged file(Path directory, String name, String text) throws Exception {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name), text);
    return new Handle.Staged(directory, new TreeMap<>());
  }

  /** The inputs of a train step of a few rounds. */
  Train.Inputs inputs() {
    return inputs("xgboost", Optional.of("late"));
  }

  Train.Inputs inputs(String trainer, Optional<String> label) {
    return inputs(trainer, Task.BINARY, label);
  }

  Train.Inputs inputs(String trainer, Task task, Optional<String> label) {
    return inputs(
        trainer, task, label, Optional.empty(), List.of("xgboost", "lightgbm").contains(trainer));
  }

  /**
   * @param trees whether settings of trees are others than the defaults
   */
  Train.Inputs inputs(
      String trainer,
      Task task,
      Optional<String> label,
      Optional<String> lastValue,
      boolean trees) {
    return new Choice(trainer, task, label, lastValue, trees).inputs(this, Map.of(), List.of());
  }

  /** The inputs of a train step of trees that knows more about some features. */
  Train.Inputs inputs(String trainer, Map<String, Monotone> monotone, List<String> categorical) {
    return new Choice(trainer, Task.BINARY, Optional.of("late"), Optional.empty(), true)
        .inputs(this, monotone, categorical);
  }

  private record Choice(
      String trainer,
      Task task,
      Optional<String> label,
      Optional<String> lastValue,
      boolean trees) {

    Train.Inputs inputs(Flights flights, Map<String, Monotone> monotone, List<String> categorical) {
      return new Train.Inputs(
          flights.transformed,
          flights.examples,
          flights.transform,
          flights.schema,
          flights.statistics,
          Optional.empty(),
          Optional.empty(),
          Value.of(trainer),
          Value.of(task),
          Value.of(Objective.Loss.SQUARED),
          Value.of(0.5),
          Value.of(lastValue),
          Value.of(label),
          Value.of(Optional.empty()),
          Value.of(Optional.empty()),
          Value.of(Map.of()),
          Value.of(false),
          Value.of(trees ? 20 : 200),
          Value.of(0),
          Value.of(trees ? 4 : 6),
          Value.of(trees ? 0.3 : 0.1),
          Value.of(1.0),
          Value.of(trees ? 0.8 : 1.0),
          Value.of(1.0),
          Value.of(0.0),
          Value.of(1.0),
          Value.of(0),
          Value.of(monotone),
          Value.of(categorical),
          Value.of(7));
    }
  }
}
