package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.BoundCode;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.component.StepOutputs;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.core.program.Argument.Fact;
import dev.millrace.engine.process.Exit;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A program with its inputs at hand. */
record BoundProgram(ProgramCode program, Given given) implements BoundCode {

  private static final Map<Integer, String> SIGNALS =
      Map.of(2, "INT", 6, "ABRT", 9, "KILL", 11, "SEGV", 13, "PIPE", 15, "TERM");

  @Override
  public SequencedMap<String, JsonNode> values() {
    return given.values();
  }

  /** A program that is told the time depends on it. */
  @Override
  public Optional<String> outside(TaskContext task) {
    Optional<String> time = asksForTime() ? Optional.of("as of " + task.asOf()) : Optional.empty();
    List<String> parts =
        Stream.concat(time.stream(), program.launcher().outside().stream()).toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private boolean asksForTime() {
    return program.spec().arguments().stream()
        .flatMap(group -> group.arguments().stream())
        .anyMatch(argument -> argument.parts().contains(Fact.AS_OF));
  }

  @Override
  public StepOutputs run(TaskContext context) throws IOException, InterruptedException {
    Workplace place = Workplace.in(context.workDirectory());
    program.code().copyTo(place.run());
    SequencedMap<String, Artifact> outputs = new LinkedHashMap<>();
    for (ArtifactPort port : program.signature().artifactOutputs()) {
      outputs.put(port.name(), context.stage(port.type()));
    }
    ProgramTask task = new ProgramTask(program.spec(), context, given, outputs, place);
    program.launcher().prepare(context);
    InputGuard guard = InputGuard.over(name(), given.artifacts());
    Exit exit = program.containment().run(program.launcher().order(task), new TaskLines(context));
    if (exit.leftBehind() > 0) {
      context.log("ended what the program left running: " + exit.leftBehind() + " processes");
    }
    guard.check();
    if (exit.code() != 0) {
      throw failed(context, exit);
    }
    return outputs(task);
  }

  private StepOutputs outputs(ProgramTask task) throws IOException {
    Results results = ResultsFile.read(task.place().results(), program.signature());
    results.metrics().forEach(m -> task.context().metric(m.key(), m.value(), m.step()));
    if (results.refused().isPresent()) {
      throw new GateRefused(results.refused().get());
    }
    for (Map.Entry<String, Artifact> output : task.outputs().entrySet()) {
      requireFiles(output.getKey(), output.getValue().directory());
      results
          .properties()
          .getOrDefault(output.getKey(), Map.of())
          .forEach((property, value) -> output.getValue().property(property, value));
    }
    return new StepOutputs(new LinkedHashMap<>(task.outputs()), results.values());
  }

  private void requireFiles(String output, Path directory) throws IOException {
    if (isEmpty(directory)) {
      throw UserError.failure(
              "component '%s' ended well, and wrote nothing into its output '%s'"
                  .formatted(name(), output))
          .hint("the program writes files into the directory ${outputs." + output + "}");
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      return !files.iterator().hasNext();
    }
  }

  private UserError failed(TaskContext task, Exit exit) {
    String lines =
        exit.lastLines().isEmpty()
            ? ", and said nothing"
            : exit.lastLines().stream()
                .collect(Collectors.joining("\n  ", "; it said at last:\n  ", ""));
    String how = "component '" + name() + "' ended with exit code " + exit.code();
    return UserError.failure(how + signal(exit.code()) + lines)
        .hint(
            "'millrace runs logs %s %s' has all that it said"
                .formatted(task.run().brief(), task.step()));
  }

  /** A shell reports that a signal ended a program as 128 and its number, and so does Java. */
  private static String signal(int code) {
    String name = SIGNALS.get(code - 128);
    return name == null ? "" : " (as if by the signal " + name + ")";
  }

  private String name() {
    return program.signature().name();
  }
}
