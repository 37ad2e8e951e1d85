package dev.millrace.core.sample;

import dev.millrace.core.component.Components;
import java.util.List;

/** The components of the flights pipeline by their signatures, for tests of wiring. */
public final class FlightComponents {

  private FlightComponents() {}

  public static Components all() {
    return Components.of(
        List.of(
            new Ingest(),
            new ComputeStatistics(),
            new InferSchema(),
            new Validate(),
            new Transform(),
            new Train(),
            new Evaluate(),
            new CheckServing(),
            new Register(),
            new Deploy()));
  }
}
