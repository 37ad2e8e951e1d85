package dev.millrace.core.pipeline;

import dev.millrace.core.component.Port;
import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.expression.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What the values of references will be; anything where they name none. */
final class ReferenceShapes {

  private static final Shape ANYTHING = new Shape.Anything();

  private final Scope scope;

  ReferenceShapes(Scope scope) {
    this.scope = scope;
  }

  Shape of(Reference reference) {
    return switch (reference) {
      case Reference.Param(String name) ->
          scope
              .params()
              .getOrDefault(name, Optional.empty())
              .map(known -> Shapes.of(known.type()))
              .orElse(ANYTHING);
      case Reference.StepOutput output -> of(output);
      case Reference.OneOf(List<Reference.StepOutput> of) ->
          Shapes.join(of.stream().map(this::of).toList());
      case Reference.Index() -> Shape.of(long.class);
      case Reference.Item(List<String> path) -> item(path);
      case Reference.RunFact(String name) ->
          name.equals("failed") ? new Shape.ListOf(new Shape.Text()) : new Shape.Text();
      case Reference.Property _, Reference.Given _, Reference.GivenProperty _ -> ANYTHING;
    };
  }

  private Shape of(Reference.StepOutput output) {
    Optional<Port> port = scope.port(output, new ArrayList<>());
    return port.isPresent() && port.get() instanceof ValuePort value ? value.shape() : ANYTHING;
  }

  private Shape item(List<String> path) {
    return switch (scope.place().item().orElseGet(FanItem.Unknown::new)) {
      case FanItem.Values(Shape each, List<JsonNode> written) -> {
        Shape shape = each;
        for (String key : path) {
          shape = at(key, shape);
        }
        yield written.isEmpty() ? shape : Shapes.common(at(path, written));
      }
      case FanItem.Artifacts _, FanItem.Unknown _ -> ANYTHING;
    };
  }

  /** What the elements have there; that some have nothing is noted elsewhere. */
  private static List<JsonNode> at(List<String> path, List<JsonNode> elements) {
    JsonPointer place = JsonPointer.empty();
    for (String key : path) {
      place = place.appendProperty(key);
    }
    JsonPointer inside = place;
    return elements.stream()
        .map(element -> element.at(inside))
        .filter(value -> !value.isMissingNode())
        .toList();
  }

  private static Shape at(String key, Shape shape) {
    return switch (shape) {
      case Shape.MapOf(_, Shape value) -> value;
      case Shape.Fields fields ->
          fields.fields().stream()
              .filter(field -> field.name().equals(key))
              .findFirst()
              .map(ValuePort::shape)
              .orElse(ANYTHING);
      case Shape.Maybe(Shape of) -> at(key, of);
      case Shape.Anything _,
          Shape.Text _,
          Shape.Flag _,
          Shape.Whole _,
          Shape.Real _,
          Shape.Choice _,
          Shape.Converted _,
          Shape.ListOf _,
          Shape.Variants _,
          Shape.Bounded _ ->
          ANYTHING;
    };
  }
}
