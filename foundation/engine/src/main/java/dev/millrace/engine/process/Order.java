package dev.millrace.engine.process;

import dev.millrace.core.value.Id;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param task the path of the step within its run
 * @param command the executable's path and its arguments, each as it is: no shell reads them
 * @param environment all of it; nothing is inherited
 * @param scratch a directory of the task alone: a process in it belongs to the program
 * @param directory where it is started, in the scratch directory
 * @param ender what to run to end what the program has started elsewhere, such as a container;
 *     nothing if empty
 */
public record Order(
    Id run,
    String task,
    List<String> command,
    Map<String, String> environment,
    Path scratch,
    Path directory,
    List<String> ender) {

  public Order {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    ender = List.copyOf(ender);
  }
}
