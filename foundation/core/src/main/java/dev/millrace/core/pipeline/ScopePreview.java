package dev.millrace.core.pipeline;

import dev.millrace.core.component.Deferred;
import dev.millrace.core.component.Shape;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Formula;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.expression.TextTemplate;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Fills templates in as far as that is possible before a run. */
final class ScopePreview {

  private final Scope scope;
  private final ReferenceShapes shapes;

  ScopePreview(Scope scope) {
    this.scope = scope;
    this.shapes = new ReferenceShapes(scope);
  }

  JsonNode of(JsonNode template) {
    return Expressions.mapStrings(template, text -> of(TextTemplate.parse(text)));
  }

  private JsonNode of(TextTemplate template) {
    if (template.whole().isPresent()) {
      return known(template.whole().get());
    }
    StringBuilder text = new StringBuilder();
    for (TextTemplate.Part part : template.parts()) {
      JsonNode known = known(part);
      if (!known.isValueNode() || known.isPojo()) {
        return new Deferred(new Shape.Text(), template.text()).node();
      }
      text.append(known.asString());
    }
    return JsonNodeFactory.instance.stringNode(text.toString());
  }

  private JsonNode known(TextTemplate.Part part) {
    return switch (part) {
      case TextTemplate.Literal(String literal) -> JsonNodeFactory.instance.stringNode(literal);
      case TextTemplate.Named(Reference reference) -> known(reference);
      case TextTemplate.Computed(Formula formula) ->
          new Deferred(formula.check(shapes::of).shape(), formula.braced()).node();
      case TextTemplate.Unfinished(String text) -> Deferred.anything(text).node();
    };
  }

  private JsonNode known(Reference reference) {
    if (reference instanceof Reference.Param(String name)) {
      Optional<JsonNode> value =
          scope.params().getOrDefault(name, Optional.empty()).flatMap(ParameterSpec::defaultValue);
      if (value.isPresent()) {
        return value.get();
      }
    }
    return new Deferred(shapes.of(reference), "${" + reference.text() + "}").node();
  }
}
