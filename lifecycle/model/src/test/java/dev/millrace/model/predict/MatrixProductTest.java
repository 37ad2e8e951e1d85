package dev.millrace.model.predict;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.DOUBLE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static dev.millrace.model.predict.RawModel.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixProductTest {

  private static final String ROWS = "[{\"x\": 1, \"y\": 2.5}, {\"x\": -3, \"y\": 4}]";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void matMul_byAConstant_isRowTimesColumn(int column) {
    RawModel model =
        product(2, 10, 0, -1, 4, 1, 0.5)
            .integer("column", column)
            .node("Gather", "product,column", "z", attribute("axis", 1))
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict(ROWS))
        .isEqualTo(
            List.of(List.of("20.0", "-14.0"), List.of("2.5", "4.0"), List.of("0.25", "5.0"))
                .get(column));
  }

  @Test
  void matMul_ofDoubles_addsFromTheFirstToTheLast() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .constant("one", 1)
            .node("Unsqueeze", "x,one", "m")
            .node("Concat", "m,m,m", "three", attribute("axis", 1))
            .matrix("by", 3, 1e16, 1, 2)
            .node("MatMul", "three,by", "product")
            .node("Squeeze", "product,one", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    // (1e16 + 1) + 2: the 1 is lost, from the other end it would not be
    assertThat(model.predict("[{\"x\": 1}]")).containsExactly(1e16 + 2 + "");
  }

  @Test
  void matMul_ofFloats_isComputedInSinglePrecision() {
    RawModel model =
        matrix()
            .node("Cast", "m", "floats", attribute("to", FLOAT.getNumber()))
            .matrix("by", 2, 1, 1)
            .node("Cast", "by", "ones", attribute("to", FLOAT.getNumber()))
            .node("MatMul", "floats,ones", "product")
            .node("Squeeze", "product,one", "sum")
            .node("Cast", "sum", "z", attribute("to", DOUBLE.getNumber()))
            .output("z", DataType.NUMBER, DOUBLE);

    // Beyond 2²⁴ an odd number is none in single precision.
    assertThat(model.predict("[{\"x\": 16777216, \"y\": 1}, {\"x\": 1, \"y\": 2.5}]"))
        .containsExactly("1.6777216E7", "3.5");
  }

  @Test
  void matMul_ofRandomRows_agreesWithOnnxRuntime() throws Exception {
    GraphBuilder builder = new GraphBuilder("product");
    Operators graph = new Operators(builder);
    Random random = new Random(3);
    List<Value> columns = new ArrayList<>();
    SequencedMap<String, Column> values = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      columns.add(builder.input(new Field("x" + i, DataType.NUMBER, false)));
      values.put("x" + i, new Column.Doubles(random.doubles(2500, -9, 9).toArray(), null));
    }
    double[] by = random.doubles(7 * 3, -1, 1).toArray();
    Value product = graph.matMul(graph.matrix(columns), by, 3);
    for (int i = 0; i < 3; i++) {
      builder.output("z" + i, graph.cast(graph.columnOf(product, i), ElementType.DOUBLE));
    }
    Signature signature = builder.signature("UTC");
    Batch rows = new Batch(2500, values);
    Batch found = Predictor.of(builder.toBytes(), signature).predict(rows, 2);
    try (Reference reference = new Reference(builder.toBytes(), signature)) {
      for (int i = 0; i < 3; i++) {
        double[] expected = (double[]) Objects.requireNonNull(reference.run(rows).get("z" + i));
        assertThat(((Column.Doubles) found.column("z" + i)).values())
            .containsExactly(expected, within(1e-12));
      }
    }
  }

  @Test
  void matMul_ofWhatIsNoRowByAMatrix_isRefused() {
    refused(product(3, 1, 2, 3), "DOUBLE [N, 2] by DOUBLE of [3, 1]");
    refused(matrix().scalar("by", 2).node("MatMul", "m,by", "product"), "by dimensions []");
    refused(
        matrix()
            .node("Cast", "m", "floats", attribute("to", FLOAT.getNumber()))
            .matrix("by", 2, 1, 2)
            .node("MatMul", "floats,by", "product"),
        "FLOAT [N, 2] by DOUBLE of [2, 1]");
    refused(matrix().node("MatMul", "m,m", "product"), "not a constant");
  }

  private static void refused(RawModel model, String message) {
    assertThatThrownBy(
            model
                    .integer("first", 0)
                    .node("Gather", "product,first", "z", attribute("axis", 1))
                    .output("z", DataType.NUMBER, DOUBLE)
                ::predictor)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'MatMul'")
        .hasMessageContaining(message);
  }

  private static RawModel product(int rows, double... by) {
    return matrix().matrix("by", rows, by).node("MatMul", "m,by", "product");
  }

  private static RawModel matrix() {
    return new RawModel()
        .input("x", DataType.NUMBER)
        .input("y", DataType.NUMBER)
        .constant("one", 1)
        .node("Unsqueeze", "x,one", "left")
        .node("Unsqueeze", "y,one", "right")
        .node("Concat", "left,right", "m", attribute("axis", 1));
  }
}
