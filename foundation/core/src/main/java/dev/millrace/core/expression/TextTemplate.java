package dev.millrace.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A string as a pipeline has it: literal text with expressions inside. A second dollar sign before
 * ${ makes it plain text.
 */
public record TextTemplate(List<Part> parts) {

  static final String UNDERSTOOD =
      "write ${params.NAME} or ${steps.ID.OUTPUT}, or $${ for the characters ${ themselves";

  public TextTemplate {
    parts = List.copyOf(parts);
  }

  /** A piece of the string. */
  public sealed interface Part {}

  /** Text that stands for itself. */
  public record Literal(String text) implements Part {}

  /** A bare reference in braces. */
  public record Named(Reference reference) implements Part {}

  /** Anything else in braces. */
  public record Computed(Formula formula) implements Part {}

  /** Braces that do not end. */
  public record Unfinished(String text) implements Part {}

  /** Reads a string; every string is a template of something. */
  public static TextTemplate parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        flush(literal, parts);
        int end = Braces.end(text, at + 2);
        parts.add(
            end < 0 ? new Unfinished(text.substring(at)) : inBraces(text.substring(at + 2, end)));
        at = end < 0 ? text.length() : end + 1;
      } else {
        literal.append(text.charAt(at++));
      }
    }
    flush(literal, parts);
    return new TextTemplate(parts);
  }

  private static Part inBraces(String text) {
    return Reference.parse(text)
        .<Part>map(Named::new)
        .orElseGet(() -> new Computed(new Formula(text.strip())));
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** The one part that the whole string is, if it is one expression. */
  public Optional<Part> whole() {
    return parts.size() == 1 && !(parts.getFirst() instanceof Literal)
        ? Optional.of(parts.getFirst())
        : Optional.empty();
  }

  /** True if there is nothing to fill in. */
  public boolean isLiteral() {
    return parts.stream().allMatch(Literal.class::isInstance);
  }

  /** The string again, in its one normal form. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Literal(String literal) -> literal.replace("${", "$${");
            case Named(Reference reference) -> "${" + reference.text() + "}";
            case Computed(Formula formula) -> "${" + formula.text() + "}";
            case Unfinished(String unfinished) -> unfinished;
          });
    }
    return text.toString();
  }
}
