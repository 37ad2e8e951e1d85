package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.Value;
import java.util.List;
import java.util.function.Function;

/**
 * What a step will make that is run for each element of a list: lists, in the order of the
 * elements.
 */
public final class FanIn<O extends Record> {

  private final O each;

  /**
   * @param each what one round will make
   */
  FanIn(O each) {
    this.each = each;
  }

  /**
   * The artifacts of all rounds, as one list that is only promised.
   *
   * @param output such as {@code Fit.Outputs::model}
   */
  public <A extends Artifact> List<A> artifacts(Function<O, A> output) {
    return List.of(output.apply(each));
  }

  /**
   * The values of all rounds.
   *
   * @param output such as {@code Fit.Outputs::auc}
   */
  public <T> Value<List<T>> values(Function<O, Value<T>> output) {
    return switch (output.apply(each)) {
      case Value.Promised<T>(String step, String name) -> new Value.Promised<>(step, name);
      case Value.Given<T> _, Value.Parameter<T> _, Value.Template<T> _ ->
          throw new IllegalArgumentException("name an output of the step: Outputs::NAME");
    };
  }
}
