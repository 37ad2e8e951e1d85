package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.Components;
import dev.millrace.core.error.Problem;
import dev.millrace.core.yaml.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/reference say what the program says of itself, and all of it. */
class ReferencePagesTest {

  private static final Path FOLDER = Path.of("../../docs/reference");

  /** Set by {@code .ci/reference}, to write the pages anew. */
  private static final boolean WRITE = Boolean.getBoolean("millrace.reference.write");

  enum Page {
    COMPONENTS("components.md"),
    CLI("cli.md"),
    PIPELINE_FILE("pipeline-file.md");

    private final String file;

    Page(String file) {
      this.file = file;
    }

    ReferencePage made() {
      return switch (this) {
        case COMPONENTS -> ComponentsPage.made();
        case CLI -> CommandsPage.made();
        case PIPELINE_FILE -> PipelineFilePage.made();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void page_madeAnew_isWhatIsInTheDocuments(Page page) throws IOException {
    Path file = FOLDER.resolve(page.file);
    String made = page.made().text();
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, made);
    }
    requireSame(page.file, Files.readAllLines(file), made.lines().toList());
  }

  @ParameterizedTest
  @EnumSource
  void page_ofAnything_saysWhatItIs(Page page) {
    assertThat(page.made().gaps()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.millrace.cli.ComponentsPage#installed")
  void example_ofAComponent_isUnderstoodAndUsesIt(
      ComponentsPage.Installed component, @TempDir Path directory) throws IOException {
    ComponentSignature signature = component.signature();
    String inputs =
        signature.artifactInputs().stream()
            .map(port -> port.type().name())
            .distinct()
            .map(
                type -> "  given_%s: { type: %s }%n".formatted(type.toLowerCase(Locale.ROOT), type))
            .collect(Collectors.joining());
    String text =
        "name: example\n"
            + (inputs.isEmpty() ? "" : "inputs:\n" + inputs)
            + "steps:\n"
            + component.example().indent(2);
    assertThat(problems(directory, text)).as(text).isEmpty();
    assertThat(component.example()).contains("uses: " + component.name() + "\n");
  }

  @Test
  void example_ofAPipeline_isUnderstood(@TempDir Path directory) throws IOException {
    assertThat(problems(directory, PipelineFilePage.EXAMPLE)).isEmpty();
  }

  private static List<Problem> problems(Path directory, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(PipelineFile.NAME), text);
    return PipelineFile.lint(file, Components.installed(), Set.of("champion"));
  }

  private static void requireSame(String page, List<String> there, List<String> made) {
    for (int line = 0; line < Math.max(there.size(), made.size()); line++) {
      String found = line < there.size() ? there.get(line) : "(the page has ended)";
      String expected = line < made.size() ? made.get(line) : "(the page has ended)";
      if (!found.equals(expected)) {
        fail(
            """
            docs/reference/%s, line %d, is not what the program says of itself.
              there: %s
              made:  %s
            To write the pages anew: .ci/reference"""
                .formatted(page, line + 1, found, expected));
      }
    }
  }
}
