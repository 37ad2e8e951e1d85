package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.predict.Predictor;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class FeatureGraphTest {

  private static final FeatureSpec.Vocabulary TOP_TWO = new FeatureSpec.Vocabulary(2, 2);

  @Test
  void predict_randomTimestamps_agreesWithTheCalendarOfJava() {
    Random random = new Random(7);
    int rows = 5000;
    long[] micros = new long[rows];
    for (int row = 0; row < rows; row++) {
      micros[row] = random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L);
    }
    List<Feature> features =
        List.of(
            new Feature.Part("hour", "date", DatePart.HOUR),
            new Feature.Part("minute", "date", DatePart.MINUTE_OF_DAY),
            new Feature.Part("weekday", "date", DatePart.WEEKDAY));
    Batch made =
        predict(features, "date", DataType.TIMESTAMP, new Column.Longs(micros, null), false);
    for (int row = 0; row < rows; row++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(micros[row], ChronoUnit.MICROS);
      assertThat(number(made, "hour", row)).isEqualTo(time.getHour());
      assertThat(number(made, "minute", row)).isEqualTo(time.getHour() * 60 + time.getMinute());
      assertThat(number(made, "weekday", row)).isEqualTo(time.getDayOfWeek().getValue());
    }
  }

  @Test
  void predict_strings_givesPlaceByFrequencyAndOnePlaceForAllOthers() {
    Column.Strings strings =
        Column.Strings.of("b", "a", "a", "", "", "", "once", "🛫 never\0seen", null);
    Batch made =
        predict(
            List.of(new Feature.Indexed("code", "origin", TOP_TWO)),
            "origin",
            DataType.STRING,
            strings,
            true);
    double[] expected = {2, 1, 1, 0, 0, 0, 2, 2};
    for (int row = 0; row < expected.length; row++) {
      assertThat(number(made, "code", row)).isEqualTo(expected[row]);
    }
    assertThat(made.column("code").present(expected.length)).isFalse();
  }

  @Test
  void predict_missingNumber_isMissing() {
    Column.Longs column = new Column.Longs(new long[] {300, 0}, new boolean[] {true, false});
    Batch made =
        predict(
            List.of(new Feature.Plain("miles", "distance")),
            "distance",
            DataType.INTEGER,
            column,
            true);
    assertThat(number(made, "miles", 0)).isEqualTo(300);
    assertThat(made.column("miles").present(1)).isFalse();
  }

  /** The vocabulary, if there is one, is taken from the very column. */
  private static Batch predict(
      List<Feature> features, String name, DataType type, Column column, boolean nullable) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put(name, column);
    Batch batch = new Batch(column.size(), columns);
    Vocabularies vocabularies = new Vocabularies(features);
    vocabularies.add(batch);
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    types.put(name, type);
    FeatureGraph.Written written =
        FeatureGraph.write(features, vocabularies, types, input -> nullable, "UTC");
    return Predictor.of(written.onnx(), written.signature()).predict(batch);
  }

  private static double number(Batch batch, String name, int row) {
    return ((Column.Doubles) batch.column(name)).values()[row];
  }
}
