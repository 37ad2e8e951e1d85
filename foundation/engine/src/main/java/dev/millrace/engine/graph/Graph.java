package dev.millrace.engine.graph;

import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.StepOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One running instance of a pipeline: a run's own, or one nested in another. Its steps come first;
 * when all of them have ended, its exit steps have their turn, and are told the verdict on the
 * others.
 */
public final class Graph implements Group {

  private final Setting setting;
  private final Optional<Node> owner;
  private final String prefix;
  private final Choice choice;
  private final Frontier steps;
  private final TurnRule rule;
  private @Nullable Frontier exits;
  private @Nullable Verdict ofSteps;

  private Graph(Setting setting, Optional<Node> owner, Choice choice) {
    this.setting = setting;
    this.owner = owner;
    this.prefix = owner.map(node -> node.path() + "/").orElse("");
    this.choice = choice;
    this.steps = new Frontier(setting.body().order());
    this.rule = new TurnRule(this);
  }

  /** A run's own. */
  public static Graph of(Setting setting, Choice choice) {
    return new Graph(setting, Optional.empty(), choice);
  }

  /** That of a step, or a round of a step, that is a pipeline. */
  public static Graph nested(Node owner, Setting setting) {
    return new Graph(setting, Optional.of(owner), Choice.all());
  }

  @Override
  public Optional<Node> owner() {
    return owner;
  }

  public Setting setting() {
    return setting;
  }

  @Override
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    setting.body().spec().steps().keySet().forEach(step -> paths.add(prefix + step));
    setting.body().spec().onExit().keySet().forEach(step -> paths.add(prefix + step));
    return paths;
  }

  @Override
  public List<Node> begin() {
    return steps.complete() ? beginExit() : nodes(steps.begin());
  }

  @Override
  public List<Node> end(Node node, NodeEnd end) {
    if (end instanceof NodeEnd.Done) {
      rule.held(node.step());
    }
    if (isExit(node.step())) {
      return nodes(exits().end(node.step(), end));
    }
    List<Node> turn = nodes(steps.end(node.step(), end));
    return steps.complete() ? beginExit() : turn;
  }

  /** What a step is to do, now that it has its turn. */
  public Turn turn(Node node) {
    return rule.turn(node.step(), surroundings(node.step()));
  }

  @Override
  public boolean complete() {
    return steps.complete() && (noExits() || exits().complete());
  }

  @Override
  public Verdict verdict() {
    Verdict main = verdictOnSteps();
    return noExits() ? main : main.after(tally(exits()).verdict());
  }

  /** The outputs of the pipeline, as far as the steps that ran have made them. */
  @Override
  public StepResult result() {
    Map<String, List<Kept>> artifacts = new LinkedHashMap<>();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Surroundings inside =
        new Surroundings(setting, steps.ends(), Optional.empty(), Optional.empty());
    setting
        .body()
        .spec()
        .outputs()
        .forEach(
            (output, binding) -> {
              if (inside.presence(binding) == Presence.THERE) {
                switch (binding) {
                  case Binding.Data(JsonNode template) ->
                      values.put(output, inside.evaluate(template));
                  case Binding.Output _,
                      Binding.Outputs _,
                      Binding.OneOf _,
                      Binding.Given _,
                      Binding.Item _,
                      Binding.Resolved _,
                      Binding.Imported _ ->
                      artifacts.put(output, inside.artifacts(binding));
                }
              }
            });
    return new StepResult(artifacts, values);
  }

  @Override
  public boolean unsure() {
    return steps.ends().values().stream().anyMatch(NodeEnd.Unknown.class::isInstance);
  }

  /** True if only exit steps are left to run. */
  public boolean exiting() {
    return steps.complete();
  }

  /** What became of the steps, apart from the exit steps. */
  public Verdict verdictOnSteps() {
    if (ofSteps == null) {
      ofSteps = tally(steps).verdict();
    }
    return ofSteps;
  }

  boolean isExit(String step) {
    return setting.body().spec().onExit().containsKey(step);
  }

  Part part(String step) {
    return isExit(step) ? Part.ASKED : owner.map(Node::part).orElseGet(() -> choice.part(step));
  }

  /** What the names in a step's expressions stand for. */
  Surroundings surroundings(String step) {
    if (isExit(step)) {
      Map<String, NodeEnd> ends = new HashMap<>(steps.ends());
      ends.putAll(exits().ends());
      return new Surroundings(setting, ends, Optional.empty(), Optional.of(verdictOnSteps()));
    }
    Map<String, NodeEnd> ends = new LinkedHashMap<>();
    for (String needed : order(step).dependencies(step)) {
      NodeEnd end = steps.ends().get(needed);
      if (end != null) {
        ends.put(needed, end);
      }
    }
    return new Surroundings(setting, ends, Optional.empty(), Optional.empty());
  }

  StepOrder order(String step) {
    return isExit(step) ? setting.body().exitOrder() : setting.body().order();
  }

  private List<Node> beginExit() {
    if (noExits()) {
      return List.of();
    }
    exits = new Frontier(setting.body().exitOrder());
    return nodes(exits.begin());
  }

  private Frontier exits() {
    if (exits == null) {
      throw new IllegalStateException("the exit steps have not begun");
    }
    return exits;
  }

  private boolean noExits() {
    return setting.body().spec().onExit().isEmpty();
  }

  private Tally tally(Frontier frontier) {
    Tally tally = new Tally();
    frontier.ends().forEach(tally::add);
    return tally;
  }

  private List<Node> nodes(List<String> ids) {
    return ids.stream()
        .map(step -> new Node(this, this, step, Optional.empty(), prefix + step))
        .toList();
  }
}
