package dev.millrace.engine;

import dev.millrace.core.component.Cardinality;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.pipeline.StepFlow.FanOut;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/**
 * A pipeline as the tests think of it, apart from how the engine does: from it come both the spec
 * that is run and the prediction of what becomes of each task.
 *
 * @param steps in an order that respects what they need
 * @param makes the step whose artifact and number are the pipeline's own, where it is nested
 */
record Sketch(String name, List<Step> steps, List<Step> exits, Optional<String> makes) {

  /**
   * @param after what else it waits for
   * @param each the numbers it runs for, if it fans out
   * @param mayFail true if the run may succeed though it fails
   */
  record Step(
      String id,
      Body body,
      Optional<Condition> condition,
      Optional<String> elseOf,
      List<String> after,
      Optional<List<Integer>> each,
      boolean mayFail) {

    /** Everything it names, apart from the branch it is the else of. */
    List<String> needs() {
      List<String> needs = new ArrayList<>(after);
      condition.flatMap(Condition::step).ifPresent(needs::add);
      switch (body) {
        case Body.Mixing mixing -> {
          needs.addAll(mixing.parts());
          needs.addAll(mixing.oneOf());
        }
        case Body.Needing needing -> needs.add(needing.one());
        case Body.Nesting nesting -> nesting.given().ifPresent(needs::add);
      }
      if (each.isEmpty()) {
        body.number().ifPresent(needs::add);
      }
      return needs;
    }
  }

  /** What a step does. */
  sealed interface Body {

    /** The step whose number it is given; one that fans out is given its item instead. */
    Optional<String> number();

    /** Takes what is there: a list, one of several, a number that has a default. */
    record Mixing(List<String> parts, List<String> oneOf, Optional<String> number)
        implements Body {}

    /** Cannot do without. */
    record Needing(String one, Optional<String> number) implements Body {}

    /**
     * Is a pipeline.
     *
     * @param given the step whose artifact it is given
     * @param required true if it cannot do without
     * @param number the step whose number is its parameter, which has a default
     */
    record Nesting(Sketch inner, Optional<String> given, boolean required, Optional<String> number)
        implements Body {}
  }

  /**
   * That a number is above another.
   *
   * @param step whose number; a plain 3 if none
   */
  record Condition(Optional<String> step, int above) {

    String text() {
      return step.map(id -> "steps." + id + ".next").orElse("3") + " > " + above;
    }
  }

  /** The input and the parameter of every nested pipeline. */
  private static final String GIVEN = "given";

  private static final String NUMBER = "number";

  PipelineSpec spec(Random random) {
    Steps spec = new Steps(name);
    List<Step> shuffled = new ArrayList<>(steps);
    Collections.shuffle(shuffled, random);
    shuffled.forEach(step -> add(spec, step, random));
    for (Step exit : exits) {
      add(spec, exit, random);
      spec.onExit();
    }
    return spec.spec();
  }

  private PipelineSpec nested(Random random, boolean required) {
    Steps spec = new Steps(name);
    spec.input(GIVEN, required ? Cardinality.ONE : Cardinality.OPTIONAL);
    spec.param(NUMBER, ParameterSpec.of(ParameterType.INTEGER).withDefault(Json.tree(0)));
    steps.forEach(step -> add(spec, step, random));
    // The first step reads what the pipeline is given.
    spec.step(
        name + "_first",
        Map.of(
            "text",
            Steps.text(name),
            "parts",
            new Binding.Given(GIVEN),
            "number",
            Steps.data("${params.number}")));
    makes.ifPresent(
        step ->
            spec.out("made", Steps.output(step, "made"))
                .out("next", Steps.data("${steps." + step + ".next}")));
    return spec.spec();
  }

  private static void add(Steps spec, Step step, Random random) {
    switch (step.body()) {
      case Body.Mixing(List<String> parts, List<String> oneOf, Optional<String> number) -> {
        SequencedMap<String, Binding> inputs = new LinkedHashMap<>();
        inputs.put("text", Steps.text(step.id()));
        if (!oneOf.isEmpty()) {
          inputs.put(
              "other",
              new Binding.OneOf(oneOf.stream().map(id -> Steps.output(id, "made")).toList()));
        }
        number(step, number).ifPresent(binding -> inputs.put("number", binding));
        spec.step(step.id(), inputs, parts.toArray(String[]::new));
      }
      case Body.Needing(String one, Optional<String> amount) ->
          spec.use(
              "need",
              step.id(),
              Map.of(
                  "one",
                  Steps.output(one, "made"),
                  "amount",
                  number(step, amount).orElseGet(() -> Steps.number(5))));
      case Body.Nesting(
              Sketch inner,
              Optional<String> given,
              boolean required,
              Optional<String> number) -> {
        SequencedMap<String, Binding> inputs = new LinkedHashMap<>();
        given.ifPresent(id -> inputs.put(GIVEN, Steps.output(id, "made")));
        number(step, number).ifPresent(binding -> inputs.put(NUMBER, binding));
        spec.nest(step.id(), inner.nested(random, required), inputs);
      }
    }
    step.condition().ifPresent(condition -> spec.when(condition.text()));
    step.elseOf().ifPresent(spec::elseOf);
    step.each()
        .ifPresent(
            numbers ->
                spec.forEach(
                    new FanOut(
                        Steps.data(numbers),
                        random.nextBoolean()
                            ? Optional.of(1 + random.nextInt(3))
                            : Optional.empty())));
    spec.after(step.after().toArray(String[]::new));
    if (step.mayFail()) {
      spec.policy(PolicyMaker::optional);
    }
  }

  private static Optional<Binding> number(Step step, Optional<String> from) {
    return step.each().isPresent()
        ? Optional.of(Steps.data("${item}"))
        : from.map(id -> Steps.data("${steps." + id + ".next}"));
  }
}
