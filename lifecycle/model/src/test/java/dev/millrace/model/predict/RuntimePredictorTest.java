package dev.millrace.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RandomBatches;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Unsupported;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** ONNX Runtime as the second way to compute a graph, and what must never reach it. */
class RuntimePredictorTest {

  private static final double NEAR = 1e-12;

  @Test
  void of_operatorWithoutKernel_isComputedThere() {
    RawModel model = tanh();
    assertThat(Predictor.chosen(bytes(model), model.signature()).runtime())
        .isEqualTo(ModelRuntime.ONNXRUNTIME);
    double[] x = new Random(1).doubles(10_000, -3, 3).toArray();
    Predictor predictor = Predictor.of(bytes(model), model.signature(), ModelRuntime.ONNXRUNTIME);

    double[] one = numbers(predictor.predict(batch("x", new Column.Doubles(x, null))));
    double[] two = numbers(predictor.predict(batch("x", new Column.Doubles(x, null)), 2));

    for (int row = 0; row < x.length; row++) {
      assertThat(one[row]).isCloseTo(StrictMath.tanh(x[row]), within(NEAR));
      assertThat(two[row]).isCloseTo(one[row], within(NEAR));
    }
    assertThat(numbers(predictor.predict(batch("x", new Column.Doubles(new double[0], null)))))
        .isEmpty();
  }

  /** Hashes and splits look inside strings, so those with an escape in them are left out. */
  @Test
  void predict_graphsOfOurs_givesWhatOurKernelsDo() {
    Random random = new Random(3);
    for (int round = 0; round < 30; round++) {
      GraphBuilder made = RandomGraphs.exact(5 + random.nextInt(30), random);
      Signature signature = made.signature("UTC");
      Batch batch =
          Reference.carried(RandomBatches.of(signature.inputs(), 1 + random.nextInt(100), random));
      assertThat(Predictor.chosen(made.toBytes(), signature).runtime())
          .isEqualTo(ModelRuntime.JAVA);
      Batch expected = Predictor.of(made.toBytes(), signature).predict(batch);

      Batch found =
          Predictor.of(made.toBytes(), signature, ModelRuntime.ONNXRUNTIME).predict(batch);

      for (Field output : signature.outputs()) {
        assertThat(values(found.column(output.name())))
            .as("round " + round + ", " + output.name())
            .isEqualTo(values(expected.column(output.name())));
      }
    }
  }

  /** 0 and −0 are equal here; where Min and Max compare them, ONNX leaves open which it is. */
  private static List<Object> values(Column column) {
    return switch (column) {
      case Column.Booleans c ->
          IntStream.range(0, c.size()).<Object>mapToObj(row -> c.values()[row]).toList();
      case Column.Longs c ->
          IntStream.range(0, c.size()).<Object>mapToObj(row -> c.values()[row]).toList();
      case Column.Doubles c ->
          IntStream.range(0, c.size()).<Object>mapToObj(row -> c.values()[row] + 0.0).toList();
      case Column.Strings c -> IntStream.range(0, c.size()).<Object>mapToObj(c::value).toList();
    };
  }

  @Test
  void predict_anyStringAndName_arriveAndComeBackWhole() {
    String[] texts = {"", "a\u0000b", "🛫 naïve", "\uD83D", "\uF8FF0", "\uF8FF\uF8FF", null};
    GraphBuilder builder = new GraphBuilder("text");
    Operators graph = new Operators(builder);
    Field text = new Field("🛫 text", DataType.STRING, true);
    var value = builder.input(text);
    builder.output("🛬 same", value);
    builder.output(
        "known", graph.encode(value, List.of("🛫 naïve", "a\u0000b"), List.of(7L, 8L), 0));
    Signature signature = builder.signature("UTC");

    Batch found =
        Predictor.of(builder.toBytes(), signature, ModelRuntime.ONNXRUNTIME)
            .predict(batch("🛫 text", Column.Strings.of(texts)));

    Column.Strings same = (Column.Strings) found.column("🛬 same");
    for (int row = 0; row < texts.length; row++) {
      assertThat(same.value(row)).isEqualTo(texts[row] == null ? "" : texts[row]);
    }
    assertThat(((Column.Longs) found.column("known")).values())
        .containsExactly(0, 8, 7, 0, 0, 0, 0);
  }

