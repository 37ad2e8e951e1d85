package dev.millrace.evaluation;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Fraction;
import dev.millrace.evaluation.blessing.Bounds;
import dev.millrace.evaluation.blessing.Change;
import dev.millrace.evaluation.blessing.SliceRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is evaluated unless a test says otherwise. */
final class Asking {
  private final Examples examples;
  private final Model model;
  private Optional<Model> baseline = Optional.empty();
  private Optional<String> label = Optional.empty();
  private Optional<String> weight = Optional.empty();
  private Optional<String> group = Optional.empty();
  private String split = "eval";
  private List<String> metrics = List.of();
  private List<List<String>> slices = List.of();
  private Map<String, String> sliceWhere = Map.of();
  private Map<String, Bounds> thresholds =
      Map.of("log_loss", Bounds.change(new Change(0, new Fraction(0.95))));
  private List<SliceRule> sliceThresholds = List.of();

  Asking(Examples examples, Model model) {
    this.examples = examples;
    this.model = model;
  }

  Asking baseline(Model other) {
    baseline = Optional.of(other);
    return this;
  }

  Asking label(String name) {
    label = Optional.of(name);
    return this;
  }

  Asking weight(String name) {
    weight = Optional.of(name);
    return this;
  }

  Asking group(String name) {
    group = Optional.of(name);
    return this;
  }

  Asking split(String name) {
    split = name;
    return this;
  }

  Asking metrics(String... names) {
    metrics = List.of(names);
    return this;
  }

  Asking slices(List<List<String>> keys) {
    slices = keys;
    return this;
  }

  Asking sliceWhere(Map<String, String> conditions) {
    sliceWhere = conditions;
    return this;
  }

  Asking thresholds(Map<String, Bounds> asked) {
    thresholds = asked;
    return this;
  }

  Asking sliceThresholds(SliceRule... rules) {
    sliceThresholds = List.of(rules);
    return this;
  }

  Evaluate.Inputs build() {
    return new Evaluate.Inputs(
        examples,
        model,
        baseline,
        Value.of(label),
        Value.of(weight),
        Value.of(group),
        Value.of(split),
        Value.of(new Fraction(0.5)),
        Value.of(metrics),
        Value.of(slices),
        Value.of(sliceWhere),
        Value.of(100),
        Value.of(true),
        Value.of(Intervals.POISSON_BOOTSTRAP),
        Value.of(20),
        Value.of(thresholds),
        Value.of(sliceThresholds));
  }
}
