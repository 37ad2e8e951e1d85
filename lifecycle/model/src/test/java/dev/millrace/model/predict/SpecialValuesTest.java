package dev.millrace.model.predict;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.NGrams;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/**
 * Our own operators on the numbers and strings where implementations differ, held against ONNX
 * Runtime. An input is never NaN or infinite, so a graph looks them up in a table.
 */
class SpecialValuesTest {

  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    2,
    3,
    10,
    -7.25,
    0.1,
    1e-3,
    100,
    -100,
    1e4,
    1e10,
    -1e10,
    1e300,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    Float.MIN_VALUE,
    -1e-40,
    Float.MAX_VALUE,
    1e-310,
    4503599627370495.5,
    9007199254740994.0,
    16777217,
    709,
    -745,
    88.5,
    -103
  };
  private static final String[] TEXTS = {
    "", " ", "a", "a b", "  a  b ", "a\tb", "b a b a", "é 中", "中", "ß", "b", "a b b", "\u00a0",
    "abc", "abcd"
  };

  /**
   * How far results may be apart.
   *
   * @param units in the last place
   * @param least size of a number whose last place counts
   */
  private record Tolerance(int units, double least) {}

  private static final Tolerance NONE = new Tolerance(0, 0);
  private static final Tolerance CLOSE = new Tolerance(2, 0);

  /** Near the zeros of a sine ONNX Runtime's is only so close in absolute terms. */
  private static final Tolerance NEAR_ONE = new Tolerance(2, 1);

  @Test
  void exactFunctions_ofSpecialValues_equalOnnxRuntimeToTheLastBit() throws OrtException {
    for (ElementType type : List.of(ElementType.DOUBLE, ElementType.FLOAT)) {
      agree(type, NONE, Operators::abs);
      agree(type, NONE, Operators::neg);
      agree(type, NONE, Operators::sqrt);
      agree(type, NONE, Operators::floor);
      agree(type, NONE, Operators::ceil);
      agree(type, NONE, Operators::round);
      agree(type, NONE, Operators::sign);
      agree(type, NONE, (op, x) -> op.cast(op.isInf(x), type));
    }
  }

  @Test
  void transcendentalFunctions_ofSpecialValues_equalOnnxRuntimeToTwoUnits() throws OrtException {
    for (ElementType type : List.of(ElementType.DOUBLE, ElementType.FLOAT)) {
      agree(type, CLOSE, Operators::exp);
      agree(type, CLOSE, Operators::log);
      agree(type, NEAR_ONE, Operators::sin);
      agree(type, NEAR_ONE, Operators::cos);
      agreeOnPairs(type, Operators::pow);
    }
  }

  private interface OfOne {
    Value apply(Operators op, Value x);
  }

  private interface OfTwo {
    Value apply(Operators op, Value x, Value y);
  }

  private static void agree(ElementType type, Tolerance tolerance, OfOne function)
      throws OrtException {
    GraphBuilder graph = new GraphBuilder("special");
    Operators op = new Operators(graph);
    Value index = graph.input(new Field("i", DataType.INTEGER, false));
    graph.output("z", function.apply(op, op.cast(op.lookup(SPECIAL, index), type)));
    compare(graph, indexes(SPECIAL.length), tolerance);
  }

  private static void agreeOnPairs(ElementType type, OfTwo function) throws OrtException {
    GraphBuilder graph = new GraphBuilder("special");
    Operators op = new Operators(graph);
    Value index = graph.input(new Field("i", DataType.INTEGER, false));
    Value size = op.constant((long) SPECIAL.length);
    Value x = op.cast(op.lookup(SPECIAL, op.div(index, size)), type);
    Value y = op.cast(op.lookup(SPECIAL, op.mod(index, size)), type);
    graph.output("z", function.apply(op, x, y));
    compare(graph, indexes(SPECIAL.length * SPECIAL.length), CLOSE);
  }

  private static Batch indexes(int size) {
    long[] indexes = new long[size];
    for (int i = 0; i < size; i++) {
      indexes[i] = i;
    }
    return batch(Map.of("i", new Column.Longs(indexes, null)));
  }

  private static Batch batch(Map<String, Column> columns) {
    SequencedMap<String, Column> sequenced = new LinkedHashMap<>(columns);
    return new Batch(columns.values().iterator().next().size(), sequenced);
  }

  private static void compare(GraphBuilder graph, Batch batch, Tolerance tolerance)
      throws OrtException {
    byte[] onnx = graph.toBytes();
    Column found = Predictor.of(onnx, graph.signature("UTC")).predict(batch).column("z");
    try (Reference reference = new Reference(onnx, graph.signature("UTC"))) {
      Object array = requireNonNull(reference.run(batch).get("z"));
      double[] values = ((Column.Doubles) found).values();
      for (int row = 0; row < values.length; row++) {
        boolean ofFloats = array instanceof float[];
        double expected = ofFloats ? ((float[]) array)[row] : ((double[]) array)[row];
        double size = Math.max(Math.abs(expected), tolerance.least());
        double unit = ofFloats ? Math.ulp((float) size) : Math.ulp(size);
        boolean same =
            Double.valueOf(expected).equals(values[row])
                || (Double.isFinite(expected)
                    && Math.abs(expected - values[row]) <= tolerance.units() * unit);
        assertThat(same).as("row %s: %s is not %s", row, values[row], expected).isTrue();
      }
    }
  }

  @Test
  void strings_ofAllPairs_equalOnnxRuntime() throws OrtException {
    GraphBuilder graph = new GraphBuilder("texts");
    Operators op = new Operators(graph);
    Value s = graph.input(new Field("s", DataType.STRING, true));
    Value t = graph.input(new Field("t", DataType.STRING, false));
    Value i = graph.input(new Field("i", DataType.INTEGER, false));
    Value both = op.concatStrings(op.concatStrings(s, op.constant(" ")), t);
    Value chosen = op.where(op.less(i, op.constant(0L)), both, op.cast(i, ElementType.STRING));
    NGrams grams = new NGrams(List.of(List.of("a"), List.of("中"), List.of("b", "a")), List.of());
    Value counted = op.tfIdf(op.split(both), grams);
    graph.output("hash of s", op.hash(s, 0));
    graph.output("hash of both", op.hash(both, -5));
    graph.output("hash of chosen", op.hash(chosen, 42));
    graph.output("words of s", op.split(s).counts());
    graph.output("words of both", op.split(both).counts());
    graph.output("sum", op.cast(op.sumRows(counted), ElementType.INT64));
    graph.output("b a", op.cast(op.columnOf(counted, 2), ElementType.INT64));
    Random random = new Random(5);
    String[] first = new String[900];
    String[] second = new String[first.length];
    long[] integers = new long[first.length];
    for (int row = 0; row < first.length; row++) {
      first[row] = random.nextInt(9) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)];
      second[row] = TEXTS[random.nextInt(TEXTS.length)];
      integers[row] = random.nextLong() >> random.nextInt(64);
    }
    Batch batch =
        batch(
            Map.of(
                "s", Column.Strings.of(first),
                "t", Column.Strings.of(second),
                "i", new Column.Longs(integers, null)));
    byte[] onnx = graph.toBytes();
    Batch found = Predictor.of(onnx, graph.signature("UTC")).predict(batch);
    try (Reference reference = new Reference(onnx, graph.signature("UTC"))) {
      reference
          .run(batch)
          .forEach(
              (name, array) ->
                  assertThat(((Column.Longs) found.column(name)).values())
                      .as(name)
                      .isEqualTo((long[]) array));
    }
  }

  @Test
  void tfIdf_ofABatchWithoutAnyWord_isZeroInOnnxRuntimeToo() throws OrtException {
    GraphBuilder graph = new GraphBuilder("empty");
    Operators op = new Operators(graph);
    Value s = graph.input(new Field("s", DataType.STRING, false));
    NGrams grams = new NGrams(List.of(List.of("a"), List.of("b")), List.of(2f, 3f));
    graph.output("z", op.sumRows(op.tfIdf(op.split(s), grams)));

    compare(graph, batch(Map.of("s", Column.Strings.of("", "  ", ""))), NONE);
    compare(graph, batch(Map.of("s", Column.Strings.of("", "a b a", ""))), NONE);
  }
}
