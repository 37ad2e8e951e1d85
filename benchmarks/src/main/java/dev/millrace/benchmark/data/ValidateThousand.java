package dev.millrace.benchmark.data;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.value.Json;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsBuilder;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.Anomaly;
import dev.millrace.data.validation.Validation;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/**
 * A thousand features held against a schema, from statistics that are loaded: half are numbers of
 * 10,000 different values with a range, half strings of 100 values, listed for one half of them and
 * described by a pattern for the other. Every tenth feature breaks its rule.
 */
public final class ValidateThousand implements Benchmark {

  private static final int FEATURES = 1000;
  private static final int ROWS = 10_000;
  private static final int TIMES = 51;
  private static final int WARM_UP = 20;

  @Override
  public String name() {
    return "validate-1000";
  }

  @Override
  public List<Figure> measure(Bench bench) {
    StatisticsFile statistics = statistics();
    DataSchema schema = DataSchema.parse("schema.yaml", schema());
    Validation validation = Validation.against(schema, Optional.empty());
    double[] milliseconds = new double[TIMES];
    for (int i = -WARM_UP; i < TIMES; i++) {
      long start = System.nanoTime();
      List<Anomaly> found = validation.of(statistics);
      milliseconds[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
      Benchmark.require(
          found.size() == FEATURES / 10, found.size() + " anomalies, expected " + FEATURES / 10);
    }
    String stored = Json.mapper().writeValueAsString(statistics);
    long start = System.nanoTime();
    StatisticsFile loaded = Json.as(Json.parse(stored), StatisticsFile.class);
    double loading = (System.nanoTime() - start) / 1e6;
    Benchmark.require(
        validation.of(loaded).size() == FEATURES / 10, "stored statistics are validated otherwise");
    return List.of(
        Figure.of("validate-1000", new Samples(milliseconds).median(), "ms")
            .atMost(50)
            .against("loading them, %.0f MB: %.0f ms".formatted(stored.length() / 1e6, loading)));
  }

  private static StatisticsFile statistics() {
    Random random = new Random(1);
    SequencedMap<String, DatasetStatistics> splits = new LinkedHashMap<>();
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < FEATURES; i++) {
      boolean number = i % 2 == 0;
      types.put("f" + i, number ? DataType.NUMBER : DataType.STRING);
      columns.put("f" + i, number ? numbers(random) : texts(random));
    }
    splits.put("train", new StatisticsBuilder(types).add(new Batch(ROWS, columns)).build());
    return new StatisticsFile(splits);
  }

  private static Column numbers(Random random) {
    return new Column.Doubles(random.doubles(ROWS).toArray(), null);
  }

  private static Column texts(Random random) {
    String[] texts = new String[ROWS];
    Arrays.setAll(texts, row -> "v" + (row < 100 ? row : random.nextInt(100)));
    return Column.Strings.of(texts);
  }

  private static String schema() {
    StringBuilder values = new StringBuilder("v0");
    for (int i = 1; i < 100; i++) {
      values.append(", v").append(i);
    }
    StringBuilder yaml = new StringBuilder("features:\n");
    for (int i = 0; i < FEATURES; i++) {
      boolean broken = i % 10 == 9;
      yaml.append("  f").append(i).append(": { ");
      if (i % 2 == 0) {
        yaml.append("type: number, min: 0, max: 1");
      } else if (i % 4 == 1) {
        yaml.append("type: string, pattern: 'v[0-9]{1,").append(broken ? 1 : 2).append("}'");
      } else {
        yaml.append("type: string, values: [").append(values);
        yaml.append(broken ? "], presence: 1, nullable: true, min_count: 10001" : "]");
      }
      yaml.append(" }\n");
    }
    return yaml.toString();
  }
}
