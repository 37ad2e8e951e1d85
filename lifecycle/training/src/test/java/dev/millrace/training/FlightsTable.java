package dev.millrace.training;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.HyperParameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The made-up flights, for tests of other packages. */
public record FlightsTable(Map<String, List<Artifact>> artifacts) {

  public static FlightsTable make(Path folder) throws Exception {
    Flights flights = Flights.make(folder);
    return new FlightsTable(
        Map.of(
            "transformed", List.of(flights.transformed()),
            "examples", List.of(flights.examples()),
            "transform", List.of(flights.transform()),
            "schema", List.of(flights.schema()),
            "statistics", List.of(flights.statistics())));
  }

  /** What a train step takes, hyperparameters among it. */
  public Map<String, List<Artifact>> artifacts(HyperParameters tuned) {
    Map<String, List<Artifact>> all = new LinkedHashMap<>(artifacts);
    all.put("hyperparameters", List.of(tuned));
    return all;
  }
}
