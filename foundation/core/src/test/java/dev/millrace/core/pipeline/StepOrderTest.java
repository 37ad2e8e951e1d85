package dev.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepOrderTest {

  @Test
  void order_anyAcyclicGraph_respectsItsEdges() {
    Random random = new Random(3);
    for (int trial = 0; trial < 300; trial++) {
      SequencedMap<String, Set<String>> graph = acyclic(random, 1 + random.nextInt(30));
      StepOrder order = StepOrder.of(graph);
      List<String> steps = order.order();
      assertThat(steps).containsExactlyInAnyOrderElementsOf(graph.keySet());
      graph.forEach(
          (step, needs) -> assertThat(steps.subList(0, steps.indexOf(step))).containsAll(needs));
    }
  }

  /** Edges go from larger to smaller numbers, and the numbers stand in random order. */
  private static SequencedMap<String, Set<String>> acyclic(Random random, int size) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, random);
    SequencedMap<String, Set<String>> graph = new LinkedHashMap<>();
    for (int number : numbers) {
      Set<String> needs = new LinkedHashSet<>();
      for (int smaller = 0; smaller < number; smaller++) {
        if (random.nextInt(4) == 0) {
          needs.add("s" + smaller);
        }
      }
      graph.put("s" + number, needs);
    }
    return graph;
  }

  @Test
  void cycle_oneRing_namesItsStepsInTurn() {
    StepOrder order =
        StepOrder.of(
            Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("a"), "d", Set.of("a")));
    List<String> cycle = order.cycle().orElseThrow();
    assertThat(cycle).containsExactlyInAnyOrder("a", "b", "c");
    for (int i = 0; i < cycle.size(); i++) {
      assertThat(order.dependencies(cycle.get(i))).contains(cycle.get((i + 1) % cycle.size()));
    }
    assertThatThrownBy(order::order).hasMessageContaining("need each other");
  }

  @Test
  void order_independentSteps_keepsTheirOrder() {
    SequencedMap<String, Set<String>> graph = new LinkedHashMap<>();
    graph.put("z", Set.of());
    graph.put("a", Set.of("m"));
    graph.put("m", Set.of());
    assertThat(StepOrder.of(graph).order()).containsExactly("z", "m", "a");
  }

  @Test
  void order_tenThousandInAChain_isFound() {
    SequencedMap<String, Set<String>> graph = new LinkedHashMap<>();
    for (int i = 9_999; i >= 0; i--) {
      graph.put("s" + i, i == 0 ? Set.of() : Set.of("s" + (i - 1)));
    }
    List<String> order = StepOrder.of(graph).order();
    assertThat(order.getFirst()).isEqualTo("s0");
    assertThat(order.getLast()).isEqualTo("s9999");
  }

  @Test
  void dependencies_ofAStep_areFoundInEveryPlace() {
    SequencedMap<String, Binding> inputs = new LinkedHashMap<>();
    inputs.put("a", new Binding.Data(Json.tree("${steps.value.x + steps.made.m.properties.n}")));
    inputs.put("b", new Binding.Outputs(List.of(new Binding.Output("listed", "x"))));
    inputs.put("c", new Binding.OneOf(List.of(new Binding.Output("one", "x"))));
    inputs.put("d", new Binding.Imported("${steps.path.p}/x"));
    StepFlow flow =
        new StepFlow(
            Optional.of("${one_of(steps.left.x, steps.right.x) > 1}"),
            Optional.of("before"),
            Optional.of(StepFlow.FanOut.over(Json.tree("${steps.list.l}"))));
    StepSpec step =
        new StepSpec(new StepBody.Uses("c"), inputs, List.of("after"), flow, StepPolicy.DEFAULT);
    assertThat(StepOrder.dependencies(step))
        .containsExactly(
            "value", "made", "listed", "one", "path", "left", "right", "before", "list", "after");
  }

  @Test
  void ofExit_needsOfOrdinarySteps_doNotCount() {
    SequencedMap<String, StepSpec> steps = new LinkedHashMap<>();
    steps.put("count", StepSpec.uses("c", new LinkedHashMap<>(), List.of()));
    SequencedMap<String, StepSpec> onExit = new LinkedHashMap<>();
    SequencedMap<String, Binding> inputs = new LinkedHashMap<>();
    inputs.put("a", new Binding.Data(Json.tree("${steps.count.rows}")));
    onExit.put("last", StepSpec.uses("c", inputs, List.of("first")));
    onExit.put("first", StepSpec.uses("c", new LinkedHashMap<>(), List.of()));
    PipelineSpec pipeline =
        new PipelineSpec(
            "p",
            "",
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            steps,
            onExit,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            List.of());
    assertThat(StepOrder.of(pipeline).order()).containsExactly("count");
    assertThat(StepOrder.ofExit(pipeline).order()).containsExactly("first", "last");
    assertThat(StepOrder.ofExit(pipeline).dependencies("last")).containsExactly("first");
  }
}
