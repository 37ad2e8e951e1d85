package dev.millrace.model.predict;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.DOUBLE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.STRING;
import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.floats;
import static dev.millrace.model.predict.RawModel.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What picks and adds elements, by the cases of the ONNX operator tests that are named. */
class SelectionCasesTest {

  @Test
  void gather_byRowsIndex_countsNegativeOnesFromTheEnd() { // test_gather_negative_indices
    RawModel model =
        new RawModel()
            .input("i", DataType.INTEGER)
            .constant("table", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
            .node("Gather", "table,i", "z", attribute("axis", 0))
            .output("z", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"i\": 0}, {\"i\": -9}, {\"i\": -10}, {\"i\": 9}]"))
        .containsExactly("0", "1", "0", "9");
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "-11, 1", "9223372036854775807, 3"})
  void gather_ofAnIndexOutside_saysWhich(long index, int threads) {
    RawModel model =
        new RawModel()
            .input("i", DataType.INTEGER)
            .constant("table", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
            .node("Gather", "table,i", "z", attribute("axis", 0))
            .output("z", DataType.INTEGER, INT64);
    long[] indexes = new long[3000];
    indexes[7] = index;
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("i", new Column.Longs(indexes, null));
    Predictor predictor = model.predictor();

    assertThatThrownBy(() -> predictor.predict(new Batch(indexes.length, columns), threads))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'Gather' (node 'z'): index " + index + " is outside its 10");
  }

  @ParameterizedTest
  @CsvSource({"0, 1.0", "1, 2.5", "2, 2.0", "-1, 2.0", "-3, 1.0"})
  void gather_ofAColumn_byAScalar(long column, String expected) {
    RawModel model =
        matrix()
            .integer("column", column)
            .node("Gather", "m,column", "z", attribute("axis", 1))
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 1, \"y\": 2.5}]")).containsExactly(expected);
  }

  @Test
  void gather_ofColumns_byAList() { // test_gather_1: columns 0, 1, 3 become neighbours
    RawModel model =
        matrix()
            .constant("columns", 2, 0, -2)
            .integer("last", 2)
            .node("Gather", "m,columns", "picked", attribute("axis", -1))
            .node("Gather", "picked,last", "z", attribute("axis", 1))
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 1, \"y\": 2.5}, {\"x\": 3, \"y\": 4}]"))
        .containsExactly("2.5", "4.0");
  }

  @Test
  void gather_ofTexts_byRowsIndex() {
    RawModel model =
        new RawModel()
            .input("i", DataType.INTEGER)
            .texts("table", "a", "", "🛫")
            .node("Gather", "table,i", "z", attribute("axis", 0))
            .output("z", DataType.STRING, STRING);

    assertThat(model.predict("[{\"i\": 2}, {\"i\": -3}, {\"i\": 1}, {\"i\": 2}]"))
        .containsExactly("\"🛫\"", "\"a\"", "\"\"", "\"🛫\"");
  }

  /**
   * The first two rows are those of test_argmax_negative_axis_keepdims_example; of equals the
   * first, as the operator has it unless told otherwise.
   */
  @ParameterizedTest
  @CsvSource({"1, 0", "-1, 0", "1, 1"})
  void argMax_ofEachRow_isThePlaceOfItsGreatest(long axis, long keeps) {
    RawModel model =
        matrix()
            .node("Cast", "m", "floats", attribute("to", FLOAT.getNumber()))
            .node("ArgMax", "floats", "z", attribute("axis", axis), attribute("keepdims", keeps))
            .output("z", DataType.INTEGER, INT64);

    // Beside x and y every row has a 2.
    assertThat(
            model.predict(
                """
                [{"x": 2, "y": 1}, {"x": 3, "y": 10}, {"x": -1, "y": 0}, {"x": 5, "y": 5}]
                """))
        .containsExactly("0", "1", "2", "0");
  }

  @Test
  void argMax_ofTheLastOfEquals_isNotOneOfOurs() {
    RawModel model =
        matrix()
            .node("Cast", "m", "floats", attribute("to", FLOAT.getNumber()))
            .node(
                "ArgMax",
                "floats",
                "z",
                attribute("axis", 1),
                attribute("keepdims", 0),
                attribute("select_last_index", 1))
            .output("z", DataType.INTEGER, INT64);

    assertThatThrownBy(model::predictor).hasMessageContaining("'ArgMax'");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0", "-1, 0", "1, 1"
  }) // test_reduce_sum_do_not_keepdims, _negative_axes, _keepdims
  void reduceSum_ofEachRow(long axis, long keeps) {
    RawModel model =
        matrix()
            .constant("axes", axis)
            .node("ReduceSum", "m,axes", "z", attribute("keepdims", keeps))
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 1, \"y\": 2.5}, {\"x\": 3, \"y\": 4}]"))
        .containsExactly("5.5", "9.0");
  }

  @Test
  void reduceSum_addsFromTheFirstToTheLast() {
    RawModel model =
        matrix()
            .constant("axes", 1)
            .node("ReduceSum", "m,axes", "z", attribute("keepdims", 0))
            .output("z", DataType.NUMBER, DOUBLE);

    // (1e16 + 1) + 2: the 1 is lost, from the other end it would not be
    assertThat(model.predict("[{\"x\": 1e16, \"y\": 1}]")).containsExactly(1e16 + 2 + "");
    assertThat(1e16 + (1.0 + 2)).isNotEqualTo(1e16 + 2);
  }

  @Test
  void oneHot_ofAColumnAndARow() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .constant("one", 1)
            .matrix("levels", 1, 10, 20, 30)
            .node("Unsqueeze", "x,one", "column")
            .node("Equal", "column,levels", "hits")
            .node("Cast", "hits", "ones", attribute("to", DOUBLE.getNumber()))
            .matrix("weights", 1, 1, 10, 100)
            .node("Mul", "ones,weights", "weighted")
            .node("ReduceSum", "weighted,one", "z", attribute("keepdims", 0))
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 20}, {\"x\": 10}, {\"x\": 30}, {\"x\": 0}]"))
        .containsExactly("10.0", "1.0", "100.0", "0.0");
  }

  @Test
  void labelEncoder_ofIntegers() { // as test_ai_onnx_ml_label_encoder_string_int, by integers
    RawModel model =
        new RawModel()
            .input("x", DataType.INTEGER)
            .node(
                "LabelEncoder",
                "x",
                "z",
                integers("keys_int64s", 97L, -98L, Long.MIN_VALUE, 0L),
                integers("values_int64s", 0L, 1L, 2L, 3L),
                attribute("default_int64", 42L))
            .output("z", DataType.INTEGER, INT64);

    assertThat(
            model.predict(
                """
                [{"x": 97}, {"x": -98}, {"x": 98}, {"x": -9223372036854775808}, {"x": 0}, {"x": 1}]
                """))
        .containsExactly("0", "1", "42", "2", "3", "42");
  }

  @Test
  void labelEncoder_ofIntegersToFloats() {
    RawModel model =
        new RawModel()
            .input("x", DataType.INTEGER)
            .node(
                "LabelEncoder",
                "x",
                "z",
                integers("keys_int64s", 1L, 2L),
                floats("values_floats", .5f, 1.5f))
            .output("z", DataType.NUMBER, FLOAT);

    assertThat(model.predict("[{\"x\": 1}, {\"x\": 2}, {\"x\": 3}]"))
        .containsExactly("0.5", "1.5", "-0.0");
  }

  /** Of the columns x, y and 2. */
  private static RawModel matrix() {
    return new RawModel()
        .input("x", DataType.NUMBER)
        .input("y", DataType.NUMBER)
        .constant("one", 1)
        .scalar("zero", 0)
        .scalar("two", 2)
        .node("Mul", "x,zero", "nought")
        .node("Add", "nought,two", "twos")
        .node("Unsqueeze", "x,one", "xs")
        .node("Unsqueeze", "y,one", "ys")
        .node("Unsqueeze", "twos,one", "zs")
        .node("Concat", "xs,ys,zs", "m", attribute("axis", 1));
  }
}
