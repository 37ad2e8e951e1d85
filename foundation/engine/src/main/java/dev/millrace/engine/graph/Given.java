package dev.millrace.engine.graph;

import dev.millrace.core.pipeline.Binding;
import java.util.List;

/** What a nested pipeline is given as one of its inputs. */
public sealed interface Given {

  /** Artifacts that steps around it have made; none for an optional input that is left out. */
  record Made(List<Kept> artifacts) implements Given {
    public Made {
      artifacts = List.copyOf(artifacts);
    }
  }

  /**
   * What each task that reads it looks for by itself, so that a run that goes on later does not
   * depend on what was found when the nested pipeline began.
   *
   * @param around where the search was written down
   */
  record Sought(Binding binding, Surroundings around) implements Given {}
}
