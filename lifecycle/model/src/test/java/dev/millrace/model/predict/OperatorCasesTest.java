package dev.millrace.model.predict;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.DOUBLE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;
import static dev.millrace.model.predict.RawModel.attribute;
import static dev.millrace.model.predict.RawModel.floats;
import static dev.millrace.model.predict.RawModel.integers;
import static dev.millrace.model.predict.RawModel.strings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each operator by cases that follow from its text in the ONNX operator specification. */
class OperatorCasesTest {

  private static final long TO_FLOAT = FLOAT.getNumber();
  private static final long TO_DOUBLE = DOUBLE.getNumber();
  private static final long TO_INT64 = INT64.getNumber();
  private static final long TO_BOOL = BOOL.getNumber();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Add | 1.5 | 2 | 3.5",
        "Sub | 1.5 | 2 | -0.5",
        "Mul | 1.5 | 2 | 3.0",
        "Div | 3 | 2 | 1.5",
        "Min | 3 | 2 | 2.0",
        "Max | 3 | 2 | 3.0",
      })
  void arithmetic_ofNumbers(String operator, double x, double y, double z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .input("y", DataType.NUMBER)
            .node(operator, "x,y", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": %s, \"y\": %s}]".formatted(x, y)))
        .containsExactly(Double.toString(z));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // "integer division truncates towards zero"
        "Div | 7 | 2 | 3",
        "Div | -7 | 2 | -3",
        "Div | 7 | -2 | -3",
        "Div | -9223372036854775808 | -1 | -9223372036854775808",
        // "the sign of the remainder is the same as that of the divisor"; mod_mixed_sign_int64
        "Mod | -4 | 2 | 0",
        "Mod | 7 | -3 | -2",
        "Mod | 5 | 8 | 5",
        "Mod | 4 | -2 | 0",
        "Mod | -7 | 3 | 2",
        "Mod | 8 | 5 | 3",
        "Add | 9223372036854775807 | 1 | -9223372036854775808",
        "Sub | 5 | 7 | -2",
        "Mul | -3 | 7 | -21",
        "Min | 2985068182 | 11 | 11",
        "Max | 2985068182 | 11 | 2985068182",
      })
  void arithmetic_ofIntegers(String operator, long x, long constant, long z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.INTEGER)
            .constant("c", constant)
            .node(operator, "x,c", "z")
            .output("z", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"x\": %d}]".formatted(x))).containsExactly(z + "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Equal | [true, false, false]",
        "Less | [false, true, false]",
        "LessOrEqual | [true, true, false]",
        "Greater | [false, false, true]",
        "GreaterOrEqual | [true, false, true]",
      })
  void comparison_ofNumbers(String operator, String expected) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("c", 0)
            .node(operator, "x,c", "z")
            .output("z", DataType.BOOLEAN, BOOL);

    assertThat(model.predict("[{\"x\": -0.0}, {\"x\": -1}, {\"x\": 1}]")).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"And, 0, 0, 0, 1", "Or, 0, 1, 1, 1", "Equal, 1, 0, 0, 1"})
  void logic_ofTruths(String operator, int ff, int ft, int tf, int tt) {
    RawModel model =
        new RawModel()
            .input("x", DataType.BOOLEAN)
            .input("y", DataType.BOOLEAN)
            .node(operator, "x,y", "b")
            .node("Cast", "b", "z", attribute("to", TO_INT64))
            .output("z", DataType.INTEGER, INT64);

    assertThat(
            model.predict(
                """
                [{"x": false, "y": false}, {"x": false, "y": true},
                 {"x": true, "y": false}, {"x": true, "y": true}]
                """))
        .containsExactly(ff + "", ft + "", tf + "", tt + "");
  }

  @Test
  void comparison_withNaN_isFalse_andIsNaNFindsIt() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("zero", 0)
            .node("Div", "x,zero", "ratio")
            .node("IsNaN", "ratio", "nan")
            .node("LessOrEqual", "ratio,zero", "le")
            .node("Or", "nan,le", "z")
            .node("GreaterOrEqual", "ratio,zero", "ge")
            .node("Equal", "z,ge", "same")
            .output("same", DataType.BOOLEAN, BOOL);

    // 0/0: nan, not le, not ge; 1/0: not nan, not le, ge; −1/0: not nan, le, not ge
    assertThat(model.predict("[{\"x\": 0}, {\"x\": 1}, {\"x\": -1}]"))
        .containsExactly("false", "false", "false");
  }

  @ParameterizedTest
  @CsvSource({"-3, -1", "-1, -1", "0.5, 0.5", "9, 2"})
  void clip_toBounds(double x, double z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("low", -1)
            .scalar("high", 2)
            .node("Clip", "x,low,high", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": " + x + "}]")).containsExactly(z + "");
  }

  @Test
  void clip_withOneBound_leavesTheOtherSideOpen() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("high", 2)
            .node("Clip", "x,,high", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": -1e300}, {\"x\": 3}]")).containsExactly("-1.0E300", "2.0");
  }

  @Test
  void clip_lowAboveHigh_isHigh() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("low", 5)
            .scalar("high", 2)
            .node("Clip", "x,low,high", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 0}, {\"x\": 9}]")).containsExactly("2.0", "2.0");
  }

  @ParameterizedTest
  @CsvSource({"2.9, 2", "-2.9, -2", "0.0, 0", "9007199254740993.0, 9007199254740992"})
  void cast_numberToInteger_cutsTheFraction(double x, long z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node("Cast", "x", "z", attribute("to", TO_INT64))
            .output("z", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"x\": " + x + "}]")).containsExactly(z + "");
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.10000000149011612", "16777217, 16777216.0", "1e-50, 0.0"})
  void cast_doubleToFloat_roundsToTheNearest(double x, double z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node("Cast", "x", "z", attribute("to", TO_FLOAT))
            .output("z", DataType.NUMBER, FLOAT);

    assertThat(model.predict("[{\"x\": " + x + "}]")).containsExactly(z + "");
  }

  @Test
  void cast_betweenEachPair_keepsSmallIntegers() {
    for (long first : new long[] {TO_FLOAT, TO_DOUBLE, TO_INT64, TO_BOOL}) {
      for (long second : new long[] {TO_FLOAT, TO_DOUBLE, TO_INT64, TO_BOOL}) {
        RawModel model =
            new RawModel()
                .input("x", DataType.INTEGER)
                .node("Cast", "x", "a", attribute("to", first))
                .node("Cast", "a", "b", attribute("to", second))
                .node("Cast", "b", "z", attribute("to", TO_INT64))
                .output("z", DataType.INTEGER, INT64);

        assertThat(model.predict("[{\"x\": 0}, {\"x\": 1}]")).containsExactly("0", "1");
      }
    }
  }

  @Test
  void where_choosesByRow() {
    RawModel model =
        new RawModel()
            .input("c", DataType.BOOLEAN)
            .input("x", DataType.INTEGER)
            .constant("other", -1)
            .node("Where", "c,x,other", "z")
            .output("z", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"c\": true, \"x\": 5}, {\"c\": false, \"x\": 6}]"))
        .containsExactly("5", "-1");
  }

  @Test
  void labelEncoder_unseenAndMissing_takeTheDefault() {
    RawModel model =
        new RawModel()
            .input("s", DataType.STRING)
            .node(
                "LabelEncoder",
                "s",
                "z",
                strings("keys_strings", "JFK", "✈️", "a\0b"),
                integers("values_int64s", 1L, 2L, 3L),
                attribute("default_int64", 9L))
            .output("z", DataType.INTEGER, INT64);

    assertThat(
            model.predict(
                """
                [{"s": "✈️"}, {"s": "a\\u0000b"}, {"s": "a"}, {"s": ""}, {"s": "JFK"}, {"s": "jfk"}]
                """))
        .containsExactly("2", "3", "9", "9", "1", "9");
  }

  @Test
  void labelEncoder_withoutDefault_isMinusOneOrMinusZero() {
    RawModel integers =
        new RawModel()
            .input("s", DataType.STRING)
            .node(
                "LabelEncoder",
                "s",
                "z",
                strings("keys_strings", "a"),
                integers("values_int64s", 1L))
            .output("z", DataType.INTEGER, INT64);
    RawModel numbers =
        new RawModel()
            .input("s", DataType.STRING)
            .node(
                "LabelEncoder", "s", "z", strings("keys_strings", "a"), floats("values_floats", 1f))
            .output("z", DataType.NUMBER, FLOAT);

    assertThat(integers.predict("[{\"s\": \"b\"}]")).containsExactly("-1");
    assertThat(numbers.predict("[{\"s\": \"b\"}]")).containsExactly("-0.0");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "40, 1.0", "-800, 0.0", "2, 0.8807970779778823"})
  void sigmoid_isOneOverOnePlusExp(double x, double z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node("Sigmoid", "x", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": " + x + "}]")).containsExactly(z + "");
  }

  @Test
  void shapes_toColumnAndBack_keepTheRows() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .constant("one", 1)
            .constant("last", -1)
            .constant("column", -1, 1)
            .constant("flat", -1)
            .constant("same", 0, 1)
            .node("Unsqueeze", "x,last", "a")
            .node("Squeeze", "a,one", "b")
            .node("Reshape", "b,column", "c")
            .node("Reshape", "c,same", "d")
            .node("Reshape", "d,flat", "e")
            .node("Identity", "e", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 1.0}, {\"x\": 2.0}]")).containsExactly("1.0", "2.0");
  }

  @Test
  void minMax_ofSeveral_foldThemAll() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("a", 3)
            .scalar("b", 1)
            .node("Min", "x,a,b", "low")
            .node("Max", "x,a,low", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict("[{\"x\": 2}, {\"x\": 7}]")).containsExactly("3.0", "7.0");
  }

  @Test
  void constants_amongThemselves_areComputedOnce() {
    RawModel model =
        new RawModel()
            .input("x", DataType.INTEGER)
            .constant("a", 60)
            .constant("b", 1_000_000)
            .node("Mul", "a,b", "minute")
            .node("Div", "x,minute", "z")
            .output("z", DataType.INTEGER, INT64);

    assertThat(model.predictor().kernels()).isEqualTo(1);
    assertThat(model.predict("[{\"x\": 150000000}]")).containsExactly("2");
  }
}
