package dev.millrace.core.component;

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
      case Promised<T> promised ->
          throw new IllegalStateException(
              "value '"
                  + promised.output()
                  + "' of step '"
                  + promised.step()
                  + "' is only promised while the pipeline is defined; read it inside a step");
    };
  }

  record Given<T>(T value) implements Value<T> {}

  /** A parameter of the pipeline. */
  record Parameter<T>(String name) implements Value<T> {}

  /** A value that a step will make. */
  record Promised<T>(String step, String output) implements Value<T> {}
}
