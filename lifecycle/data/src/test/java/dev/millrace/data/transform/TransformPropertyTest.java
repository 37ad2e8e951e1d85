package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.error.UserError;
import dev.millrace.data.TestTask;
import dev.millrace.data.transform.RandomFeatures.Declared;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random declarations fitted to random rows, and computed for these and for later ones: the graph
 * against {@link FeatureByHand}, rows together against rows alone, our kernels against ONNX
 * Runtime. {@code -Dmillrace.transform.rounds=} and {@code -Dmillrace.transform.seed=} look
 * further.
 */
class TransformPropertyTest {

  private static final int FEATURES = 8;

  /** Of single precision's steps, how many a value may be off: its last operations each round. */
  private static final double CLOSE = 4;

  @TempDir private Path directory;

  @Test
  void transform_randomDeclarations_equalsWhatTheyMean() throws Exception {
    long seed = Long.getLong("millrace.transform.seed", 20261126);
    int rounds = Integer.getInteger("millrace.transform.rounds", 25);
    Random random = new Random(seed);
    RandomFeatures features = new RandomFeatures(random);
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      try {
        check("seed " + seed + ", round " + round + ", ", random, features);
      } catch (UserError e) {
        // Logarithms of negative numbers alone, say: there is nothing to fit anything to.
        assertThat(e).hasMessageContaining("no row of the training split has");
        refused++;
      }
    }
    assertThat(refused).isLessThan(rounds / 2);
    assertThat(features.kinds())
        .contains("expression", "cross", "per", "clip", "quantile_buckets", "buckets", "cycle")
        .contains("vocabulary", "hash", "words TF_IDF", "words COUNT", "one_hot", "log", "power")
        .contains("impute", "indicator", "scale ROBUST", "scale Z_SCORE", "scale MIN_MAX");
  }

  private void check(String context, Random random, RandomFeatures features) throws Exception {
    List<RawRow> training = new ArrayList<>(List.of(RawRow.full()));
    for (int i = 20 + random.nextInt(60); i > 0; i--) {
      training.add(RawRow.random(random, false));
    }
    SequencedMap<String, Declared> declared = new TreeMap<>();
    for (int i = 0; i < FEATURES; i++) {
      declared.put("f" + i, features.next());
    }
    Map<String, FeatureSpec> specs = new LinkedHashMap<>();
    declared.forEach((name, one) -> specs.put(name, one.spec()));
    Transforming transforming = new Transforming(directory);
    Transform.Outputs outputs =
        transforming.run(
            TestTask.in(directory), transforming.examples(RawRow.query(training)), specs);
    TransformFiles files = TransformFiles.read(outputs.graph());
    List<RawRow> rows = new ArrayList<>(training);
    for (int i = 0; i < 60; i++) {
      rows.add(RawRow.random(random, true));
    }
    Predictor predictor = files.predictor();
    Batch found = predictor.predict(batch(files, rows));
    requireMeaning(context, declared, training, rows, found);
    requireSameAlone(context, files, rows, found);
    requireSameElsewhere(context, declared, files, rows);
  }

  private static void requireMeaning(
      String context,
      SequencedMap<String, Declared> declared,
      List<RawRow> training,
      List<RawRow> rows,
      Batch found) {
    Map<String, FeatureByHand.Outputs> byHand = new TreeMap<>();
    declared.forEach(
        (name, one) -> byHand.put(name, FeatureByHand.fitted(one.spec(), one.formula(), training)));
    for (int row = 0; row < rows.size(); row++) {
      Iterator<Map.Entry<String, Column>> columns = found.columns().entrySet().iterator();
      for (Map.Entry<String, FeatureByHand.Outputs> feature : byHand.entrySet()) {
        for (Double expected : feature.getValue().of(rows.get(row))) {
          Map.Entry<String, Column> column = columns.next();
          String what =
              context
                  + column.getKey()
                  + " by "
                  + declared.get(feature.getKey())
                  + " of "
                  + rows.get(row);
          assertThat(column.getKey()).as(what).startsWith(feature.getKey());
          requireClose(what, value(column.getValue(), row), expected);
        }
      }
      assertThat(columns.hasNext()).as(context + "more outputs than expected").isFalse();
    }
  }

  private static void requireClose(String what, @Nullable Double found, @Nullable Double expected) {
    if (expected == null || found == null) {
      assertThat(found).as(what).isEqualTo(expected);
      return;
    }
    float single = (float) Math.clamp(expected, -Float.MAX_VALUE, Float.MAX_VALUE);
    double close = CLOSE * Math.ulp(Math.max(Math.abs(single), 1e-6f));
    assertThat(Math.abs(found - single)).as(what + ": " + found + ", " + single).isLessThan(close);
  }

  private static void requireSameAlone(
      String context, TransformFiles files, List<RawRow> rows, Batch together) {
    Predictor predictor = files.predictor();
    for (int row = 0; row < rows.size(); row++) {
      Batch alone = predictor.predict(batch(files, rows.subList(row, row + 1)));
      for (Map.Entry<String, Column> column : together.columns().entrySet()) {
        assertThat(value(alone.column(column.getKey()), 0))
            .as(context + column.getKey() + " alone")
            .isEqualTo(value(column.getValue(), row));
      }
    }
  }

  private static void requireSameElsewhere(
      String context, Map<String, Declared> declared, TransformFiles files, List<RawRow> rows)
      throws Exception {
    List<RawRow> carried = rows.stream().filter(RawRow::carried).toList();
    Batch raw = batch(files, carried);
    Batch found = files.predictor().predict(raw);
    Map<String, float[]> elsewhere = OnnxRuntime.outputs(files, raw);
    for (Map.Entry<String, Column> column : found.columns().entrySet()) {
      Declared one = declared.get(column.getKey().substring(0, 2));
      float[] values = elsewhere.getOrDefault(column.getKey(), new float[0]);
      for (int row = 0; row < values.length && one != null && !one.rounds(); row++) {
        String what = context + column.getKey() + " by " + one + " elsewhere";
        Double here = value(column.getValue(), row);
        assertThat(here == null).as(what).isEqualTo(Float.isNaN(values[row]));
        double close = 1e-5 * Math.max(1, Math.abs(values[row]));
        assertThat(here == null ? 0 : Math.abs(here - values[row])).as(what).isLessThan(close);
      }
    }
  }

  private static @Nullable Double value(Column column, int row) {
    return column.present(row) ? (Double) ((Column.Doubles) column).values()[row] : null;
  }

  private static Batch batch(TransformFiles files, List<RawRow> rows) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (Field field : files.signature().inputs()) {
      columns.put(field.name(), column(field, rows));
    }
    return new Batch(rows.size(), columns);
  }

  private static Column column(Field field, List<RawRow> rows) {
    boolean[] present = new boolean[rows.size()];
    @Nullable Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row).value(field.name());
      present[row] = values[row] != null;
    }
    if (field.type() == DataType.STRING) {
      @Nullable String[] texts = new String[values.length];
      for (int row = 0; row < texts.length; row++) {
        texts[row] = (String) values[row];
      }
      return Column.Strings.of(texts);
    }
    double[] doubles = new double[values.length];
    long[] longs = new long[values.length];
    boolean[] booleans = new boolean[values.length];
    for (int row = 0; row < values.length; row++) {
      switch (values[row]) {
        case Double number -> doubles[row] = number;
        case Long integer -> longs[row] = integer;
        case Boolean truth -> booleans[row] = truth;
        case null, default -> present[row] = false;
      }
    }
    return switch (field.type()) {
      case NUMBER -> new Column.Doubles(doubles, present);
      case BOOLEAN -> new Column.Booleans(booleans, present);
      case INTEGER, TIMESTAMP -> new Column.Longs(longs, present);
      case STRING -> throw new IllegalArgumentException(field.name());
    };
  }
}
