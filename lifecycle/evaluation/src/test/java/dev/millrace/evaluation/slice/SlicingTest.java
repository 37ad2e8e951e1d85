package dev.millrace.evaluation.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SlicingTest {

  private static final SequencedMap<String, DataType> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("origin", DataType.STRING);
    COLUMNS.put("date", DataType.TIMESTAMP);
    COLUMNS.put("distance", DataType.NUMBER);
    COLUMNS.put("late", DataType.BOOLEAN);
  }

  @Test
  void groupings_randomRowsInBatches_holdEachRowWithItsLike() {
    Random random = new Random(4);
    int rows = 3000;
    String[] origins = new String[rows];
    long[] dates = new long[rows];
    Slicing slicing =
        new Slicing(
            List.of(List.of("origin"), List.of("hour", "origin"), List.of("weekday(date)")),
            COLUMNS,
            rows);
    assertThat(slicing.columns()).containsExactly("origin", "date");
    for (int start = 0; start < rows; start += 1000) {
      for (int row = start; row < start + 1000; row++) {
        origins[row] = random.nextInt(5) == 0 ? null : "A" + random.nextInt(9);
        dates[row] = random.nextLong(-(1L << 52), 1L << 52);
      }
      slicing.add(batch(origins, dates, start, start + 1000));
    }
    List<Grouping> groupings = slicing.groupings(1);
    assertThat(groupings.get(0).groups()).hasSize(10);
    for (int row = 0; row < rows; row++) {
      LocalDateTime date = local(dates[row]);
      assertThat(text(groupings.get(0), row)).containsExactly(String.valueOf(origins[row]));
      assertThat(text(groupings.get(1), row))
          .containsExactly(String.valueOf(date.getHour()), String.valueOf(origins[row]));
      assertThat(text(groupings.get(2), row))
          .containsExactly(String.valueOf(date.getDayOfWeek().getValue()));
    }
  }

  @Test
  void groupings_smallGroups_areCountedAndLeftOut() {
    Slicing slicing = new Slicing(List.of(List.of("origin")), COLUMNS, 6);
    String[] origins = {"b", "a", "b", "c", "b", "a"};
    slicing.add(batch(origins, new long[6], 0, 6));
    Grouping grouping = slicing.groupings(2).getFirst();
    assertThat(grouping.groups())
        .extracting(group -> group.getFirst().stringValue())
        .containsExactly("a", "b");
    assertThat(grouping.groupOfRow()).containsExactly(1, 0, 1, -1, 1, 0);
    assertThat(grouping.smallGroups()).isEqualTo(1);
    assertThat(grouping.smallRows()).isEqualTo(1);
  }

  @Test
  void groupings_numbersAndMissing_areInOrder() {
    Slicing slicing = new Slicing(List.of(List.of("distance"), List.of("late")), COLUMNS, 4);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    boolean[] present = {true, true, false, true};
    columns.put("distance", new Column.Doubles(new double[] {10, 9.5, 0, -1}, present));
    columns.put("late", new Column.Booleans(new boolean[] {true, false, true, true}, null));
    slicing.add(new Batch(4, columns));
    List<Grouping> groupings = slicing.groupings(1);
    assertThat(groupings.get(0).groups().toString()).isEqualTo("[[null], [-1.0], [9.5], [10.0]]");
    assertThat(groupings.get(1).groups().toString()).isEqualTo("[[false], [true]]");
  }

  @Test
  void slicing_unknownKey_saysWhatToWrite() {
    assertRefused("orign", "there is no column 'orign'", "did you mean 'origin'?");
    assertRefused("date", "'date' is a timestamp", "such as hour(date)");
    assertRefused("hours(date)", "'hours(date)' asks for an unknown part", "'hour'?");
    assertRefused("hour(origin)", "needs a timestamp", "use one of: date");
  }

  @Test
  void slicing_partWithTwoTimestamps_asksWhich() {
    SequencedMap<String, DataType> two = new LinkedHashMap<>(COLUMNS);
    two.put("landed", DataType.TIMESTAMP);
    assertThatThrownBy(() -> new Slicing(List.of(List.of("hour")), two, 0))
        .hasMessageContaining("[date, landed]");
  }

  @Test
  void slicing_columnNamedAsAPart_isTheColumn() {
    SequencedMap<String, DataType> columns = new LinkedHashMap<>(COLUMNS);
    columns.put("hour", DataType.INTEGER);
    assertThat(new Slicing(List.of(List.of("hour")), columns, 0).columns()).containsExactly("hour");
  }

  @Test
  void slicing_tooManyValues_isRefused() {
    int rows = KeyValues.MOST_VALUES + 1;
    double[] distinct = new double[rows];
    Arrays.setAll(distinct, row -> row);
    Slicing slicing = new Slicing(List.of(List.of("distance")), COLUMNS, rows);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("distance", new Column.Doubles(distinct, null));
    assertThatThrownBy(() -> slicing.add(new Batch(rows, columns)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'distance' has more than 100000 different values");
  }

  private static void assertRefused(String key, String message, String hint) {
    assertThatThrownBy(() -> new Slicing(List.of(List.of(key)), COLUMNS, 0))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining(message);
              assertThat(error.hint().orElseThrow()).contains(hint);
            });
  }

  private static Batch batch(String[] origins, long[] dates, int start, int end) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("origin", Column.Strings.of(Arrays.copyOfRange(origins, start, end)));
    columns.put("date", new Column.Longs(Arrays.copyOfRange(dates, start, end), null));
    return new Batch(end - start, columns);
  }

  private static LocalDateTime local(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }

  private static List<String> text(Grouping grouping, int row) {
    return grouping.groups().get(grouping.groupOfRow()[row]).stream()
        .map(JsonNode::asString)
        .map(value -> value.isEmpty() ? "null" : value)
        .toList();
  }
}
