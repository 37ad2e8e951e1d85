package dev.millrace.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RandomBatches;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.OnnxLimits;
import dev.millrace.model.onnx.Operators;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictorTest {

  private final GraphBuilder graph = Flights.model(Flights.trees(30, 6, new Random(3)));
  private final Predictor flights = Predictor.of(graph.toBytes(), graph.signature("UTC"));

  @Test
  void predict_batch_equalsRowByRow() {
    Batch batch = Flights.rows(2000, new Random(4));
    Column together = flights.predict(batch).column("late");

    for (int row = 0; row < batch.rows(); row++) {
      Column alone = flights.predict(RandomBatches.row(batch, row)).column("late");
      assertThat(RandomBatches.value(alone, 0)).isEqualTo(RandomBatches.value(together, row));
    }
  }

  @Test
  void predict_randomGraphs_equalsRowByRow() {
    Random random = new Random(17);
    for (int round = 0; round < 40; round++) {
      GraphBuilder made = RandomGraphs.make(40, random);
      Predictor predictor = Predictor.of(made.toBytes(), made.signature("UTC"));
      Batch batch =
          RandomBatches.of(predictor.signature().inputs(), 1 + random.nextInt(60), random);
      Batch together = predictor.predict(batch);
      for (int row = 0; row < batch.rows(); row++) {
        Batch alone = predictor.predict(RandomBatches.row(batch, row));
        for (String name : together.columns().keySet()) {
          assertThat(RandomBatches.value(alone.column(name), 0))
              .as(name)
              .isEqualTo(RandomBatches.value(together.column(name), row));
        }
      }
    }
  }

  @Test
  void predict_randomGraphs_givesTheSameBitsOnManyThreads() {
    Random random = new Random(18);
    for (int round = 0; round < 10; round++) {
      GraphBuilder made = RandomGraphs.make(60, random);
      Predictor predictor = Predictor.of(made.toBytes(), made.signature("UTC"));
      Batch batch = RandomBatches.of(predictor.signature().inputs(), 2500, random);
      Batch expected = predictor.predict(batch);
      Batch found = predictor.predict(batch, 4);
      for (String name : expected.columns().keySet()) {
        RandomBatches.assertSame(found.column(name), expected.column(name));
      }
    }
  }

  @Test
  void predict_graphNeverRead_givesTheSameBitsAsItsFile() {
    Random random = new Random(19);
    for (int round = 0; round < 20; round++) {
      GraphBuilder made = round == 0 ? graph : RandomGraphs.make(40, random);
      GraphBuilder.Finished finished = made.finished(OnnxLimits.DEFAULT);
      Signature signature = made.signature("UTC");
      Batch batch = RandomBatches.of(signature.inputs(), 500, random);
      Batch expected = Predictor.of(finished.bytes(), signature).predict(batch);
      Batch found = Predictor.of(finished.graph(), signature).predict(batch);

      assertThat(finished.bytes()).isEqualTo(made.toBytes());
      for (String name : expected.columns().keySet()) {
        RandomBatches.assertSame(found.column(name), expected.column(name));
      }
    }
  }

  @Test
  void finished_graphBeyondTheLimits_isRefusedAsItsFileIs() {
    OnnxLimits few = new OnnxLimits(1 << 20, 5, 1000, 10, 1000, 10);

    assertThatThrownBy(() -> graph.finished(few))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than 5 messages");
  }

  @Test
  void predict_anyNumberOfThreads_givesTheSameBits() {
    Batch batch = Flights.rows(20_001, new Random(5));
    Column expected = flights.predict(batch).column("late");

    for (int threads : new int[] {2, 3, 8}) {
      RandomBatches.assertSame(flights.predict(batch, threads).column("late"), expected);
    }
  }

  @Test
  void predict_byManyThreadsAtOnce_keepsTheirRowsApart() throws Exception {
    List<Batch> batches = new ArrayList<>();
    List<Column> expected = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      batches.add(Flights.rows(1 + 100 * i, new Random(i)));
      expected.add(flights.predict(batches.getLast()).column("late"));
    }
    List<Callable<Batch>> calls =
        batches.stream().map(batch -> (Callable<Batch>) () -> flights.predict(batch)).toList();
    try (var executor = Executors.newFixedThreadPool(8)) {
      List<Future<Batch>> answers = executor.invokeAll(calls);
      for (int i = 0; i < answers.size(); i++) {
        RandomBatches.assertSame(answers.get(i).get().column("late"), expected.get(i));
      }
    }
  }

  @Test
  void predict_noRows_givesNoRows() {
    Batch predicted = flights.predict(Flights.rows(0, new Random(1)));

    assertThat(predicted.rows()).isZero();
    assertThat(predicted.column("late").size()).isZero();
  }

  @Test
  void predict_dateParts_agreeWithTheCalendarAlsoBefore1970() {
    GraphBuilder transform = Flights.transform();
    Predictor predictor = Predictor.of(transform.toBytes(), transform.signature("UTC"));
    Random random = new Random(1969);
    Batch rows = Flights.rows(3000, random);
    long[] dates = ((Column.Longs) rows.column("date")).values();
    for (int row = 0; row < dates.length; row++) {
      dates[row] = random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L);
    }

    Batch features = predictor.predict(rows);

    for (int row = 0; row < dates.length; row++) {
      LocalDateTime date =
          LocalDateTime.ofEpochSecond(Math.floorDiv(dates[row], 1_000_000L), 0, ZoneOffset.UTC);
      assertThat(number(features, "hour", row)).isEqualTo(date.getHour());
      assertThat(number(features, "minute", row)).isEqualTo(date.getMinute());
      assertThat(number(features, "weekday", row)).isEqualTo(date.getDayOfWeek().getValue() - 1);
    }
  }

  @Test
  void predict_missingValueOfNullableOutput_isMissing() {
    GraphBuilder transform = Flights.transform();
    Predictor predictor = Predictor.of(transform.toBytes(), transform.signature("UTC"));
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("date", new Column.Longs(new long[] {0, 0}, new boolean[] {true, false}));
    columns.put("distance", new Column.Doubles(new double[] {0, 700}, new boolean[] {false, true}));
    columns.put("origin", Column.Strings.of("", null));
    columns.put("destination", Column.Strings.of(null, Flights.code(0)));

    Batch features = predictor.predict(new Batch(2, columns));

    assertThat(features.column("hour").present(1)).isFalse();
    assertThat(features.column("distance").present(0)).isFalse();
    assertThat(number(features, "distance", 1)).isZero();
    // the empty string is a value, though an unseen one; null is none
    assertThat(features.column("origin").present(0)).isTrue();
    assertThat(features.column("origin").present(1)).isFalse();
    assertThat(number(features, "destination", 1)).isEqualTo(1);
  }

  @Test
  void predict_outputNamedLikeAnInput_isTheOutput() {
    GraphBuilder builder = new GraphBuilder("same name");
    Operators op = new Operators(builder);
    Field field = new Field("x", DataType.NUMBER, false);
    builder.output("x", op.mul(builder.input(field), op.constant(2.0)));
    Predictor predictor = Predictor.of(builder.toBytes(), builder.signature("UTC"));

    assertThat(number(predictor.predict(numbers("x", 21)), "x", 0)).isEqualTo(42);
  }

  @Test
  void predict_floatOutput_isWidenedExactly() {
    GraphBuilder builder = new GraphBuilder("float");
    Operators op = new Operators(builder);
    Field field = new Field("x", DataType.NUMBER, false);
    builder.output("y", op.cast(builder.input(field), ElementType.FLOAT));
    Predictor predictor = Predictor.of(builder.toBytes(), builder.signature("UTC"));

    assertThat(number(predictor.predict(numbers("x", 0.1)), "y", 0)).isEqualTo((double) 0.1f);
  }

  @Test
  void predict_missingColumn_namesIt() {
    Batch batch = with("origin", null);

    assertThatThrownBy(() -> flights.predict(batch))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("input 'origin' (string) is missing");
  }

  @Test
  void predict_columnTooMany_suggestsTheNearest() {
    Batch batch = with("origine", Column.Strings.of("JFK"));

    assertThatThrownBy(() -> flights.predict(batch))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error).hasMessageContaining("no input 'origine'");
              assertThat(error.hint()).hasValue("did you mean 'origin'?");
            });
  }

  @Test
  void predict_columnOfAnotherType_namesBoth() {
    Batch batch = with("distance", Column.Strings.of("far"));

    assertThatThrownBy(() -> flights.predict(batch))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'distance' must be a column of number, found strings");
  }

  @Test
  void predict_numberThatIsNotFinite_namesTheRow() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Batch batch = with("distance", new Column.Doubles(new double[] {number}, null));

      assertThatThrownBy(() -> flights.predict(batch))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'distance' is " + number + " in row 0");
    }
  }

  @Test
  void predict_nullWhereThereMustBeAValue_namesTheRow() {
    GraphBuilder builder = new GraphBuilder("strict");
    builder.output("y", builder.input(new Field("x", DataType.NUMBER, false)));
    Predictor predictor = Predictor.of(builder.toBytes(), builder.signature("UTC"));
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("x", new Column.Doubles(new double[2], new boolean[] {true, false}));

    assertThatThrownBy(() -> predictor.predict(new Batch(2, columns)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'x' is null in row 1");
  }

  @Test
  void of_signatureThatDiffers_saysHow() {
    Signature right = graph.signature("UTC");
    List<Field> fewer = right.inputs().subList(1, right.inputs().size());
    Field other = new Field("other", DataType.NUMBER, false);

    assertThatThrownBy(() -> of(new Signature(fewer, right.outputs(), "UTC")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("inputs that the signature lacks: [date, date__present]");
    assertThatThrownBy(() -> of(new Signature(List.of(other), right.outputs(), "UTC")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("input 'other' should be DOUBLE [N] in the graph, found none");
    assertThatThrownBy(() -> of(new Signature(right.inputs(), List.of(), "UTC")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("outputs that the signature lacks: [late]");
    assertThatThrownBy(() -> of(new Signature(right.inputs(), List.of(other), "UTC")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no output 'other'");
  }

  private Predictor of(Signature signature) {
    return Predictor.of(graph.toBytes(), signature);
  }

  private static Batch with(String name, @Nullable Column column) {
    Batch row = Flights.rows(1, new Random(6));
    SequencedMap<String, Column> columns = new LinkedHashMap<>(row.columns());
    if (column == null) {
      columns.remove(name);
    } else {
      columns.put(name, column);
    }
    return new Batch(1, columns);
  }

  private static Batch numbers(String name, double... values) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put(name, new Column.Doubles(values, null));
    return new Batch(values.length, columns);
  }

  private static double number(Batch batch, String name, int row) {
    return ((Column.Doubles) batch.column(name)).values()[row];
  }
}
