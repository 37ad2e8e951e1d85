package dev.millrace.app;

import dev.millrace.core.api.PlanReport;
import dev.millrace.engine.Plan;

/** Tells about plans what the engine knows. */
final class PlanReports {

  private PlanReports() {}

  static PlanReport of(Plan plan) {
    return new PlanReport(
        plan.pipeline(),
        plan.asOf(),
        plan.params(),
        plan.steps().stream().map(PlanReports::step).toList());
  }

  private static PlanReport.Step step(Plan.PlannedStep step) {
    return new PlanReport.Step(
        step.step(),
        step.uses(),
        step.wiring(),
        step.flow(),
        word(step.would()),
        step.would().why());
  }

  private static String word(Plan.Would would) {
    return switch (would) {
      case Plan.Would.Reuse reuse -> "cached";
      case Plan.Would.Run run -> "run";
      case Plan.Would.Consist consist -> "consists";
      case Plan.Would.Skip skip -> "skip";
      case Plan.Would.Unknown unknown -> "unknown";
      case Plan.Would.Fail fail -> "fail";
    };
  }
}
