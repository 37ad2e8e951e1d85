package dev.millrace.core.yaml;

import dev.millrace.core.error.Problem;
import dev.millrace.core.pipeline.Scope;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of the expressions in a value, each noted where it stands. */
final class TemplateRules {

  private final Lint lint;
  private final Scope scope;

  TemplateRules(Lint lint, Scope scope) {
    this.lint = lint;
    this.scope = scope;
  }

  /** True if there is nothing wrong. */
  boolean check(JsonNode template, JsonPointer at) {
    boolean understood = true;
    if (template.isString()) {
      List<Problem> faults = scope.faults(template);
      faults.forEach(fault -> lint.value(at, fault));
      understood = faults.isEmpty();
    }
    for (int i = 0; template.isArray() && i < template.size(); i++) {
      understood &= check(template.get(i), at.appendIndex(i));
    }
    for (String key : template.propertyNames()) {
      understood &= check(template.get(key), at.appendProperty(key));
    }
    return understood;
  }
}
