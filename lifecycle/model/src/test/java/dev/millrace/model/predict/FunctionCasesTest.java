package dev.millrace.model.predict;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.DOUBLE;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;
import static dev.millrace.model.predict.RawModel.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of numbers, by the cases of the ONNX operator tests that are named beside them. */
class FunctionCasesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // test_abs is of random numbers: |x|
        "Abs   | -1.5, 0, 2          | 1.5, 0.0, 2.0",
        "Neg   | -4, 2               | 4.0, -2.0", // test_neg_example
        "Sqrt  | 1, 4, 9             | 1.0, 2.0, 3.0", // test_sqrt_example
        "Floor | -1.5, 1.25, 2       | -2.0, 1.0, 2.0", // test_floor_example, 1.2 as 1.25
        "Ceil  | -1.5, 1.25          | -1.0, 2.0", // test_ceil_example, 1.2 as 1.25
        // test_sign: the signs of −5 … 5
        "Sign  | -5, -4, -1, 0, 1, 5 | -1.0, -1.0, -1.0, 0.0, 1.0, 1.0",
        // test_round
        "Round | 0.1, 0.5, 0.9, 1.2, 1.5 | 0.0, 0.0, 1.0, 1.0, 2.0",
        "Round | 1.8, 2.3, 2.5, 2.7, -1.1 | 2.0, 2.0, 2.0, 3.0, -1.0",
        "Round | -1.5, -1.9, -2.2, -2.5, -2.8 | -2.0, -2.0, -2.0, -2.0, -3.0",
      })
  void function_ofDoublesAndFloats(String operator, String x, String z) {
    RawModel doubles =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node(operator, "x", "z")
            .output("z", DataType.NUMBER, DOUBLE);
    RawModel floats =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node("Cast", "x", "f", attribute("to", FLOAT.getNumber()))
            .node(operator, "f", "z")
            .output("z", DataType.NUMBER, FLOAT);

    assertThat(doubles.predict(rows(x))).containsExactly(z.split(", "));
    assertThat(floats.predict(rows(x))).containsExactly(z.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // test_exp_example, test_log_example, and sin and cos of their closed forms
        "Exp | -1, 0, 1 | 0.36787944117144233, 1.0, 2.718281828459045",
        "Log | 1, 10    | 0.0, 2.302585092994046",
        "Sin | -1, 0, 1 | -0.8414709848078965, 0.0, 0.8414709848078965",
        "Cos | -1, 0, 1 | 0.5403023058681398, 1.0, 0.5403023058681398",
      })
  void transcendental_ofDoubles(String operator, String x, String z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node(operator, "x", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    List<String> found = model.predict(rows(x));
    String[] expected = z.split(", ");
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0;
        i < expected.length;
        i++) { // fdlibm errs by less than one unit in the last place
      double number = Double.parseDouble(expected[i]);
      assertThat(Double.parseDouble(found.get(i))).isCloseTo(number, within(2 * Math.ulp(number)));
    }
  }

  @Test
  void transcendental_ofFloats_isRoundedOnce() {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .node("Cast", "x", "f", attribute("to", FLOAT.getNumber()))
            .node("Exp", "f", "z")
            .output("z", DataType.NUMBER, FLOAT);

    assertThat(model.predict("[{\"x\": 1}]")).containsExactly((double) (float) Math.E + "");
  }

  @ParameterizedTest
  @CsvSource({"1, 4, 1.0", "2, 5, 32.0", "3, 6, 729.0", "-8, 0.5, NaN", "0, -1, Infinity"})
  void pow_example(double x, double y, double z) { // test_pow_example and IEEE 754
    assertThat((Double) MathFunction.pow(x, y)).isEqualTo((Double) z);
  }

  @Test
  void pow_ofOneToNaN_isOne() { // IEEE 754-2019, 9.2.1
    assertThat(MathFunction.pow(1, Double.NaN)).isEqualTo(1);
    assertThat(MathFunction.pow(1, Double.NEGATIVE_INFINITY)).isEqualTo(1);
    assertThat(MathFunction.pow(-1, Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(MathFunction.pow(Double.NaN, 0)).isEqualTo(1);
    assertThat(MathFunction.pow(-1, Double.NaN)).isNaN();
  }

  @Test
  void pow_broadcasts() { // test_pow_bcast_scalar
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("two", 2)
            .node("Pow", "x,two", "z")
            .output("z", DataType.NUMBER, DOUBLE);

    assertThat(model.predict(rows("1, 2, 3"))).containsExactly("1.0", "4.0", "9.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "detect_positive | 1 | false, false, true, false, true", // test_isinf
        "detect_negative | 0 | false, false, true, false, false", // test_isinf_positive
        "detect_positive | 0 | false, false, false, false, true", // test_isinf_negative
      })
  void isInf_ofEitherSign(String attribute, long detect, String expected) {
    RawModel model =
        new RawModel()
            .input("x", DataType.NUMBER)
            .scalar("zero", 0)
            .node("Div", "x,zero", "ratio")
            .node("IsInf", "ratio", "z", attribute(attribute, detect))
            .output("z", DataType.BOOLEAN, BOOL);

    // 0 / 0 is NaN, the others infinite; −0.0 is as 0
    assertThat(model.predict(rows("0, -0.0, 3.6, 0, -1.7"))).containsExactly(expected.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Abs  | -9223372036854775808 | -9223372036854775808",
        "Abs  | -5                   | 5",
        "Neg  | 4294967296           | -4294967296",
        "Sign | 4294967296           | 1",
        "Sign | -1                   | -1",
        "Sign | 0                    | 0",
      })
  void function_ofIntegers(String operator, long x, String z) {
    RawModel model =
        new RawModel()
            .input("x", DataType.INTEGER)
            .node(operator, "x", "z")
            .output("z", DataType.INTEGER, INT64);

    assertThat(model.predict("[{\"x\": " + x + "}]")).isEqualTo(List.of(z));
  }

  private static String rows(String numbers) {
    return "[{\"x\": " + numbers.replace(", ", "}, {\"x\": ") + "}]";
  }
}
