package dev.millrace.monitoring;

import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.core.value.Json;
import dev.millrace.data.distance.Distance;
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
 * How far requests are from training data, feature by feature: the same statistics of both, then
 * their distance.
 *
 * <p>Timestamps are left out. Time goes on, so every request is later than all training data; that
 * is no drift. What a model takes from a timestamp, an hour or a weekday, is not looked at here.
 */
final class RequestDrift {

  private static final int ROWS_AT_ONCE = 4096;

  private final Baseline baseline;
  private final SequencedMap<String, DataType> compared = new LinkedHashMap<>();

  RequestDrift(Baseline baseline) {
    this.baseline = baseline;
    for (Field input : baseline.signature().inputs()) {
      if (input.type() != DataType.TIMESTAMP) {
        compared.put(input.name(), input.type());
      }
    }
  }

  Map<String, Drift> of(List<Prediction> requests) {
    DatasetStatistics live = count(requests);
    Map<String, Drift> drift = new TreeMap<>();
    for (String feature : compared.keySet()) {
      drift.put(feature, between(feature, live));
    }
    return drift;
  }

  private Drift between(String feature, DatasetStatistics live) {
    Distance distance =
        Distance.between(baseline.training().feature(feature), live.feature(feature));
    return new Drift(Map.of("jensen_shannon", distance.jensenShannon()), distance.pValue());
  }

  private DatasetStatistics count(List<Prediction> requests) {
    StatisticsBuilder builder = new StatisticsBuilder(compared);
    RowCodec codec = RowCodec.ofInputs(baseline.signature());
    for (int from = 0; from < requests.size(); from += ROWS_AT_ONCE) {
      List<Prediction> some =
          requests.subList(from, Math.min(requests.size(), from + ROWS_AT_ONCE));
      builder.add(codec.decode(rows(some)));
    }
    return builder.build();
  }

  private static List<JsonNode> rows(List<Prediction> requests) {
    List<JsonNode> rows = new ArrayList<>();
    for (Prediction request : requests) {
      ObjectNode row = Json.object();
      request.inputs().forEach(row::set);
      rows.add(row);
    }
    return rows;
  }
}
