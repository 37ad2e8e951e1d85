package dev.millrace.engine.program;

import dev.millrace.core.component.Allowance;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.program.Launch;
import dev.millrace.engine.process.Containment;
import dev.millrace.engine.process.Exit;
import dev.millrace.engine.process.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Programs in containers: the engine's command line runs as a program of this machine, and has the
 * container do the rest. The container can read its inputs, write its outputs, reach nothing over
 * the network unless the component says so, and gains no privileges.
 */
record ContainerLauncher(
    Launch.InContainer launch,
    String component,
    Surroundings surroundings,
    Supplier<Containment> containment)
    implements Launcher {

  /**
   * What the engine's own command line goes by; a container's variables of these names cannot be
   * handed to it in its environment.
   */
  private static final Set<String> OF_THE_ENGINE =
      Set.of("PATH", "HOME", "TMPDIR", "XDG_RUNTIME_DIR");

  /** The image behind the name: another one is other code. */
  @Override
  public Optional<String> outside() {
    if (launch.image().contains("@sha256:")) {
      return Optional.empty();
    }
    ContainerEngine engine = engine();
    return Optional.of(
        engine
            .imageId(launch.image())
            .map(id -> "image " + id)
            .orElse("image not on this machine yet"));
  }

  @Override
  public void prepare(TaskContext task) throws IOException, InterruptedException {
    ContainerEngine engine = engine();
    Optional<String> id = engine.imageId(launch.image());
    if (id.isEmpty()) {
      pull(engine, task);
      id = engine.imageId(launch.image());
    }
    task.log("image " + launch.image() + " is " + id.orElse("unknown"));
  }

  private void pull(ContainerEngine engine, TaskContext task)
      throws IOException, InterruptedException {
    Path scratch = task.workDirectory();
    Order order =
        new Order(
            task.run(),
            task.step(),
            engine.command("pull", launch.image()),
            surroundings.variables(),
            scratch,
            scratch,
            List.of());
    Exit exit = containment.get().run(order, task::log);
    if (exit.code() != 0) {
      throw UserError.failure(
              "the image %s of component '%s' cannot be had: %s"
                  .formatted(launch.image(), component, String.join("\n  ", exit.lastLines())))
          .hint("try: " + String.join(" ", order.command()));
    }
  }

  @Override
  public Order order(ProgramTask task) throws IOException {
    ContainerEngine engine = engine();
    Mounts mounts = Mounts.of(task);
    String name = name(task.context());
    Map<String, String> environment = new HashMap<>(surroundings.variables());
    List<String> command = engine.command("run", "--rm", "--name", name, "--pull", "never");
    command.addAll(confinement(engine, task));
    mounts.all().forEach(mount -> command.addAll(List.of("--mount", mount.option())));
    variables(task, mounts)
        .forEach(
            (variable, value) -> {
              command.add("--env");
              if (OF_THE_ENGINE.contains(variable)) {
                command.add(variable + "=" + value);
              } else {
                // Others can see a program's arguments, not its environment.
                command.add(variable);
                environment.put(variable, value);
              }
            });
    command.addAll(List.of("--env", Containment.VARIABLE));
    command.addAll(List.of("--workdir", mounts.path(task.place().run()), launch.image()));
    command.addAll(new CommandLine(task, mounts).arguments());
    return new Order(
        task.context().run(),
        task.context().step(),
        command,
        environment,
        task.place().scratch(),
        task.place().run(),
        engine.command("kill", name));
  }

  private List<String> confinement(ContainerEngine engine, ProgramTask task) throws IOException {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--network", launch.network(), "--user", user(task.place())));
    options.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
    // Else SELinux forbids what the mounts allow.
    options.addAll(List.of("--security-opt", "label=disable"));
    if (engine.isPodman() && launch.user().isEmpty() && !user(task.place()).startsWith("0:")) {
      options.addAll(List.of("--userns", "keep-id"));
    }
    Allowance allowance = task.context().allowance();
    allowance.cpus().ifPresent(cpus -> options.addAll(List.of("--cpus", Double.toString(cpus))));
    allowance
        .memoryBytes()
        .ifPresent(bytes -> options.addAll(List.of("--memory", Long.toString(bytes))));
    return options;
  }

  /** Whose the files are that it writes: as everything else here, of who runs Millrace. */
  private String user(Workplace place) throws IOException {
    if (launch.user().isPresent()) {
      return launch.user().get();
    }
    Map<String, Object> owner = Files.readAttributes(place.scratch(), "unix:uid,gid");
    return owner.get("uid") + ":" + owner.get("gid");
  }

  private static Map<String, String> variables(ProgramTask task, Mounts mounts) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOME", mounts.path(task.place().temporary()));
    variables.put("TMPDIR", mounts.path(task.place().temporary()));
    variables.put("LANG", "C.UTF-8");
    variables.putAll(task.context().environment());
    return variables;
  }

  /** Of the task, for people, and of nothing else, for the engine. */
  private static String name(TaskContext task) {
    return "millrace-%s-%s-%s"
        .formatted(
            task.run().brief(),
            task.step().replaceAll("[^A-Za-z0-9_.]+", "-"),
            UUID.randomUUID().toString().substring(0, 8));
  }

  private ContainerEngine engine() {
    return ContainerEngine.find(component, surroundings);
  }
}
