package dev.millrace.core.program;

import java.util.List;

/**
 * Arguments that stand or fall together: {@code --model ${inputs.model}} is left out whole where an
 * optional input that it names is not given.
 */
public record ArgumentGroup(List<Argument> arguments) {

  public ArgumentGroup {
    arguments = List.copyOf(arguments);
  }
}
