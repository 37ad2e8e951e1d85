package dev.millrace.core.yaml;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.error.Problem;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.expression.Reference;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.FanItem;
import dev.millrace.core.pipeline.Scope;
import dev.millrace.core.value.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rules of what an artifact input may be given. */
final class SourceRules {

  private static final Set<String> FORMS = Set.of("spans", "import");
  private static final JsonForm<String> PATH = new JsonForm<>(String.class);

  private final Lint lint;
  private final Scope scope;
  private final Set<String> queries;

  SourceRules(Lint lint, Scope scope, Set<String> queries) {
    this.lint = lint;
    this.scope = scope;
    this.queries = queries;
  }

  /** The source that the file names; empty if it names none, or none that fits. */
  Optional<Binding> bind(ArtifactPort port, JsonNode given, JsonPointer at) {
    if (given.isNull() && !port.required()) {
      return Optional.empty();
    }
    Optional<Binding> source =
        switch (given.getNodeType()) {
          case STRING -> text(port, given.stringValue(), at);
          case OBJECT -> form(port, given, at);
          case ARRAY ->
              port.cardinality() == Cardinality.MANY
                  ? list(port, given, at)
                  : notASource(port, given, at);
          case BINARY, BOOLEAN, MISSING, NULL, NUMBER, POJO -> notASource(port, given, at);
        };
    if (port.required()) {
      source.ifPresent(
          binding ->
              new ExitRule(lint, scope).checkRequired("input '" + port.name() + "'", binding, at));
    }
    return source;
  }

  private Optional<Binding> notASource(ArtifactPort port, JsonNode given, JsonPointer at) {
    return refuse(
        at,
        "%s takes an artifact of type %s, found %s"
            .formatted(words(port), port.type().name(), Mismatch.found(given)),
        sources());
  }

  private static String words(ArtifactPort port) {
    return port.name().equals("for_each") ? "for_each" : "input '" + port.name() + "'";
  }

  private String sources() {
    return "write ${steps.ID.OUTPUT}, { import: PATH }, or one of: "
        + String.join(", ", queries.stream().sorted().toList());
  }

  private Optional<Binding> refuse(JsonPointer at, String message, String remedy) {
    lint.value(at, message, remedy);
    return Optional.empty();
  }

  private Optional<Binding> refuse(JsonPointer at, Problem problem) {
    return refuse(at, problem.message(), problem.remedy());
  }

