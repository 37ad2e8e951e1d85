package dev.millrace.core.yaml;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Kind;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.pipeline.Parameters;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.yaml.FileForm.ParamForm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the section {@code params}. */
final class ParamRules {

  private static final JsonForm<ParamForm> FORM = new JsonForm<>(ParamForm.class);

  private static final Set<ParameterType> SCALARS =
      EnumSet.complementOf(EnumSet.of(ParameterType.LIST, ParameterType.MAP));

  private final Lint lint;

  ParamRules(Lint lint) {
    this.lint = lint;
  }

  /** The parameters; empty where nothing can be made of one, with its problems noted. */
  SequencedMap<String, Optional<ParameterSpec>> read(JsonNode section, JsonPointer at) {
    SequencedMap<String, Optional<ParameterSpec>> params = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry -> {
              JsonPointer inside = at.appendProperty(entry.getKey());
              checkId(entry.getKey(), inside);
              params.put(entry.getKey(), param(entry.getValue(), inside));
            });
    return params;
  }

  private void checkId(String id, JsonPointer at) {
    if (!Names.isId(id)) {
      lint.key(at, "'" + id + "' is no id of a parameter", "use " + Names.ID);
    }
  }

  private Optional<ParameterSpec> param(JsonNode node, JsonPointer at) {
    if (!lint.fits(at, FORM.check(node))) {
      return Optional.empty();
    }
    ParamForm form = FORM.read(node);
    ParameterSpec spec =
        new ParameterSpec(
            form.type(),
            form.defaultValue(),
            form.min(),
            form.max(),
            choices(form, at.appendProperty("one_of")),
            form.description());
    checkRange(spec, at);
    return Optional.of(checkDefault(spec, at));
  }

  private void checkRange(ParameterSpec spec, JsonPointer at) {
    boolean number = spec.type().kind() == Kind.WHOLE || spec.type().kind() == Kind.REAL;
    if (!number && (spec.min().isPresent() || spec.max().isPresent())) {
      lint.key(
          at.appendProperty(spec.min().isPresent() ? "min" : "max"),
          "a parameter of type " + spec.type().word() + " has no range",
          "remove it, or list what is allowed as one_of");
    }
    if (spec.min().isPresent() && spec.max().isPresent() && spec.min().get() > spec.max().get()) {
      lint.value(
          at.appendProperty("min"),
          "the least value " + spec.min().get() + " is above the greatest " + spec.max().get(),
          "swap them");
    }
  }

  /** What is allowed, without what does not fit the type. */
  private List<JsonNode> choices(ParamForm form, JsonPointer at) {
    ParameterSpec free = ParameterSpec.of(form.type());
    if (!form.oneOf().isEmpty() && !SCALARS.contains(form.type())) {
      lint.key(at, "a parameter of type " + form.type().word() + " has no one_of", "remove it");
      return List.of();
    }
    List<JsonNode> choices = new ArrayList<>();
    for (int i = 0; i < form.oneOf().size(); i++) {
      JsonNode choice = form.oneOf().get(i);
      Optional<String> wrong = Parameters.problem(free, choice);
      if (wrong.isPresent()) {
        lint.value(at.appendIndex(i), wrong.get(), "list values of the parameter's type");
      } else if (choices.contains(Parameters.normal(free, choice))) {
        lint.value(at.appendIndex(i), "it is in the list twice", "remove one of the two");
      } else {
        choices.add(Parameters.normal(free, choice));
      }
    }
    return choices;
  }

  /** The parameter with its default in normal form, or without a default that does not fit. */
  private ParameterSpec checkDefault(ParameterSpec spec, JsonPointer at) {
    Optional<String> wrong = spec.defaultValue().flatMap(value -> Parameters.problem(spec, value));
    if (wrong.isEmpty()) {
      return Parameters.normal(spec);
    }
    lint.value(at.appendProperty("default"), wrong.get(), "give a default that fits");
    return ParameterSpec.of(spec.type());
  }
}
