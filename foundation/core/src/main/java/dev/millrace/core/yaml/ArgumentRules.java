package dev.millrace.core.yaml;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.program.Argument;
import dev.millrace.core.program.Argument.Fact;
import dev.millrace.core.program.Argument.Part;
import dev.millrace.core.program.ArgumentGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The rules of the section {@code arguments} of a component file: every placeholder names something
 * that is there, and everything that is there reaches the program.
 */
final class ArgumentRules {

  private static final String INPUTS = "inputs.";
  private static final String OUTPUTS = "outputs.";
  private static final JsonPointer SECTION = JsonPointer.empty().appendProperty("arguments");

  private final Lint lint;
  private final Set<String> inputs;
  private final Set<String> outputs;
  private final ComponentSignature signature;
  private final Set<Part> used = new HashSet<>();

  /**
   * @param document the file: it may name ports that the signature lacks since they have problems
   */
  ArgumentRules(Lint lint, JsonNode document, ComponentSignature signature) {
    this.lint = lint;
    this.inputs = Set.copyOf(document.path("inputs").propertyNames());
    this.outputs = Set.copyOf(document.path("outputs").propertyNames());
    this.signature = signature;
  }

  List<ArgumentGroup> read(List<JsonNode> section) {
    List<ArgumentGroup> groups = new ArrayList<>();
    for (int i = 0; i < section.size(); i++) {
      JsonPointer at = SECTION.appendIndex(i);
      JsonNode element = section.get(i);
      List<Argument> group = new ArrayList<>();
      if (element.isArray()) {
        for (int j = 0; j < element.size(); j++) {
          argument(element.get(j), at.appendIndex(j)).ifPresent(group::add);
        }
      } else {
        argument(element, at).ifPresent(group::add);
      }
      groups.add(new ArgumentGroup(group));
    }
    signature.inputs().forEach(this::checkInputReaches);
    signature.outputs().forEach(this::checkOutputReaches);
    return groups;
  }

  private Optional<Argument> argument(JsonNode node, JsonPointer at) {
    if (!node.isString()) {
      lint.value(
          at,
          "an argument is text, found " + Mismatch.found(node),
          node.isValueNode() && !node.isNull() ? "put it in quotes" : "write text");
      return Optional.empty();
    }
    Argument argument = new Argument(parts(node.stringValue(), at));
    argument.parts().forEach(part -> checkWhole(part, argument, at));
    used.addAll(argument.parts());
    return Optional.of(argument);
  }

  /** Text between placeholders; a second dollar sign before ${ makes it plain text. */
  private List<Part> parts(String text, JsonPointer at) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      if (text.startsWith("$${", from)) {
        literal.append("${");
        from += 3;
      } else if (text.startsWith("${", from)) {
        int end = text.indexOf('}', from);
        int next = end < 0 ? text.length() : end + 1;
        flush(literal, parts);
        placeholder(text.substring(from, next), at).ifPresent(parts::add);
        from = next;
      } else {
        literal.append(text.charAt(from++));
      }
    }
    flush(literal, parts);
    return parts;
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Argument.Text(literal.toString()));
      literal.setLength(0);
    }
  }

  private Optional<Part> placeholder(String braced, JsonPointer at) {
    String name = braced.endsWith("}") ? braced.substring(2, braced.length() - 1).strip() : braced;
    for (Fact fact : Fact.values()) {
      if (fact.placeholder().equals(name)) {
        return Optional.of(fact);
      }
    }
    if (name.startsWith(INPUTS) && inputs.contains(name.substring(INPUTS.length()))) {
      return Optional.of(new Argument.Input(name.substring(INPUTS.length())));
    }
    if (name.startsWith(OUTPUTS) && outputs.contains(name.substring(OUTPUTS.length()))) {
      String output = name.substring(OUTPUTS.length());
      checkIsArtifact(output, at);
      return Optional.of(new Argument.Output(output));
    }
    lint.value(
        at,
        "'" + braced + "' names nothing that the program is given",
        Suggestion.nearest(name, known())
            .map(near -> "did you mean '${" + near + "}'?")
            .orElseGet(() -> "use one of: " + String.join(", ", braced(known()))));
    return Optional.empty();
  }

  private void checkIsArtifact(String output, JsonPointer at) {
    if (signature.output(output).orElse(null) instanceof ValuePort) {
      lint.value(
          at,
          "output '" + output + "' is a value, which has no directory",
          "give the program ${results}: it writes the value into that file");
    }
  }

  /** Several artifacts become several arguments. */
  private void checkWhole(Part part, Argument argument, JsonPointer at) {
    if (argument.parts().size() > 1
        && part instanceof Argument.Input(String input)
        && signature.input(input).orElse(null) instanceof ArtifactPort port
        && port.cardinality() == Cardinality.MANY) {
      lint.value(
          at,
          "input '" + input + "' may be several artifacts, each an argument of its own",
          "write \"${inputs." + input + "}\" alone");
    }
  }

  private void checkInputReaches(Port port) {
    if (!used.contains(new Argument.Input(port.name()))) {
      lint.key(
          JsonPointer.empty().appendProperty("inputs").appendProperty(port.name()),
          "no argument gives the program its input '" + port.name() + "'",
          "add \"${inputs." + port.name() + "}\" to the arguments");
    }
  }

  private void checkOutputReaches(Port port) {
    Part needed =
        switch (port) {
          case ArtifactPort artifact -> new Argument.Output(artifact.name());
          case ValuePort _ -> Fact.RESULTS;
        };
    if (!used.contains(needed)) {
      String placeholder = needed == Fact.RESULTS ? "${results}" : "${outputs." + port.name() + "}";
      lint.key(
          JsonPointer.empty().appendProperty("outputs").appendProperty(port.name()),
          "no argument tells the program where to write its output '" + port.name() + "'",
          "add \"" + placeholder + "\" to the arguments");
    }
  }

  private List<String> known() {
    return Stream.of(
            inputs.stream().sorted().map(INPUTS::concat),
            signature.artifactOutputs().stream().map(port -> OUTPUTS + port.name()),
            Stream.of(Fact.values()).map(Fact::placeholder))
        .flatMap(names -> names)
        .toList();
  }

  private static List<String> braced(Collection<String> names) {
    return names.stream().map(name -> "${" + name + "}").toList();
  }
}
