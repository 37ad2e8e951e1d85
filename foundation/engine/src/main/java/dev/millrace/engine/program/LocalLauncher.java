package dev.millrace.engine.program;

import dev.millrace.core.component.TaskContext;
import dev.millrace.engine.process.Order;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of this machine. */
sealed interface LocalLauncher extends Launcher {

  /** One whose copy lies where the task works. */
  record Beside(String program, Surroundings surroundings) implements LocalLauncher {
    @Override
    public Path executable(ProgramTask task) {
      return task.place().run().resolve(program);
    }
  }

  record Installed(Path program, Surroundings surroundings) implements LocalLauncher {
    @Override
    public Path executable(ProgramTask task) {
      return program;
    }
  }

  Path executable(ProgramTask task);

  Surroundings surroundings();

  @Override
  default Optional<String> outside() {
    return Optional.empty();
  }

  @Override
  default void prepare(TaskContext task) {}

  @Override
  default Order order(ProgramTask task) {
    List<String> command = new ArrayList<>();
    command.add(executable(task).toString());
    command.addAll(new CommandLine(task, Sight.PLAIN).arguments());
    Map<String, String> environment = surroundings().forPrograms(task.place().temporary());
    environment.putAll(task.context().environment());
    return new Order(
        task.context().run(),
        task.context().step(),
        command,
        environment,
        task.place().scratch(),
        task.place().run(),
        List.of());
  }
}
