package dev.millrace.engine.graph;

import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import java.util.Optional;

/**
 * One task of a run: a step of a graph, or one round of a step that fans out.
 *
 * @param group that it ends with
 * @param graph whose step it is
 * @param path {@code train}, {@code regional/train}, {@code each[2]}, {@code each[2]/train}
 */
public record Node(Group group, Graph graph, String step, Optional<Round> round, String path) {

  public StepSpec spec() {
    return graph.setting().body().spec().step(step);
  }

  /** True if it consists of rounds. */
  public boolean fansOut() {
    return round.isEmpty() && spec().flow().forEach().isPresent();
  }

  /** True for an exit step and all inside one. */
  public boolean exit() {
    return graph.isExit(step) || graph.owner().map(Node::exit).orElse(false);
  }

  /** True if it is known what it is to run for. */
  public boolean listIsKnown() {
    return spec().flow().forEach().map(list -> surroundings().there(list.over())).orElse(false);
  }

  /** Whether the run is asked for it. */
  public Part part() {
    return graph.part(step);
  }

  /** True if the run may succeed though it fails. */
  public boolean borne() {
    return round.isEmpty() && spec().policy().optional();
  }

  /** What the names in its expressions stand for. */
  public Surroundings surroundings() {
    Surroundings all = graph.surroundings(step);
    return round.map(all::in).orElse(all);
  }
}
