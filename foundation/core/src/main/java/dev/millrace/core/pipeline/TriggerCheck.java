package dev.millrace.core.pipeline;

import dev.millrace.core.error.Suggestion;
import java.time.DateTimeException;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a trigger besides its form. */
public final class TriggerCheck {

  private final Set<String> steps;
  private final List<Scope.Fault> faults = new ArrayList<>();

  private TriggerCheck(Set<String> steps) {
    this.steps = steps;
  }

  /**
   * Everything wrong with a trigger.
   *
   * @param steps of its pipeline
   */
  public static List<Scope.Fault> faults(TriggerSpec trigger, Set<String> steps) {
    TriggerCheck check = new TriggerCheck(steps);
    switch (trigger) {
      case TriggerSpec.Schedule schedule -> {
        check.cron(schedule.cron());
        check.zone(schedule.zone());
      }
      case TriggerSpec.NewSpan newSpan -> check.step(newSpan.step());
      case TriggerSpec.Performance performance -> {
        check.band(performance.outside());
        check.window(performance.window());
        check.cooldown(performance.cooldown());
      }
      case TriggerSpec.Drift drift -> {
        check.effect(drift.effect());
        check.rate(drift.falseDiscoveryRate());
        check.window(drift.window());
        check.cooldown(drift.cooldown());
      }
    }
    return check.faults;
  }

  private void fault(String message, String remedy) {
    faults.add(new Scope.Fault(message, remedy));
  }

  private void cron(String cron) {
    int fields = cron.isBlank() ? 0 : cron.strip().split("\\s+", -1).length;
    if (fields != 5) {
      fault(
          "a cron expression has five fields, '" + cron + "' has " + fields,
          "write minute, hour, day of month, month, day of week: 0 6 * * MON");
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
    if (!steps.contains(step)) {
      fault("there is no step '" + step + "'", Suggestion.remedy(step, steps));
    }
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
  }

  private void cooldown(Period cooldown) {
    if (cooldown.isNegative()) {
      fault("the cooldown " + cooldown + " is negative", "write P0D for none");
    }
  }
}
