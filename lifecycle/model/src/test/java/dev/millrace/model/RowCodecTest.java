package dev.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.model.Signature.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RowCodecTest {

  private static final List<Field> FIELDS =
      List.of(
          new Field("flag", DataType.BOOLEAN, true),
          new Field("count", DataType.INTEGER, true),
          new Field("size", DataType.NUMBER, true),
          new Field("name", DataType.STRING, true),
          new Field("at", DataType.TIMESTAMP, true));

  private final RowCodec codec = new RowCodec(FIELDS, "America/New_York");

  @Test
  void decode_eachType_readsItsValue() {
    Batch batch =
        decode(
            """
            [{"flag": true, "count": -7, "size": 2, "name": "✈️\\u0000", "at": "1970-01-01T00:00:01"},
             {"flag": null}]
            """);

    assertThat(batch.rows()).isEqualTo(2);
    assertThat(((Column.Booleans) batch.column("flag")).values()).containsExactly(true, false);
    assertThat(((Column.Longs) batch.column("count")).values()).containsExactly(-7, 0);
    assertThat(((Column.Doubles) batch.column("size")).values()).containsExactly(2, 0);
    assertThat(((Column.Strings) batch.column("name")).value(0)).isEqualTo("✈️\0");
    assertThat(((Column.Longs) batch.column("at")).values()).containsExactly(1_000_000, 0);
    for (Field field : FIELDS) {
      assertThat(batch.column(field.name()).present(0)).isTrue();
      assertThat(batch.column(field.name()).present(1)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00, 0",
    "1969-12-31T23:59:59.999999, -1",
    "2001-03-05T14:30:00, 983802600000000",
    // New York was five hours behind UTC on that day
    "2001-03-05T14:30:00Z, 983784600000000",
    "2001-03-05T14:30:00-05:00, 983802600000000",
  })
  void decode_timestampText_isTheZonesCalendar(String text, long micros) {
    Batch batch = decode("[{\"at\": \"" + text + "\"}]");

    assertThat(((Column.Longs) batch.column("at")).values()).containsExactly(micros);
  }

  @Test
  void decode_timestampInteger_isMicroseconds() {
    assertThat(((Column.Longs) decode("[{\"at\": -3}]").column("at")).values()).containsExactly(-3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flag | 1 | true or false",
        "flag | \"true\" | true or false",
        "count | 1.0 | an integer",
        "count | \"1\" | an integer",
        "count | true | an integer",
        "count | 9223372036854775808 | an integer of 64 bits",
        "size | \"NaN\" | a finite number",
        "size | 1e999 | a finite number",
        "size | [1] | a finite number",
        "name | 3 | a string",
        "name | \"\\ud83d\" | a string",
        "name | \"a\\udc00b\" | a string",
        "at | \"yesterday\" | a time such as",
        "at | \"2001-02-30T00:00:00\" | a time such as",
        "at | \"2001-03-05T14:30:00.0000001\" | a time such as",
        "at | \"+999999-01-01T00:00:00\" | a time such as",
        "at | 1.5 | an integer",
      })
  void decode_valueOfAnotherType_namesRowInputAndBoth(String name, String value, String expected) {
    assertThatThrownBy(() -> decode("[{}, {\"" + name + "\": " + value + "}]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row 1, input '" + name + "'")
        .hasMessageContaining("expected " + expected)
        .hasMessageContaining("found ");
  }

  @Test
  void decode_unknownInput_suggestsTheNearest() {
    assertThatThrownBy(() -> decode("[{\"cuont\": 1}]"))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining("row 0 has an unknown input 'cuont'");
              assertThat(error.hint()).hasValue("did you mean 'count'?");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{}]", "[{\"x\": null}]"})
  void decode_missingRequiredInput_namesIt(String rows) {
    RowCodec strict = new RowCodec(List.of(new Field("x", DataType.NUMBER, false)), "UTC");

    assertThatThrownBy(() -> strict.decode(Json.parse(rows).values().stream().toList()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row 0, input 'x': expected a number, found n");
  }

  @Test
  void decode_manyFaults_showsTheFirstFive() {
    assertThatThrownBy(() -> decode("[" + "{\"count\": \"?\"},".repeat(8) + "{}]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row 4, input")
        .hasMessageEndingWith("and 3 more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[3]", "[null]", "[[1]]"})
  void decode_rowThatIsNoObject_isRefused(String rows) {
    assertThatThrownBy(() -> decode(rows))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row 0 is not a JSON object");
  }

  @Test
  void constructor_zoneThatDoesNotExist_isRefused() {
    assertThatThrownBy(() -> new RowCodec(FIELDS, "Mars/Olympus"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Mars/Olympus");
  }

  @Test
  void encode_numberThatIsNotFinite_isRefused() {
    RowCodec numbers = new RowCodec(List.of(new Field("x", DataType.NUMBER, false)), "UTC");
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("x", new Column.Doubles(new double[] {1, Double.NaN}, null));

    assertThatThrownBy(() -> numbers.encode(new Batch(2, columns)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'x' is NaN in row 1");
  }

  @Test
  void decode_ofEncoded_isTheSameRows() {
    Random random = new Random(20010305);
    for (int round = 0; round < 50; round++) {
      Batch batch = RandomBatches.of(FIELDS, 1 + random.nextInt(20), random);

      List<? extends JsonNode> rows = codec.encode(batch);
      Batch again = codec.decode(Json.parse(rows.toString()).values().stream().toList());

      assertThat(codec.encode(again)).isEqualTo(rows);
      for (Field field : FIELDS) {
        RandomBatches.assertSame(again.column(field.name()), batch.column(field.name()));
      }
    }
  }

  @Test
  void decode_anyJson_readsOrRefuses() {
    Random random = new Random(8);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      String row = "[{\"" + FIELDS.get(round % 5).name() + "\": " + json(random, 3) + "}]";
      try {
        assertThat(decode(row).rows()).isEqualTo(1);
      } catch (UserError e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 2999);
  }

  private static String json(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 10)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> Long.toString(random.nextLong());
      case 3 -> Double.toString(random.nextGaussian());
      case 4 -> "9".repeat(1 + random.nextInt(500));
      case 5 -> "1e" + random.nextInt(-500, 500);
      case 6 -> "\"\"";
      case 7 -> "\"\\u%04x\"".formatted(random.nextInt(0x10000));
      case 8 -> "\"" + random.nextInt(3000) + "-02-29T00:00:00\"";
      case 9 -> "\"2001-03-05T14:30:00" + "Z+[.1".charAt(random.nextInt(5)) + "\"";
      case 10 -> "[" + json(random, depth - 1) + "]";
      default -> "{\"a\": " + json(random, depth - 1) + "}";
    };
  }

  private Batch decode(String rows) {
    return codec.decode(Json.parse(rows).values().stream().toList());
  }
}