  @Test
  void predict_nullWhereNoneMayBe_isRefusedBefore() {
    RawModel model = tanh();
    Predictor predictor = Predictor.of(bytes(model), model.signature(), ModelRuntime.ONNXRUNTIME);

    assertThatThrownBy(
            () ->
                predictor.predict(
                    batch("x", new Column.Doubles(new double[1], new boolean[] {false}))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("input 'x' is null in row 0");
  }

  @Test
  void of_operatorThatNobodyHas_saysThatOnnxRuntimeDoesNotTakeIt() {
    RawModel model = model("Tanhh");
    assertThatThrownBy(
            () -> Predictor.of(bytes(model), model.signature(), ModelRuntime.ONNXRUNTIME))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("ONNX Runtime does not take the model: ")
        .hasMessageContaining("Tanhh");
  }

  @Test
  void predict_rowsThatTheGraphCannotCompute_areAnErrorAndNoEnd() {
    RawModel model =
        new RawModel()
            .input("n", DataType.INTEGER)
            .matrix("table", 1, 1, 2, 3)
            .constant("flat", -1)
            .node("Reshape", "table,flat", "list")
            .node("Gather", "list,n", "z")
            .output("z", DataType.NUMBER, TensorProto.DataType.DOUBLE);
    Predictor predictor = Predictor.of(bytes(model), model.signature(), ModelRuntime.ONNXRUNTIME);

    assertThatThrownBy(() -> predictor.predict(batch("n", new Column.Longs(new long[] {9}, null))))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("ONNX Runtime cannot compute these rows: ");
    assertThat(numbers(predictor.predict(batch("n", new Column.Longs(new long[] {2}, null)))))
        .containsExactly(3);
  }

  @Test
  void predict_graphThatGivesAnotherNumberOfRows_isRefused() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node("Concat", "x,x", "z", RawModel.attribute("axis", 0))
            .output("z", DataType.NUMBER, TensorProto.DataType.DOUBLE);
    Predictor predictor = Predictor.of(bytes(model), model.signature(), ModelRuntime.ONNXRUNTIME);

    assertThatThrownBy(() -> predictor.predict(batch("x", new Column.Doubles(new double[3], null))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("for 3 rows; expected one value a row");
  }

  /** On the caller's small stack ONNX Runtime 1.29 would end the process. */
  @Test
  void of_longGraphOnASmallStack_isOpened() throws Exception {
    RawModel model = new RawModel().input("x", DataType.NUMBER);
    String from = "x";
    for (int i = 0; i < 20_000; i++) {
      model.node(i % 2 == 0 ? "Tanh" : "Neg", from, "y" + i);
      from = "y" + i;
    }
    model.node("Tanh", from, "z").output("z", DataType.NUMBER, TensorProto.DataType.DOUBLE);
    AtomicReference<Batch> found = new AtomicReference<>();
    Thread small =
        new Thread(
            null,
            () ->
                found.set(
                    Predictor.of(bytes(model), model.signature(), ModelRuntime.ONNXRUNTIME)
                        .predict(batch("x", new Column.Doubles(new double[1], null)))),
            "small",
            256 << 10);
    small.start();
    small.join();

    assertThat(numbers(Objects.requireNonNull(found.get()))).containsExactly(0);
  }

  @Test
  void is_errorsOfOtherKinds_isNotUnsupported() {
    assertThat(Unsupported.is(UserError.failure("no"))).isFalse();
    assertThatThrownBy(() -> Predictor.of(bytes(tanh()), tanh().signature()))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(Unsupported.is(e)).isTrue());
  }

  private static RawModel tanh() {
    return model("Tanh");
  }

  private static RawModel model(String operator) {
    return new RawModel()
        .input("x", DataType.NUMBER)
        .node(operator, "x", "z")
        .output("z", DataType.NUMBER, TensorProto.DataType.DOUBLE);
  }

  private static byte[] bytes(RawModel model) {
    return model.model().build().toByteArray();
  }

  private static Batch batch(String name, Column column) {
    return new Batch(column.size(), new LinkedHashMap<>(Map.of(name, column)));
  }

  private static double[] numbers(Batch batch) {
    return ((Column.Doubles) batch.column("z")).values();
  }
}
