package dev.millrace.model.predict;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** A graph like the one of the flights example: eight features and boosted trees over them. */
final class Flights {

  static final Field DATE = new Field("date", DataType.TIMESTAMP, true);
  static final Field DISTANCE = new Field("distance", DataType.NUMBER, true);
  static final Field ORIGIN = new Field("origin", DataType.STRING, true);
  static final Field DESTINATION = new Field("destination", DataType.STRING, true);

  private static final int AIRPORTS = 300;
  private static final long HOUR = 3_600_000_000L;

  private Flights() {}

  /** The transform, with its features as outputs. */
  static GraphBuilder transform() {
    GraphBuilder graph = new GraphBuilder("flights");
    Operators op = new Operators(graph);
    Value date = graph.input(DATE);
    Value distance = graph.input(DISTANCE);
    Value origin = graph.input(ORIGIN);
    Value destination = graph.input(DESTINATION);
    Value dated = graph.presence(DATE);
    graph.scope("hour");
    Value hour = op.floorDiv(date, HOUR);
    feature(graph, "hour", dated, op.mod(hour, op.constant(24L)));
    graph.scope("minute");
    Value minute = op.mod(op.floorDiv(date, HOUR / 60), op.constant(60L));
    feature(graph, "minute", dated, minute);
    graph.scope("weekday");
    Value day = op.add(op.floorDiv(date, 24 * HOUR), op.constant(3L));
    feature(graph, "weekday", dated, op.mod(day, op.constant(7L)));
    graph.scope("distance");
    Value scaled = op.div(op.sub(distance, op.constant(700.0)), op.constant(550.0));
    Value clipped = op.clip(scaled, op.constant(-10.0), op.constant(10.0));
    feature(graph, "distance", graph.presence(DISTANCE), clipped);
    graph.scope("short");
    Value near = op.less(distance, op.constant(250.0));
    feature(graph, "short", graph.presence(DISTANCE), near);
    airport(graph, "origin", origin, graph.presence(ORIGIN), 1);
    airport(graph, "destination", destination, graph.presence(DESTINATION), 1);
    airport(graph, "origin_rate", origin, graph.presence(ORIGIN), 0.001f);
    return graph;
  }

  private static void feature(GraphBuilder graph, String name, Value present, Value value) {
    Operators op = new Operators(graph);
    Value number = op.cast(value, ElementType.FLOAT);
    graph.output(
        new Field(name, DataType.NUMBER, true), op.where(present, number, op.constant(Float.NaN)));
  }

  private static void airport(
      GraphBuilder graph, String name, Value airport, Value present, float step) {
    graph.scope(name);
    List<String> keys = IntStream.range(0, AIRPORTS).mapToObj(Flights::code).toList();
    List<Float> values = IntStream.range(0, AIRPORTS).mapToObj(i -> (i + 1) * step).toList();
    feature(graph, name, present, new Operators(graph).encodeFloat(airport, keys, values, 0));
  }

  /** The transform with an ensemble behind it. */
  static GraphBuilder model(Trees trees) {
    GraphBuilder transform = transform();
    GraphBuilder graph = GraphBuilder.continuing(transform.toBytes(), transform.signature("UTC"));
    Operators op = new Operators(graph.scope("model"));
    Value margin = op.trees(op.matrix(graph.takeOutputs()), trees);
    return graph.output("late", op.rows(op.sigmoid(margin)));
  }

  /** Full trees of a depth with thresholds where the features are. */
  static Trees trees(int count, int depth, Random random) {
    List<List<Trees.Node>> trees = new ArrayList<>();
    float[] low = {0, 0, 0, -2, 0, 0, 0, 0};
    float[] high = {24, 60, 7, 3, 1, AIRPORTS, AIRPORTS, AIRPORTS * 0.001f};
    for (int tree = 0; tree < count; tree++) {
      List<Trees.Node> nodes = new ArrayList<>();
      int branches = (1 << depth) - 1;
      for (int node = 0; node < 2 * branches + 1; node++) {
        int feature = random.nextInt(low.length);
        float threshold = random.nextFloat(low[feature], high[feature]);
        nodes.add(
            node < branches
                ? new Trees.Branch(
                    feature, threshold, 2 * node + 1, 2 * node + 2, random.nextBoolean())
                : new Trees.Leaf((float) random.nextGaussian() * 0.05f));
      }
      trees.add(nodes);
    }
    return new Trees(low.length, -1.4f, trees);
  }

  static String code(int airport) {
    return "A" + (char) ('A' + airport / 26) + (char) ('A' + airport % 26);
  }

  /** Flights of half a year, a few values missing, a few airports never seen. */
  static Batch rows(int rows, Random random) {
    long[] date = new long[rows];
    double[] distance = new double[rows];
    boolean[] present = new boolean[rows];
    int[] origin = new int[rows];
    int[] destination = new int[rows];
    String[] dictionary = new String[AIRPORTS + 10];
    Arrays.setAll(dictionary, Flights::code);
    for (int row = 0; row < rows; row++) {
      date[row] = 978_307_200_000_000L + random.nextLong(4344 * HOUR);
      present[row] = random.nextInt(50) > 0;
      distance[row] = present[row] ? 50 + random.nextInt(2500) : 0;
      origin[row] = random.nextInt(dictionary.length);
      destination[row] = random.nextInt(dictionary.length + 1) - 1;
    }
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("date", new Column.Longs(date, null));
    columns.put("distance", new Column.Doubles(distance, present));
    columns.put("origin", new Column.Strings(dictionary, origin));
    columns.put("destination", new Column.Strings(dictionary, destination));
    return new Batch(rows, columns);
  }
}
