package dev.millrace.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A string as a pipeline has it: literal text with references inside. A second dollar sign before
 * ${ makes it plain text.
 */
record TextTemplate(List<Part> parts) {

  static final String UNDERSTOOD =
      "write ${params.NAME} or ${steps.ID.OUTPUT}, or $${ for the characters ${ themselves";

  sealed interface Part {}

  record Literal(String text) implements Part {}

  record Named(Reference reference) implements Part {}

  /** Something in braces that is not a reference, or braces that do not end. */
  record Unknown(String text) implements Part {}

  static TextTemplate parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        flush(literal, parts);
        int end = text.indexOf('}', at);
        int next = end < 0 ? text.length() : end + 1;
        parts.add(end < 0 ? new Unknown(text.substring(at)) : reference(text.substring(at, next)));
        at = next;
      } else {
        literal.append(text.charAt(at++));
      }
    }
    flush(literal, parts);
    return new TextTemplate(List.copyOf(parts));
  }

  private static Part reference(String braced) {
    return Reference.parse(braced.substring(2, braced.length() - 1))
        .<Part>map(Named::new)
        .orElseGet(() -> new Unknown(braced));
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** The reference that the whole string is, if it is one. */
  Optional<Reference> whole() {
    return parts.size() == 1 && parts.getFirst() instanceof Named(Reference reference)
        ? Optional.of(reference)
        : Optional.empty();
  }

  /** True if there is nothing to fill in. */
  boolean isLiteral() {
    return parts.stream().allMatch(Literal.class::isInstance);
  }

  List<Reference> references() {
    return parts.stream()
        .filter(Named.class::isInstance)
        .map(part -> ((Named) part).reference())
        .toList();
  }

  List<String> unknown() {
    return parts.stream()
        .filter(Unknown.class::isInstance)
        .map(part -> ((Unknown) part).text())
        .toList();
  }

  /** The string again, in its one normal form. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Literal(String literal) -> literal.replace("${", "$${");
            case Named(Reference reference) -> "${" + reference.text() + "}";
            case Unknown(String unknown) -> unknown;
          });
    }
    return text.toString();
  }
}