  private Optional<Binding> list(ArtifactPort port, JsonNode given, JsonPointer at) {
    List<Binding.Output> outputs = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      JsonPointer place = at.appendIndex(i);
      Optional<Binding> one =
          given.get(i).isString()
              ? text(port, given.get(i).stringValue(), place)
              : notASource(port, given.get(i), place);
      one.ifPresent(
          binding -> {
            if (binding instanceof Binding.Outputs(List<Binding.Output> of)) {
              outputs.addAll(of);
            } else {
              lint.value(
                  place,
                  words(port) + " takes outputs of steps only where they are listed",
                  "write a list of ${steps.ID.OUTPUT}");
            }
          });
    }
    return outputs.isEmpty() ? Optional.empty() : Optional.of(new Binding.Outputs(outputs));
  }

  /** An expression, or a query for the store. */
  private Optional<Binding> text(ArtifactPort port, String text, JsonPointer at) {
    if (text.contains("${")) {
      return ArtifactReferences.reference(text)
          .map(reference -> reference(port, reference, at))
          .orElseGet(
              () ->
                  refuse(
                      at,
                      words(port) + " takes an artifact, which is named and not computed",
                      "write ${steps.ID.OUTPUT}, or ${one_of(steps.A.OUTPUT, steps.B.OUTPUT)}"));
    }
    return query(port, text, at);
  }

  private Optional<Binding> query(ArtifactPort port, String text, JsonPointer at) {
    if (!queries.contains(text)) {
      return refuse(
          at,
          "'" + text + "' names no artifact",
          Suggestion.nearest(text, queries)
              .map(near -> "did you mean '" + near + "'?")
              .orElseGet(this::sources));
    }
    if (text.equals("latest_blessed") && !port.type().equals(Model.TYPE)) {
      return refuse(
          at,
          words(port) + " takes " + port.type().name() + ", and only models are blessed",
          "write latest");
    }
    return Optional.of(new Binding.Resolved(text));
  }

  /** A map with one key that says what is sought. */
  private Optional<Binding> form(ArtifactPort port, JsonNode given, JsonPointer at) {
    if (given.size() != 1) {
      return notASource(port, given, at);
    }
    String key = given.propertyNames().iterator().next();
    JsonPointer inside = at.appendProperty(key);
    if (!FORMS.contains(key)) {
      lint.key(inside, "unknown key '" + key + "'", Suggestion.remedy(key, FORMS));
      return Optional.empty();
    }
    JsonNode value = given.get(key);
    if (!value.isString()) {
      return refuse(inside, "expected text, found " + Mismatch.found(value), "write text");
    }
    return key.equals("spans")
        ? spans(port, value.stringValue(), inside)
        : imported(value.stringValue(), inside);
  }

  private Optional<Binding> spans(ArtifactPort port, String text, JsonPointer at) {
    if (port.cardinality() != Cardinality.MANY) {
      return refuse(
          at,
          words(port) + " takes one artifact, and spans are a list",
          "write latest, or { import: PATH }");
    }
    try {
      return Optional.of(new Binding.Resolved("spans " + Spans.parse(text).text()));
    } catch (IllegalArgumentException e) {
      return refuse(at, String.valueOf(e.getMessage()), "correct the selection");
    }
  }

  private Optional<Binding> imported(String path, JsonPointer at) {
    JsonNode template = JsonNodeFactory.instance.stringNode(path);
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      return refuse(at, "a path may not be empty or contain NUL", "write where the files are");
    }
    return new TemplateRules(lint, scope).check(template, at)
            && lint.fits(at, PATH.check(scope.preview(template)))
        ? Optional.of(new Binding.Imported(Scope.normal(template).stringValue()))
        : Optional.empty();
  }

  private Optional<Binding> reference(ArtifactPort port, Reference reference, JsonPointer at) {
    return switch (reference) {
      case Reference.StepOutput output -> output(port, output, at).map(made -> inList(port, made));
      case Reference.OneOf(List<Reference.StepOutput> of) -> oneOf(port, of, at);
      case Reference.Given(String input) -> given(port, input, at);
      case Reference.Item _ -> item(port, reference, at);
      case Reference.Param _,
          Reference.Property _,
          Reference.GivenProperty _,
          Reference.Index _,
          Reference.RunFact _ ->
          refuse(at, wrongType(port, reference, "a value"));
    };
  }

  private static Binding inList(ArtifactPort port, Binding.Output output) {
    return port.cardinality() == Cardinality.MANY ? new Binding.Outputs(List.of(output)) : output;
  }

  private Optional<Binding.Output> output(
      ArtifactPort port, Reference.StepOutput reference, JsonPointer at) {
    List<Problem> faults = new ArrayList<>();
    scope.port(reference, faults).ifPresent(made -> fits(port, reference, made, faults));
    faults.forEach(fault -> lint.value(at, fault));
    return faults.isEmpty()
        ? Optional.of(new Binding.Output(reference.step(), reference.output()))
        : Optional.empty();
  }

  private Optional<Binding> oneOf(
      ArtifactPort port, List<Reference.StepOutput> of, JsonPointer at) {
    List<Binding.Output> outputs = new ArrayList<>();
    of.forEach(each -> output(port, each, at).ifPresent(outputs::add));
    return outputs.size() == of.size() ? Optional.of(new Binding.OneOf(outputs)) : Optional.empty();
  }

  private Optional<Binding> given(ArtifactPort port, String input, JsonPointer at) {
    List<Problem> faults = new ArrayList<>();
    scope
        .given(input, faults)
        .ifPresent(known -> fits(port, new Reference.Given(input), known, faults));
    faults.forEach(fault -> lint.value(at, fault));
    return faults.isEmpty() ? Optional.of(new Binding.Given(input)) : Optional.empty();
  }

  private Optional<Binding> item(ArtifactPort port, Reference item, JsonPointer at) {
    List<Problem> faults = new ArrayList<>();
    if (scope.place().item().isEmpty()) {
      faults.addAll(scope.faults(JsonNodeFactory.instance.stringNode("${" + item.text() + "}")));
    } else if (!(scope.place().item().get() instanceof FanItem.Unknown)) {
      ArtifactReferences.port(item, scope)
          .ifPresentOrElse(
              made -> fits(port, item, made, faults),
              () -> faults.add(wrongType(port, item, "a value")));
    }
    faults.forEach(fault -> lint.value(at, fault));
    return faults.isEmpty() ? Optional.of(new Binding.Item()) : Optional.empty();
  }

  private static void fits(
      ArtifactPort port, Reference reference, Port made, List<Problem> faults) {
    if (!(made instanceof ArtifactPort artifact)) {
      faults.add(wrongType(port, reference, "a value"));
    } else if (!artifact.type().equals(port.type())) {
      faults.add(wrongType(port, reference, artifact.type().name()));
    } else if (artifact.cardinality() == Cardinality.MANY
        && port.cardinality() != Cardinality.MANY) {
      faults.add(
          Problem.of(
              "%s takes one artifact, ${%s} is a list of them"
                  .formatted(words(port), reference.text()),
              "go through it with for_each, or give it to an input that takes a list"));
    }
  }

  private static Problem wrongType(ArtifactPort port, Reference reference, String found) {
    String type = port.type().name();
    return Problem.of(
        "%s takes %s, ${%s} is %s".formatted(words(port), type, reference.text(), found),
        "name an artifact of type " + type);
  }
}
