package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.model.Column;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InferenceReaderTest {

  private static final String DISTANCE =
      "{\"name\":\"distance\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[1.5,2]}";

  @Test
  void read_everyType_isExact() {
    InferenceRequest request =
        read(
            DISTANCE,
            tensor("number", "FP64", "0.1,null"),
            tensor("count", "INT64", "-9223372036854775808,null"),
            tensor("flag", "BOOL", "true,null"),
            tensor("text", "BYTES", "\"\uD83D\uDE80\\u0000\",null"),
            tensor("date", "INT64", "983779200000001,null"));
    assertThat(doubles(request, "distance").values()).containsExactly(1.5, 2);
    assertThat(doubles(request, "number").values()[0]).isEqualTo(0.1);
    assertThat(longs(request, "count").values()[0]).isEqualTo(Long.MIN_VALUE);
    assertThat(((Column.Booleans) request.inputs().column("flag")).values()[0]).isTrue();
    assertThat(((Column.Strings) request.inputs().column("text")).value(0))
        .isEqualTo("\uD83D\uDE80\0");
    assertThat(longs(request, "date").values()[0]).isEqualTo(983_779_200_000_001L);
    request
        .inputs()
        .columns()
        .forEach(
            (name, column) -> {
              assertThat(column.present(0)).as(name).isTrue();
              assertThat(column.present(1)).as(name).isEqualTo(name.equals("distance"));
            });
  }

  @Test
  void read_dataBeforeWhatDescribesIt_isTheSame() {
    InferenceRequest request =
        read(
            "{\"data\":[1.5,2],\"datatype\":\"FP64\",\"shape\":[2],\"name\":\"distance\"}",
            "{\"name\":\"text\",\"data\":[\"é\uD83D\uDE80\",\"]\"],\"shape\":[2],\"datatype\":\"BYTES\"}");
    assertThat(doubles(request, "distance").values()).containsExactly(1.5, 2);
    assertThat(((Column.Strings) request.inputs().column("text")).dictionary())
        .containsExactly("é\uD83D\uDE80", "]");
  }

  @Test
  void read_rowsAsArrays_isTheSame() {
    InferenceRequest request =
        read(
            "{\"name\":\"distance\",\"shape\":[2,1],\"datatype\":\"FP64\",\"data\":[[1.5],[2]]}",
            "{\"name\":\"number\",\"shape\":[2,1],\"datatype\":\"FP64\",\"data\":[null,[3]]}",
            "{\"name\":\"count\",\"shape\":[2,1],\"datatype\":\"INT64\",\"data\":[4,5]}");
    assertThat(doubles(request, "distance").values()).containsExactly(1.5, 2);
    assertThat(request.inputs().column("number").present(0)).isFalse();
    assertThat(longs(request, "count").values()).containsExactly(4, 5);
  }

  @Test
  void read_nullableInputLeftOut_isMissingInEveryRow() {
    InferenceRequest request = read(DISTANCE);
    assertThat(request.inputs().columns().keySet())
        .containsExactly("distance", "number", "count", "flag", "text", "date");
    for (String name : new String[] {"number", "count", "flag", "text", "date"}) {
      assertThat(request.inputs().column(name).present(0)).isFalse();
      assertThat(request.inputs().column(name).present(1)).isFalse();
    }
  }

  @Test
  void read_narrowerDatatype_isWidenedExactly() {
    assertThat(doubles(read(DISTANCE, tensor("number", "FP32", "0.1,3")), "number").values())
        .containsExactly((double) 0.1f, 3);
    assertThat(doubles(read(DISTANCE, tensor("number", "INT64", "5,6")), "number").values())
        .containsExactly(5, 6);
    assertThat(longs(read(DISTANCE, tensor("count", "INT32", "5,6")), "count").values())
        .containsExactly(5, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00, 0",
    "1970-01-01T00:00:00.000001, 1",
    "1969-12-31T23:59:59, -1000000",
    // noon in London is seven in New York, whose calendar the signature declares
    "2001-03-05T12:00:00Z, 983775600000000",
    "2001-03-05T07:00:00, 983775600000000",
    "2001-03-05T13:00:00+01:00, 983775600000000"
  })
  void read_timestampAsText_isMicrosecondsOfTheSignaturesCalendar(String text, long micros) {
    String quoted = "\"" + text + "\"";
    assertThat(longs(read(DISTANCE, tensor("date", "BYTES", quoted + ",null")), "date").values()[0])
        .isEqualTo(micros);
  }

  @Test
  void read_idParametersAndOutputs_areKept() {
    InferenceRequest request =
        InferenceReader.read(
            bytes(
                "{\"parameters\":{\"event_time\":\"2001-01-09T10:00:00Z\"},\"id\":\"r-1\","
                    + "\"outputs\":[{\"name\":\"echo_text\"}],\"inputs\":["
                    + DISTANCE
                    + "]}"),
            EchoModel.SIGNATURE,
            Limits.STANDARD);
    assertThat(request.id()).contains("r-1");
    assertThat(request.eventTime()).contains(Instant.parse("2001-01-09T10:00:00Z"));
    assertThat(request.outputs()).containsExactly("echo_text");
  }

  @ParameterizedTest
  @MethodSource
  void read_valueThatDoesNotFit_isRefusedWithItsPlace(
      String name, String datatype, String data, String message) {
    assertThatThrownBy(() -> read(DISTANCE, tensor(name, datatype, data)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> read_valueThatDoesNotFit_isRefusedWithItsPlace() {
    return Stream.of(
        arguments("number", "FP64", "NaN,1", "not valid JSON"),
        arguments("number", "FP64", "1e999,1", "input 'number', row 0 is 1e999, which a number"),
        arguments("number", "FP32", "1,1e39", "row 1 is 1e39, which a number sent as FP32"),
        arguments("number", "INT64", "9007199254740993,1", "cannot hold exactly"),
        arguments("number", "FP64", "true,1", "row 0 is a boolean; expected a number"),
        arguments("number", "FP64", "\"1\",1", "row 0 is a string; expected a number"),
        arguments("number", "FP64", "[1],2", "row 0 is an array; expected a number"),
        arguments("number", "FP64", "{},2", "row 0 is an object; expected a number"),
        arguments(
            "number",
            "BYTES",
            "\"1\",\"2\"",
            "datatype BYTES; expected FP64 or FP32 or INT64 or INT32"),
        arguments("number", "FP64", "1", "has 1 values where its shape says 2"),
        arguments("number", "FP64", "1,2,3", "has more values than the 2 its shape says"),
        arguments("count", "INT64", "1.0,2", "row 0 is a number; expected an integer"),
        arguments("count", "INT64", "9223372036854775808,2", "cannot hold exactly"),
        arguments("count", "INT32", "2147483648,2", "cannot hold exactly"),
        arguments("count", "FP64", "1,2", "datatype FP64; expected INT64 or INT32"),
        arguments("flag", "BOOL", "0,1", "row 0 is an integer; expected a boolean"),
        arguments("text", "BYTES", "1,2", "row 0 is an integer; expected a string"),
        arguments("text", "BYTES", "\"\\ud83d\",null", "row 0 is not Unicode"),
        arguments(
            "date", "BYTES", "\"5 March\",null", "row 0 is '5 March'; expected a time such as"),
        arguments(
            "date", "BYTES", "\"2001-03-05T00:00:00.0000001\",null", "expected a time such as"),
        arguments("date", "BYTES", "\"+999999999-01-01T00:00:00\",null", "expected a time such as"),
        arguments("dat", "INT64", "1,2", "unknown input 'dat': did you mean 'date'?"),
        arguments("number", "FP65", "1,2", "datatype 'FP65' is unknown"),
        arguments("distance", "FP64", "1,2", "input 'distance' is given twice"));
  }

  @ParameterizedTest
  @MethodSource
  void read_bodyThatIsNoRequest_isRefusedSayingWhy(String body, String message) {
    assertThatThrownBy(
            () -> InferenceReader.read(bytes(body), EchoModel.SIGNATURE, Limits.STANDARD))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> read_bodyThatIsNoRequest_isRefusedSayingWhy() {
    return Stream.of(
        arguments("", "the body is empty"),
        arguments("[]", "not a JSON object"),
        arguments("{", "not valid JSON at line 1"),
        arguments("{\"inputs\":[" + DISTANCE + "]} {}", "goes on after the end"),
        arguments("{\"id\":\"\"}", "'id' must have 1 to 128 characters"),
        arguments("{\"id\":1}", "'id' must be a string; found an integer"),
        arguments("{\"id\":\"a\",\"id\":\"b\"}", "Duplicate"),
        arguments("{\"imputs\":[]}", "unknown key 'imputs': did you mean 'inputs'?"),
        arguments("{\"inputs\":{}}", "'inputs' must be an array; found an object"),
        arguments("{\"inputs\":[1]}", "each of 'inputs' must be an object"),
        arguments("{\"inputs\":[]}", "no input is given; the model takes distance, number"),
        arguments("{\"inputs\":[{}]}", "an input's name is missing"),
        arguments("{\"parameters\":{\"event_time\":\"yesterday\"}}", "expected an instant such as"),
        arguments(
            "{\"parameters\":{\"event_time\":\"+12000-01-01T00:00:00Z\"}}", "expected an instant"),
        arguments(
            "{\"parameters\":{\"logged\":0}}", "'logged' must be a boolean; found an integer"),
        arguments("{\"parameters\":{\"binary\":true}}", "unknown parameter 'binary'"),
        arguments("{\"outputs\":[{\"name\":\"echo\"}]}", "unknown output 'echo'"),
        arguments(
            "{\"inputs\":[{\"name\":\"count\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[1]}]}",
            "inputs that the model requires are missing: 'distance' (FP64)"),
        arguments("{\"inputs\":[{\"name\":\"count\",\"shape\":[2,2]}]}", "[2, 2]; expected [rows]"),
        arguments(
            "{\"inputs\":[{\"name\":\"count\",\"shape\":[]}]}", "expected [rows] or [rows, 1]"),
        arguments(
            "{\"inputs\":[{\"name\":\"count\",\"shape\":[0]}]}", "has the size 0; the least is 1"),
        arguments(
            "{\"inputs\":[{\"name\":\"count\",\"shape\":[10001]}]}", "more than the 10000 rows"),
        arguments(
            "{\"inputs\":[{\"name\":\"count\",\"shape\":[99999999999]}]}",
            "more than the 10000 rows"),
        arguments(
            "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[null]}]}",
            "input 'distance', row 0 is null, and the model requires a value"),
        arguments("{\"inputs\":[{\"name\":\"count\",\"shape\":[1],\"data\":[1]}]}", "is missing"));
  }

  @Test
  void read_inputsOfDifferentRows_isRefused() {
    String one = "{\"name\":\"count\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[1]}";
    assertThatThrownBy(() -> read(DISTANCE, one))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("all must have as many");
  }

  @Test
  void read_deepNesting_isRefused() {
    String deep = "{\"data\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> read(DISTANCE, deep))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void read_otherEncoding_isRefused() {
    byte[] utf16 = "{\"inputs\":[]}".getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> InferenceReader.read(utf16, EchoModel.SIGNATURE, Limits.STANDARD))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void read_mostRowsAllowed_areAllThere() {
    String data =
        IntStream.range(0, Limits.STANDARD.rows())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    InferenceRequest request =
        read(
            "{\"name\":\"distance\",\"shape\":[10000],\"datatype\":\"FP64\",\"data\":["
                + data
                + "]}");
    assertThat(doubles(request, "distance").values()[9_999]).isEqualTo(9_999);
  }

  private static InferenceRequest read(String... tensors) {
    String body = "{\"inputs\":[" + String.join(",", tensors) + "]}";
    return InferenceReader.read(bytes(body), EchoModel.SIGNATURE, Limits.STANDARD);
  }

  private static String tensor(String name, String datatype, String data) {
    return "{\"name\":\"%s\",\"shape\":[2],\"datatype\":\"%s\",\"data\":[%s]}"
        .formatted(name, datatype, data);
  }

  private static Column.Doubles doubles(InferenceRequest request, String name) {
    return (Column.Doubles) request.inputs().column(name);
  }

  private static Column.Longs longs(InferenceRequest request, String name) {
    return (Column.Longs) request.inputs().column(name);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
