package dev.millrace.core.pipeline;

import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.schedule.Cron;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is wrong with a trigger besides its form. */
public final class TriggerCheck {

  private final Surroundings pipeline;
  private final List<Problem> faults = new ArrayList<>();

  private TriggerCheck(Surroundings pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * What a trigger may speak of.
   *
   * @param pipeline the name of its pipeline
   * @param params of its pipeline by id; empty for one that has problems of its own
   * @param names of the triggers before it
   */
  public record Surroundings(
      String pipeline,
      Set<String> steps,
      Map<String, Optional<ParameterSpec>> params,
      Set<String> names) {}

  /** Everything wrong with a trigger. */
  public static List<Problem> faults(TriggerSpec trigger, Surroundings pipeline) {
    TriggerCheck check = new TriggerCheck(pipeline);
    check.name(trigger);
    check.options(trigger.options());
    switch (trigger) {
      case TriggerSpec.Schedule schedule -> {
        check.cron(schedule.cron());
        check.zone(schedule.zone());
      }
      case TriggerSpec.NewSpan newSpan -> {
        check.step(newSpan.step());
        check.notNegative("quiet", newSpan.quiet());
      }
      case TriggerSpec.NewFiles newFiles -> {
        check.pattern(newFiles.pattern());
        check.notNegative("quiet", newFiles.quiet());
        check.notAll(newFiles.options());
      }
      case TriggerSpec.Performance performance -> {
        check.band(performance.outside());
        check.window(performance.window());
        check.notCaughtUp(performance.options());
      }
      case TriggerSpec.Drift drift -> {
        check.effect(drift.effect());
        check.rate(drift.falseDiscoveryRate());
        check.window(drift.window());
        check.notCaughtUp(drift.options());
      }
      case TriggerSpec.MovedData movedData -> check.otherPipeline(movedData.pipeline());
    }
    return check.faults;
  }

  private void fault(String message, String remedy) {
    faults.add(Problem.of(message, remedy));
  }

  private void name(TriggerSpec trigger) {
    trigger
        .options()
        .name()
        .filter(given -> !Names.isPipeline(given))
        .ifPresent(
            given -> fault("'" + given + "' is no name of a trigger", "use " + Names.PIPELINE));
    if (pipeline.names().contains(trigger.name())) {
      fault("there is already a trigger '" + trigger.name() + "'", "give it another name: name: …");
    }
  }

  private void options(TriggerOptions options) {
    notNegative("cooldown", options.cooldown());
    options
        .params()
        .forEach(
            (name, value) -> {
              Optional<ParameterSpec> spec = pipeline.params().get(name);
              if (spec == null) {
                fault(
                    "there is no parameter '" + name + "'",
                    Suggestion.remedy(name, pipeline.params().keySet()));
              } else {
                spec.flatMap(known -> Parameters.problem(known, value))
                    .ifPresent(wrong -> fault("parameter '" + name + "': " + wrong, "mend it"));
              }
            });
  }

  private void notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      fault("the " + what + " " + duration + " is negative", "write PT0S for none");
    }
  }

  /** What was found about a window that has passed is no news when the next has passed too. */
  private void notCaughtUp(TriggerOptions options) {
    if (options.catchUp().isPresent()) {
      fault("here, catch_up says nothing: only the newest window counts", "remove it");
    }
  }

  private void notAll(TriggerOptions options) {
    if (options.catchUp().filter(CatchUp.ALL::equals).isPresent()) {
      fault(
          "files that have come are one firing, however long ago",
          "write catch_up: latest, or none");
    }
  }

  private void cron(String cron) {
    try {
      var _ = Cron.parse(cron);
    } catch (IllegalArgumentException e) {
      fault(String.valueOf(e.getMessage()), "write " + Cron.FORM);
    }
  }

  private void zone(String zone) {
    try {
      var _ = ZoneId.of(zone);
    } catch (DateTimeException e) {
      fault("'" + zone + "' is no time zone", "write UTC or a name such as Europe/Paris");
    }
  }

  private void step(String step) {
    if (!pipeline.steps().contains(step)) {
      fault("there is no step '" + step + "'", Suggestion.remedy(step, pipeline.steps()));
    }
  }

  /** A run that finds it goes on by itself; a second one would see the same data. */
  private void otherPipeline(String name) {
    if (!Names.isPipeline(name)) {
      fault("'" + name + "' is no name of a pipeline", "use " + Names.PIPELINE);
    }
    if (name.equals(pipeline.pipeline())) {
      fault(
          "pipeline '" + name + "' would start itself: its own run finds what it waits for",
          "put what is to follow into a pipeline of its own, with this trigger");
    }
  }

  private void pattern(String pattern) {
    if (pattern.isBlank()) {
      fault("the pattern is empty", "write a path such as data/*.csv");
    }
    faults.addAll(
        new Scope(pipeline.params(), Map.of(), Map.of(), Set.of())
            .faults(JsonNodeFactory.instance.stringNode(pattern)));
  }

  private void band(List<Double> outside) {
    if (outside.size() != 2 || outside.getFirst() >= outside.getLast()) {
      fault(
          "expected a lower and a larger upper bound, found " + outside,
          "write the band within which all is well: [0.8, 1.25]");
    }
  }

  private void effect(Map<String, Double> effect) {
    if (effect.isEmpty()) {
      fault("no measure of drift is named", "add one: effect: { jensen_shannon: 0.05 }");
    }
    effect.forEach(
        (measure, least) -> {
          if (least <= 0) {
            fault(
                "the least effect by " + measure + " must be above 0, found " + least, "raise it");
          }
        });
  }

  private void rate(double falseDiscoveryRate) {
    if (falseDiscoveryRate <= 0 || falseDiscoveryRate >= 1) {
      fault(
          "a false-discovery rate is between 0 and 1, found " + falseDiscoveryRate,
          "write the share of false alarms that is bearable: 0.01");
    }
  }

  private void window(Period window) {
    if (window.isNegative() || window.isZero()) {
      fault("the window " + window + " holds no time", "write a period such as P7D");
    }
    if (window.get(ChronoUnit.DAYS) != 0 && window.toTotalMonths() != 0) {
      fault(
          "the window " + window + " is of months and of days, so it begins nowhere in particular",
          "write either, such as P1M or P30D");
    }
  }
}
