package dev.millrace.core.pipeline;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.expression.Expressions;
import dev.millrace.core.expression.Formula;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.expression.TextTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rules of expressions: each method is one, and says what to do about it. */
final class ScopeCheck {

  private static final Set<String> FACTS =
      new LinkedHashSet<>(List.of("state", "reason", "failed", "id", "as_of"));
  private static final Set<String> FACTS_OF_ITS_END = Set.of("state", "reason", "failed");

  private final Scope scope;
  private final ReferenceShapes shapes;
  private final List<Problem> faults = new ArrayList<>();

  ScopeCheck(Scope scope) {
    this.scope = scope;
    this.shapes = new ReferenceShapes(scope);
  }

  List<Problem> check(JsonNode template) {
    faults.addAll(Expressions.problems(template));
    Expressions.references(template).forEach(this::check);
    if (faults.isEmpty()) {
      Expressions.formulas(template)
          .forEach(formula -> faults.addAll(formula.check(shapes::of).problems()));
    }
    if (faults.isEmpty()) {
      Expressions.texts(template).forEach(this::checkInText);
    }
    return faults;
  }

  /** Only single values can be written out inside text. */
  private void checkInText(TextTemplate text) {
    if (text.whole().isPresent()) {
      return;
    }
    for (TextTemplate.Part part : text.parts()) {
      Kind kind = shape(part).kind();
      if (kind == Kind.LIST || kind == Kind.MAP) {
        faults.add(
            Problem.of(
                new TextTemplate(List.of(part)).text()
                    + " is "
                    + kind.words()
                    + ", which cannot stand inside text",
                "let it be the whole value, or name a part of it"));
      }
    }
  }

  private Shape shape(TextTemplate.Part part) {
    return switch (part) {
      case TextTemplate.Named(Reference reference) -> shapes.of(reference);
      case TextTemplate.Computed(Formula formula) -> formula.check(shapes::of).shape();
      case TextTemplate.Literal _, TextTemplate.Unfinished _ -> new Shape.Text();
    };
  }

  List<Problem> checkCondition(String condition) {
    TextTemplate template = TextTemplate.parse(condition);
    if (template.whole().isEmpty()) {
      faults.add(
          Problem.of(
              "a condition is one expression, found '" + condition + "'",
              "write it in ${…}: \"${steps.count.rows > 100}\""));
      return faults;
    }
    JsonNode node = JsonNodeFactory.instance.stringNode(condition);
    if (check(node).isEmpty()) {
      Shape shape = shape(template.whole().get());
      if (!Kind.FLAG.accepts(shape.kind())) {
        faults.add(
            Problem.of(
                "a condition is true or false, %s is %s".formatted(condition, shape.detail()),
                "compare it with something"));
      }
    }
    return faults;
  }

  private void check(Reference reference) {
    switch (reference) {
      case Reference.Param(String name) -> param(name);
      case Reference.StepOutput output -> value(output);
      case Reference.Property(Reference.StepOutput of, _) ->
          scope.port(of, faults).ifPresent(port -> hasProperties(port, of));
      case Reference.OneOf oneOf -> oneOf(oneOf);
      case Reference.Given(String input) ->
          scope.given(input, faults).ifPresent(_ -> noValue(reference));
      case Reference.GivenProperty(String input, _) ->
          scope
              .given(input, faults)
              .ifPresent(port -> hasProperties(port, new Reference.Given(input)));
      case Reference.Item(List<String> path) -> item(path);
      case Reference.Index() -> inFanOut(reference);
      case Reference.RunFact(String name) -> fact(name);
    }
  }

  private void param(String name) {
    if (!scope.params().containsKey(name)) {
      faults.add(
          Problem.of(
              "there is no parameter '" + name + "'",
              Suggestion.remedy(name, scope.params().keySet())));
    }
  }

