package dev.millrace.monitoring;

import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.value.Json;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Distance;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsBuilder;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked, counted exactly as the training data was, and how far the two are apart, feature
 * by feature. A missing value counts as a value like another.
 *
 * <p>Timestamps are not compared. Time goes on, so every request is later than all training data:
 * that is no drift. Nor are the hour or the weekday that a model may take from one: a window of
 * whole days or weeks holds them all, and the shares of their traffic show in the other features
 * and in the predictions.
 */
final class RequestCounts {

  private static final int ROWS_AT_ONCE = 1_024;

  private final Baseline baseline;
  private final RowCodec codec;
  private final SequencedMap<String, DataType> compared;
  private final StatisticsBuilder counts;
  private final List<ObjectNode> waiting = new ArrayList<>(ROWS_AT_ONCE);

  RequestCounts(Baseline baseline) {
    this.baseline = baseline;
    this.codec = RowCodec.ofInputs(baseline.signature());
    this.compared = compared(baseline);
    this.counts = new StatisticsBuilder(compared);
  }

  /** Counts one row. */
  void add(Map<String, JsonNode> inputs) {
    ObjectNode row = Json.object();
    inputs.forEach(row::set);
    waiting.add(row);
    if (waiting.size() == ROWS_AT_ONCE) {
      countWaiting();
    }
  }

  /** Counts what was asked of another version as well, unless that takes other features. */
  void join(RequestCounts other) {
    if (compared.equals(other.compared)) {
      other.countWaiting();
      counts.merge(other.counts);
    }
  }

  /** The distance of each compared feature from the training data. */
  Map<String, Drift> drift() {
    DatasetStatistics live = statistics();
    Map<String, Drift> drift = new TreeMap<>();
    for (String feature : compared.keySet()) {
      Distance distance =
          Comparison.between(baseline.training().feature(feature), live.feature(feature))
              .by(Measure.JENSEN_SHANNON);
      drift.put(
          feature,
          new Drift(Map.of(distance.measure().key(), distance.effect()), distance.pValue()));
    }
    return drift;
  }

  private DatasetStatistics statistics() {
    countWaiting();
    return counts.build();
  }

  private void countWaiting() {
    if (!waiting.isEmpty()) {
      counts.add(codec.decode(waiting));
      waiting.clear();
    }
  }

  private static SequencedMap<String, DataType> compared(Baseline baseline) {
    SequencedMap<String, DataType> compared = new LinkedHashMap<>();
    for (Field input : baseline.signature().inputs()) {
      if (input.type() != DataType.TIMESTAMP) {
        compared.put(input.name(), input.type());
      }
    }
    return compared;
  }
}
