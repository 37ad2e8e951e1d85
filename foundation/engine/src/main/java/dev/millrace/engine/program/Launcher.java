package dev.millrace.engine.program;

import dev.millrace.core.component.TaskContext;
import dev.millrace.engine.process.Order;
import java.io.IOException;
import java.util.Optional;

/** How a program is started: on this machine, or in a container. */
sealed interface Launcher permits LocalLauncher, ContainerLauncher {

  /** What the machine adds to the code, such as the image behind a name. */
  Optional<String> outside();

  /** Brings what is needed to start it. */
  void prepare(TaskContext task) throws IOException, InterruptedException;

  Order order(ProgramTask task) throws IOException;
}
