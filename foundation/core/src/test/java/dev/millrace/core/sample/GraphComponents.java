package dev.millrace.core.sample;

import dev.millrace.core.component.Components;
import java.util.List;

/** Components of small pipelines with conditions, lists and pipelines in them, for tests. */
public final class GraphComponents {

  private GraphComponents() {}

  public static Components all() {
    return Components.of(
        List.of(
            new Ingest(),
            new CountRows(),
            new Fit(),
            new Merge(),
            new Report(),
            new Compare(),
            new Notify()));
  }
}
