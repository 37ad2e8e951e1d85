package dev.millrace.engine.graph;

import java.util.List;
import java.util.Optional;

/** Tasks that end together: the steps of a graph, or the rounds of a step. */
public sealed interface Group permits Graph, Rounds {

  /** The task that consists of them; none for a run's own graph. */
  Optional<Node> owner();

  /** The paths of all of them, in order. */
  List<String> paths();

  /** Those whose turn it is first. */
  List<Node> begin();

  /**
   * Notes the end of one of them.
   *
   * @return those whose turn it is now
   */
  List<Node> end(Node node, NodeEnd end);

  /** True if all have ended. */
  boolean complete();

  /** What became of them, once all have ended. */
  Verdict verdict();

  /** What they have made, once all have ended. */
  StepResult result();

  /** The steps inside whose outcome is not known. */
  boolean unsure();
}
