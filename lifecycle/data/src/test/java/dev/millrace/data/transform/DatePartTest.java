package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.predict.Predictor;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatePartTest {

  /** As Java's calendar has it, which was written by others. */
  private static long expected(DatePart part, LocalDateTime time) {
    return switch (part) {
      case HOUR -> time.getHour();
      case MINUTE -> time.getMinute();
      case MINUTE_OF_DAY -> time.get(ChronoField.MINUTE_OF_DAY);
      case SECOND -> time.getSecond();
      case WEEKDAY -> time.getDayOfWeek().getValue();
      case DAY -> time.getDayOfMonth();
      case DAY_OF_YEAR -> time.getDayOfYear();
      case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> time.getMonthValue();
      case QUARTER -> time.get(IsoFields.QUARTER_OF_YEAR);
      case YEAR -> time.getYear();
    };
  }

  @ParameterizedTest
  @EnumSource
  void part_ofAnyMoment_agreesWithTheCalendarOfJava(DatePart part) {
    long[] micros = moments();
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("date", new Column.Longs(micros, null));
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    types.put("date", DataType.TIMESTAMP);
    FeatureGraph.Written written =
        FeatureGraph.ofNumbers(
            new RawColumns(types, column -> false),
            new NumberSource.Part("date", part),
            List.of(),
            "part");
    Batch made =
        Predictor.of(written.onnx(), written.signature())
            .predict(new Batch(micros.length, columns));
    double[] found = ((Column.Doubles) made.column("part")).values();
    for (int row = 0; row < micros.length; row++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(micros[row], ChronoUnit.MICROS);
      assertThat(found[row]).as(time.toString()).isEqualTo((double) expected(part, time));
    }
  }

  /** Everywhere, around the turns of years from 1890 to 2410, and at both ends. */
  private static long[] moments() {
    Random random = new Random(7);
    long[] micros = new long[20_000];
    for (int row = 0; row < micros.length; row++) {
      micros[row] = row % 2 == 0 ? random.nextLong() : nearNewYear(random);
    }
    micros[0] = Long.MIN_VALUE;
    micros[1] = Long.MAX_VALUE;
    micros[2] = -1;
    micros[3] = 0;
    return micros;
  }

  private static long nearNewYear(Random random) {
    LocalDateTime year = LocalDateTime.of(random.nextInt(1890, 2410), 1, 1, 0, 0);
    long seconds = year.toEpochSecond(ZoneOffset.UTC) + random.nextInt(-6_000_000, 6_000_000);
    return seconds * 1_000_000 + random.nextInt(1_000_000);
  }
}
