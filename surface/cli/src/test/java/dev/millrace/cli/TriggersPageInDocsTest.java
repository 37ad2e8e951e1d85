package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/triggers.md shows is what the program takes. */
class TriggersPageInDocsTest {

  private static final Path PAGE = Path.of("../../docs/triggers.md");
  private static final Path FLIGHTS = Path.of("../../examples/flights");

  @TempDir private Path directory;

  @Test
  void snippets_inYaml_areTriggersWithoutProblems() throws IOException {
    String flights = Files.readString(FLIGHTS.resolve("pipeline.yaml"));
    String withoutTriggers = flights.substring(0, flights.indexOf("triggers:"));
    List<String> snippets = snippets("yaml");
    assertThat(snippets).hasSize(2);
    for (String snippet : snippets) {
      Files.writeString(directory.resolve("pipeline.yaml"), withoutTriggers + snippet);
      Screen screen = new Screen(directory);
      int code = screen.run("lint", ".");
      assertThat(code).as(screen.out()).isZero();
    }
  }

  @Test
  void snippets_inShell_areCommandsThatThereAre() throws IOException {
    List<String> commands =
        snippets("sh").stream()
            .flatMap(String::lines)
            .map(line -> line.replace("examples/flights", example()))
            .toList();
    assertThat(commands).hasSize(6);
    for (String command : commands) {
      assertThat(command).startsWith("millrace ");
      // What holds on until it is stopped looks once here.
      String line = command + (command.contains(" up") ? " --once" : "");
      Screen screen = new Screen(directory);
      int code = screen.run(line.substring("millrace ".length()).split(" ", -1));
      assertThat(code).as(line + ": " + screen.err()).isZero();
    }
  }

  private static String example() {
    return FLIGHTS.toAbsolutePath().normalize().toString();
  }

  private static List<String> snippets(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
