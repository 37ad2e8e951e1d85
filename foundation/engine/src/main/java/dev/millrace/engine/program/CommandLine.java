package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.program.Argument;
import dev.millrace.core.program.Argument.Fact;
import dev.millrace.core.program.Argument.Part;
import dev.millrace.core.program.ArgumentGroup;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Fills in a program's arguments. A value is one argument or a part of one, whatever characters are
 * in it.
 *
 * @param sight of the program
 */
record CommandLine(ProgramTask task, Sight sight) {

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (ArgumentGroup group : task.spec().arguments()) {
      if (group.arguments().stream()
          .flatMap(each -> each.parts().stream())
          .noneMatch(this::absent)) {
        group.arguments().forEach(argument -> arguments.addAll(filled(argument)));
      }
    }
    return arguments;
  }

  /** True of an optional input that is not given. */
  private boolean absent(Part part) {
    return part instanceof Argument.Input(String input)
        && (artifacts(input).isEmpty() && value(input).isNull());
  }

  private List<String> filled(Argument argument) {
    if (argument.parts().size() == 1
        && argument.parts().getFirst() instanceof Argument.Input(String input)) {
      int count = artifacts(input).size();
      if (count > 0) {
        return IntStream.range(0, count).mapToObj(index -> directory(input, index)).toList();
      }
    }
    StringBuilder text = new StringBuilder();
    argument.parts().forEach(part -> text.append(text(part)));
    return List.of(text.toString());
  }

  private String text(Part part) {
    return switch (part) {
      case Argument.Text(String text) -> text;
      case Argument.Input(String input) ->
          artifacts(input).isEmpty() ? text(value(input)) : directory(input, 0);
      case Argument.Output(String output) ->
          sight.path(Objects.requireNonNull(task.outputs().get(output)).directory());
      case Fact fact ->
          switch (fact) {
            case RESULTS -> sight.path(task.place().results());
            case AS_OF -> task.context().asOf().toString();
            case WORK -> sight.path(task.place().run());
            case THREADS -> Integer.toString(task.context().threads());
          };
    };
  }

  private String directory(String input, int index) {
    return sight.input(input, index, artifacts(input).get(index).directory());
  }

  private static String text(JsonNode value) {
    return value.isContainer() ? Json.mapper().writeValueAsString(value) : value.asString();
  }

  private List<Artifact> artifacts(String input) {
    return task.given().artifacts().getOrDefault(input, List.of());
  }

  private JsonNode value(String input) {
    return task.given().values().getOrDefault(input, JsonNodeFactory.instance.nullNode());
  }
}
