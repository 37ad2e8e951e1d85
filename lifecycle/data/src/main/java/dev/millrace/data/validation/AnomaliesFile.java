package dev.millrace.data.validation;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.value.Json;
import dev.millrace.data.validation.Anomaly.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * What validation found, stored as {@code anomalies.json}.
 *
 * @param anomalies errors first
 * @param comparisons every distance that was looked at, also those that are no anomaly
 */
public record AnomaliesFile(List<Anomaly> anomalies, List<Compared> comparisons) {

  private static final String NAME = "anomalies.json";

  public AnomaliesFile {
    anomalies = List.copyOf(anomalies);
    comparisons = List.copyOf(comparisons);
  }

  /** Of data that was compared with nothing. */
  public AnomaliesFile(List<Anomaly> anomalies) {
    this(anomalies, List.of());
  }

  public static AnomaliesFile read(Anomalies anomalies) throws IOException {
    return Json.as(Json.read(anomalies.file(NAME)), AnomaliesFile.class);
  }

  /** Writes the file, and the properties {@code errors}, {@code warnings} and {@code reasons}. */
  public void write(Anomalies artifact) throws IOException {
    Files.writeString(artifact.file(NAME), Json.pretty(Json.tree(this)));
    artifact.property("errors", of(Severity.ERROR).size());
    artifact.property("warnings", of(Severity.WARNING).size());
    artifact.property("reasons", anomalies.stream().map(Anomaly::text).toList());
  }

  public List<Anomaly> of(Severity severity) {
    return anomalies.stream().filter(anomaly -> anomaly.severity() == severity).toList();
  }
}
