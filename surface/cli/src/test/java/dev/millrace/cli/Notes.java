package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A small project whose pipeline consists of {@link Note} steps, and commands on it. */
final class Notes {

  static final String CHAIN =
      """
      name: notes
      params:
        text: { type: string, default: good }
      steps:
        first: { uses: note, with: { text: alpha, parts: [] } }
        second: { uses: note, with: { text: "${params.text}", parts: ["${steps.first.made}"] } }
        third: { uses: note, with: { text: omega, parts: ["${steps.second.made}"] } }
      """;

  private final Path directory;
  private final Map<String, String> environment;

  private Notes(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  static Notes of(String yaml, Path directory) throws IOException {
    return of(yaml, directory, Map.of());
  }

  /** With variables in the environment of each command. */
  static Notes of(String yaml, Path directory, Map<String, String> environment) throws IOException {
    Notes notes = new Notes(directory, environment);
    notes.write(yaml);
    return notes;
  }

  void write(String yaml) throws IOException {
    Files.writeString(directory.resolve("pipeline.yaml"), yaml);
  }

  /** Does a command that has to end with this code; what it said. */
  Screen expect(int code, String... command) {
    Screen screen = new Screen(directory, environment);
    assertThat(screen.run(command)).as("%s%s", screen.out(), screen.err()).isEqualTo(code);
    return screen;
  }

  /** Does a command that has to succeed, and reads its answer. */
  JsonNode json(String... command) {
    String[] all = Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    return Json.parse(expect(0, all).out());
  }

  /** Makes all files look as if they had been written an hour ago. */
  static void age(Path directory) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.toList()) {
        Files.setLastModifiedTime(each, then);
      }
    }
  }

  /** The newest run's id. */
  String newest() {
    return json("runs", "list", "--limit", "1").get(0).get("id").asString();
  }

  /** The states of a run's steps: {@code first succeeded, second failed}. */
  String states(String run) {
    return String.join(
        ", ",
        json("runs", "show", run)
            .get("steps")
            .valueStream()
            .map(step -> step.get("step").asString() + " " + step.get("state").asString())
            .toList());
  }
}
