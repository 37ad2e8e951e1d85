package dev.millrace.monitoring;

import dev.millrace.core.port.FindingSink.Drift;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.port.RequestLog.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was asked in a window, read from the log once and kept only as counts, and as the score of
 * each prediction for the labels to be joined to.
 *
 * <p>A prediction that was logged twice, because its request was sent again, counts once: as it was
 * logged first.
 */
final class Traffic {

  private final String model;
  private final Baseline.Source baselines;
  private final TreeMap<Integer, VersionTraffic> versions = new TreeMap<>();
  private final Scores scores = new Scores();

  private Traffic(String model, Baseline.Source baselines) {
    this.model = model;
    this.baselines = baselines;
  }

  static Traffic read(RequestLog log, Window window, Baseline.Source baselines) throws IOException {
    Traffic traffic = new Traffic(window.model(), baselines);
    log.flush();
    try {
      log.readPredictions(window.model(), window.from(), window.to(), traffic::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    log.readLabels(window.model(), window.asOf(), traffic.scores::add);
    return traffic;
  }

  long rows() {
    return scores.rows();
  }

  long labelled() {
    return scores.labelled();
  }

  /** The version that answered most rows; of those with as many, the newest. */
  int mainVersion() {
    return versions.entrySet().stream()
        .max(
            Comparator.comparingLong((Map.Entry<Integer, VersionTraffic> e) -> e.getValue().rows())
                .thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** By metric; empty without labels. */
  Map<String, Double> performance() {
    return scores.performance();
  }

  /** By feature. */
  Map<String, Drift> drift() {
    RequestCounts main = version(mainVersion()).requests();
    versions.values().stream()
        .map(VersionTraffic::requests)
        .filter(other -> other != main)
        .forEach(main::join);
    return main.drift();
  }

  private VersionTraffic version(int version) {
    return versions.computeIfAbsent(version, v -> VersionTraffic.of(baseline(v)));
  }

  private Baseline baseline(int version) {
    try {
      return baselines.of(model, version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Prediction row) {
    VersionTraffic version = version(row.version());
    if (scores.add(row.prediction(), version.score(row))) {
      version.add(row);
    }
  }
}
