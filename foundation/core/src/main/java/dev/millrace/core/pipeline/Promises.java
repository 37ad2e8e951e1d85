package dev.millrace.core.pipeline;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.Value;
import dev.millrace.core.expression.Reference;
import java.util.ArrayList;
import java.util.List;

/** What was promised while a pipeline is defined, as references. */
final class Promises {

  private Promises() {}

  /** The output that an artifact is promised as. */
  static Handle.Promised of(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Promised promised) {
      return promised;
    }
    throw new IllegalArgumentException("one of several is an output of a step, found " + artifact);
  }

  static <T> Value<T> oneOf(List<Value<T>> values) {
    List<Reference.StepOutput> of = new ArrayList<>();
    for (Value<T> value : values) {
      if (!(value instanceof Value.Promised<T>(String step, String output))) {
        throw new IllegalArgumentException("one of several is an output of a step, found " + value);
      }
      of.add(new Reference.StepOutput(step, output));
    }
    return template(new Reference.OneOf(of));
  }

  static <T> Value<T> property(Artifact artifact, String name) {
    return template(
        switch (artifact.handle()) {
          case Handle.Promised(String step, String output) ->
              new Reference.Property(new Reference.StepOutput(step, output), name);
          case Handle.Given(String input) -> new Reference.GivenProperty(input, name);
          case Handle.Item() -> new Reference.Item(List.of("properties", name));
          case Handle.OneOf _,
              Handle.Sought _,
              Handle.Imported _,
              Handle.Staged _,
              Handle.Stored _ ->
              throw new IllegalArgumentException(
                  "a property is of an output, of an input, or of an item, found " + artifact);
        });
  }

  private static <T> Value<T> template(Reference reference) {
    return Value.template("${" + reference.text() + "}");
  }
}
