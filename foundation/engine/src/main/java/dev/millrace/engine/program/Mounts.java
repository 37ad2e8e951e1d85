package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which directories of this machine a container sees, and where. The places in the container are
 * always the same, so that what is written there does not depend on the machine.
 */
record Mounts(List<Mount> all) implements Sight {

  private static final Path TASK = Path.of("/millrace/task");
  private static final Path INPUTS = Path.of("/millrace/inputs");
  private static final Path OUTPUTS = Path.of("/millrace/outputs");

  record Mount(Path source, Path target, boolean readOnly) {

    /** As {@code --mount} takes it: comma-separated values (RFC 4180). */
    String option() {
      return "type=bind,"
          + quoted("source=" + source)
          + ","
          + quoted("target=" + target)
          + (readOnly ? ",readonly" : "");
    }

    private static String quoted(String field) {
      return field.contains(",") || field.contains("\"")
          ? "\"" + field.replace("\"", "\"\"") + "\""
          : field;
    }
  }

  static Mounts of(ProgramTask task) {
    List<Mount> all = new ArrayList<>();
    all.add(new Mount(task.place().scratch(), TASK, false));
    for (Map.Entry<String, List<Artifact>> input : task.given().artifacts().entrySet()) {
      List<Artifact> artifacts = input.getValue();
      for (int i = 0; i < artifacts.size(); i++) {
        all.add(new Mount(artifacts.get(i).directory(), place(input.getKey(), i), true));
      }
    }
    task.outputs()
        .forEach(
            (output, staged) ->
                all.add(new Mount(staged.directory(), OUTPUTS.resolve(output), false)));
    return new Mounts(List.copyOf(all));
  }

  private static Path place(String input, int index) {
    return INPUTS.resolve(input).resolve(Integer.toString(index));
  }

  @Override
  public String input(String port, int index, Path directory) {
    return place(port, index).toString();
  }

  @Override
  public String path(Path ofTheTask) {
    return all.stream()
        .filter(mount -> ofTheTask.startsWith(mount.source()))
        .map(mount -> mount.target().resolve(mount.source().relativize(ofTheTask)).toString())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(ofTheTask + " is not mounted"));
  }
}
