package dev.millrace.engine.program;

import dev.millrace.core.program.Launch;
import dev.millrace.core.value.Id;
import dev.millrace.core.yaml.ComponentFile;
import dev.millrace.engine.process.Containment;
import dev.millrace.store.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes steps of programs, and runs them on this machine. */
public final class Programs {

  private final Supplier<Containment> containment;
  private final Surroundings surroundings;

  private Programs(Supplier<Containment> containment, Surroundings surroundings) {
    this.containment = containment;
    this.surroundings = surroundings;
  }

  /**
   * Those of a home. What earlier processes have left running in it is ended first.
   *
   * @param environment of this process
   */
  public static Programs open(Home home, Map<String, String> environment) {
    Containment containment = Containment.open(home);
    return new Programs(() -> containment, new Surroundings(environment));
  }

  /**
   * Those that are only looked at, where there is no home yet: they cannot run.
   *
   * @param environment of this process
   */
  public static Programs toLookAt(Map<String, String> environment) {
    return new Programs(
        () -> {
          throw new IllegalStateException("no home to run programs in");
        },
        new Surroundings(environment));
  }

  /**
   * A component as code of a step. Its files are read now; a task that finds others later fails.
   *
   * @throws dev.millrace.core.error.UserError naming a file that cannot be read
   */
  public ProgramCode code(ComponentFile file) {
    Launcher launcher =
        switch (file.spec().launch()) {
          case Launch.Beside(String program) -> new LocalLauncher.Beside(program, surroundings);
          case Launch.Installed(_, Path executable) ->
              new LocalLauncher.Installed(executable, surroundings);
          case Launch.InContainer container ->
              new ContainerLauncher(
                  container, file.spec().signature().name(), surroundings, containment);
        };
    return new ProgramCode(file, CodeFiles.of(file), launcher, containment);
  }

  /** The folders in which programs are looked for. */
  public List<Path> searchPath() {
    return surroundings.searchPath();
  }

  /**
   * Ends what programs of a run are still running, whoever started them, and returns when they are
   * gone. For whoever holds the run's lease, before any of its steps runs again.
   */
  public void endLeftovers(Id run) {
    containment.get().endLeftovers(run);
  }
}