  private void value(Reference.StepOutput output) {
    scope
        .port(output, faults)
        .filter(ArtifactPort.class::isInstance)
        .ifPresent(_ -> noValue(output));
  }

  private void noValue(Reference reference) {
    faults.add(
        Problem.of(
            "${" + reference.text() + "} is an artifact, not a value",
            "give it to an input that takes an artifact, or name one of its properties: ${"
                + reference.text()
                + ".properties.NAME}"));
  }

  private void hasProperties(Port port, Reference of) {
    switch (port) {
      case ValuePort _ ->
          faults.add(
              Problem.of(
                  "${" + of.text() + "} is a value, and has no properties",
                  "name the value itself; a key of it that is called properties is"
                      + " ['properties']"));
      case ArtifactPort artifact when artifact.cardinality() == Cardinality.MANY ->
          faults.add(
              Problem.of(
                  "${" + of.text() + "} is a list of artifacts, of which each has properties",
                  "go through it with for_each, and name item.properties.NAME"));
      case ArtifactPort _ -> {}
    }
  }

  private void oneOf(Reference.OneOf oneOf) {
    int before = faults.size();
    oneOf.of().forEach(this::value);
    if (faults.size() > before) {
      return;
    }
    List<Kind> kinds =
        oneOf.of().stream()
            .map(output -> shapes.of(output).kind())
            .filter(kind -> kind != Kind.ANY)
            .distinct()
            .toList();
    if (kinds.size() > 1) {
      faults.add(
          Problem.of(
              "${%s} is %s or %s"
                  .formatted(oneOf.text(), kinds.getFirst().words(), kinds.getLast().words()),
              "name outputs of one type"));
    }
  }

  private boolean inFanOut(Reference reference) {
    if (scope.place().item().isEmpty()) {
      faults.add(
          Problem.of(
              "there is no " + reference.text() + " here",
              "only the inputs of a step with for_each have one"));
    }
    return scope.place().item().isPresent();
  }

  private void item(List<String> path) {
    Reference.Item item = new Reference.Item(path);
    if (!inFanOut(item)) {
      return;
    }
    switch (scope.place().item().get()) {
      case FanItem.Unknown() -> {}
      case FanItem.Artifacts _ -> {
        if (path.size() != 2 || !path.getFirst().equals("properties")) {
          noValue(new Reference.Item(List.of()));
        }
      }
      case FanItem.Values values -> itemValue(values, path);
    }
  }

  private void itemValue(FanItem.Values values, List<String> path) {
    if (path.isEmpty()) {
      return;
    }
    String key = path.getFirst();
    Kind kind = values.shape().kind();
    if (kind != Kind.MAP && kind != Kind.ANY) {
      faults.add(
          Problem.of(
              "item is " + values.shape().words() + ", and has no '" + key + "'", "write ${item}"));
      return;
    }
    for (int i = 0; i < values.written().size(); i++) {
      JsonNode element = values.written().get(i);
      if (element.isObject() && !element.has(key)) {
        faults.add(
            Problem.of(
                "element " + i + " of the list has no '" + key + "'",
                Suggestion.remedy(key, element.propertyNames())));
        return;
      }
    }
    fieldOfItem(values.shape(), key);
  }

  private void fieldOfItem(Shape shape, String key) {
    if (shape instanceof Shape.Fields fields) {
      List<String> names = fields.fields().stream().map(ValuePort::name).toList();
      if (!names.contains(key)) {
        faults.add(Problem.of("item has no '" + key + "'", Suggestion.remedy(key, names)));
      }
    }
  }

  private void fact(String name) {
    if (!FACTS.contains(name)) {
      faults.add(Problem.of("a run has no '" + name + "'", Suggestion.remedy(name, FACTS)));
    } else if (FACTS_OF_ITS_END.contains(name) && !scope.place().exiting()) {
      faults.add(
          Problem.of(
              "run." + name + " is known when all steps have ended",
              "use it in a step of on_exit"));
    }
  }
}
