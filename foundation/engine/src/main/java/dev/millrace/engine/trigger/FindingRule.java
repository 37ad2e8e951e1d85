package dev.millrace.engine.trigger;

import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.port.FindingSink.Finding;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/** A trigger that judges one window of a model's traffic. */
sealed interface FindingRule permits DriftRule, PerformanceRule {

  /** The rule of a trigger, if it is one that judges findings. */
  static Optional<FindingRule> of(TriggerSpec trigger) {
    return switch (trigger) {
      case TriggerSpec.Performance performance -> Optional.of(new PerformanceRule(performance));
      case TriggerSpec.Drift drift -> Optional.of(new DriftRule(drift));
      case TriggerSpec.Schedule _,
          TriggerSpec.NewSpan _,
          TriggerSpec.NewFiles _,
          TriggerSpec.MovedData _ ->
          Optional.empty();
    };
  }

  TriggerSpec spec();

  /** The same for every firing of the trigger. */
  default String name() {
    return spec().name();
  }

  default Duration cooldown() {
    return spec().options().cooldown();
  }

  Period window();

  /** Whose traffic counts, if the trigger says. */
  Optional<String> model();

  /** True if the finding has what the rule judges. */
  boolean speaksOf(Finding finding);

  /** Why the pipeline should run, in words with figures; empty if all is well. */
  Optional<String> reason(Finding finding);
}
