package dev.millrace.engine.trigger;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.FindingSink;
import dev.millrace.engine.trigger.Source.Moment;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Finds out where each trigger looks. */
record Sources(ComponentSource components, FindingSink findings, Monitoring monitoring) {

  /**
   * Where a trigger looks.
   *
   * @throws dev.millrace.core.error.UserError if its parameters are wrong
   */
  Source of(ActiveTrigger trigger) {
    return switch (trigger.spec()) {
      case TriggerSpec.Schedule schedule -> ScheduleSource.of(schedule);
      case TriggerSpec.NewSpan newSpan ->
          new SpansSource(inputs(trigger), newSpan.step(), newSpan.quiet());
      case TriggerSpec.NewFiles newFiles ->
          new FilesSource(
              FilePattern.parse(inputs(trigger).text(newFiles.pattern()), trigger.directory()),
              newFiles.quiet());
      case TriggerSpec.Performance performance ->
          findings(trigger, new PerformanceRule(performance));
      case TriggerSpec.Drift drift -> findings(trigger, new DriftRule(drift));
      case TriggerSpec.MovedData movedData -> new MovedDataSource(movedData.pipeline(), findings);
    };
  }

  /** What a trigger sees. */
  Sight look(ActiveTrigger trigger, Instant now, Map<String, Instant> dealt, boolean first)
      throws IOException {
    return of(trigger).look(new Moment(now, dealt, first));
  }

  private FindingSource findings(ActiveTrigger trigger, FindingRule rule) {
    String model = Optional.of(rule).flatMap(FindingRule::model).orElse(trigger.pipeline().name());
    return new FindingSource(rule, model, findings, monitoring);
  }

  private KnownInputs inputs(ActiveTrigger trigger) {
    return new KnownInputs(
        trigger.pipeline(),
        trigger.params(),
        trigger.directory(),
        components.at(trigger.directory()));
  }
}
