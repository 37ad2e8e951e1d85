package dev.millrace.core.component;

import dev.millrace.core.value.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A small typed value: given in the pipeline, a parameter of it, or promised by an earlier step.
 * Inside a running step every value is given.
 */
public sealed interface Value<T> {

  static <T> Value<T> of(T value) {
    return new Given<>(value);
  }

  /** The value; an error while a pipeline is only being defined. */
  default T get() {
    return switch (this) {
      case Given<T> given -> given.value();
      case Parameter<T> parameter ->
          throw new IllegalStateException(
              "parameter '"
                  + parameter.name()
                  + "' has no value while the pipeline is defined; read it inside a step");
      case Template<T> template ->
          throw new IllegalStateException(
              "the value "
                  + template.tree()
                  + " is only filled in when a task starts; read it inside a step");
      case Promised<T> promised ->
          throw new IllegalStateException(
              "value '"
                  + promised.output()
                  + "' of step '"
                  + promised.step()
                  + "' is only promised while the pipeline is defined; read it inside a step");
    };
  }

  /**
   * A value with references inside, as a pipeline file would have it: {@code
   * ${params.data}/flights} as a string, or such strings within lists and maps.
   */
  static <T> Value<T> template(Object tree) {
    return new Template<>(Json.tree(tree));
  }

  /** The same for what takes a value that may be left out. */
  default Value<Optional<T>> maybe() {
    return switch (this) {
      case Given<T>(T value) -> new Given<>(Optional.of(value));
      case Parameter<T>(String name) -> new Parameter<>(name);
      case Promised<T>(String step, String output) -> new Promised<>(step, output);
      case Template<T>(JsonNode tree) -> new Template<>(tree);
    };
  }

  record Given<T>(T value) implements Value<T> {}

  /** A parameter of the pipeline. */
  record Parameter<T>(String name) implements Value<T> {}

  /** A value that a step will make. */
  record Promised<T>(String step, String output) implements Value<T> {}

  /** JSON whose strings may have references inside; without one it is like a given value. */
  record Template<T>(JsonNode tree) implements Value<T> {}
}
