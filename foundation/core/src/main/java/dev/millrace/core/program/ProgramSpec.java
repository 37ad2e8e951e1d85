package dev.millrace.core.program;

import dev.millrace.core.component.ComponentSignature;
import java.util.List;

/**
 * A component that is a program, as its component file declares it.
 *
 * @param arguments in order
 * @param files that belong to its code: files and folders relative to the component file
 */
public record ProgramSpec(
    ComponentSignature signature,
    Launch launch,
    List<ArgumentGroup> arguments,
    List<String> files) {

  public ProgramSpec {
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
  }
}
