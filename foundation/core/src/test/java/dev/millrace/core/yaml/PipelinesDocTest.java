package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.sample.GraphComponents;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every snippet of the page on writing pipelines is what it says it is. */
class PipelinesDocTest {

  private static final Path PAGE = Path.of("../../docs/pipelines.md");
  private static final Path JAVA =
      Path.of("src/test/java/dev/millrace/core/yaml/DocumentedInJava.java");

  /** A fenced block with its language, and the line it starts in. */
  private record Snippet(String language, String text, int line) {}

  @TempDir private Path directory;

  private static List<Snippet> snippets() throws IOException {
    String page = Files.readString(PAGE);
    return Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(found -> new Snippet(found.group(1), found.group(2), line(page, found)))
        .toList();
  }

  private static int line(String page, MatchResult found) {
    return (int) page.substring(0, found.start()).lines().count() + 1;
  }

  @TestFactory
  List<DynamicTest> yaml_everySnippet_lintsAsThePageSays() throws IOException {
    List<Snippet> snippets = snippets();
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < snippets.size(); i++) {
      Snippet snippet = snippets.get(i);
      if (snippet.language().equals("yaml")) {
        Optional<Snippet> said =
            snippets.stream()
                .skip(i + 1L)
                .findFirst()
                .filter(next -> next.language().equals("text"));
        List<String> problems =
            said.map(text -> text.text().strip().lines().toList()).orElse(List.of());
        tests.add(
            DynamicTest.dynamicTest(
                "line " + snippet.line(), () -> assertThat(lint(snippet)).isEqualTo(problems)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  /** What lint says of a whole file, or of a section within the first one. */
  private List<String> lint(Snippet snippet) throws IOException {
    writeNamedFiles();
    byte[] yaml = snippet.text().getBytes(StandardCharsets.UTF_8);
    if (!tree(snippet).has("name")) {
      ObjectNode whole = (ObjectNode) tree(snippets().getFirst());
      tree(snippet)
          .properties()
          .forEach(
              section ->
                  section
                      .getValue()
                      .properties()
                      .forEach(
                          entry ->
                              whole
                                  .withObject(section.getKey())
                                  .set(entry.getKey(), entry.getValue())));
      yaml = Json.pretty(whole).getBytes(StandardCharsets.UTF_8);
    }
    return Outcome.of(yaml, GraphComponents.all(), directory).problems().stream()
        .map(problem -> problem.message() + "; " + problem.remedy())
        .map(line -> line.replace(directory + "/", ""))
        .toList();
  }

  /** A first line that is a comment with a path says where the snippet belongs. */
  private void writeNamedFiles() throws IOException {
    for (Snippet snippet : snippets()) {
      if (snippet.text().startsWith("# ")) {
        String path = snippet.text().lines().findFirst().orElseThrow().substring(2);
        Files.createDirectories(directory.resolve(path).getParent());
        Files.writeString(directory.resolve(path), snippet.text());
      }
    }
  }

  private static JsonNode tree(Snippet snippet) {
    return YamlReader.read(snippet.text(), new Lint("snippet")).orElseThrow();
  }

  @Test
  void java_everySnippet_isCompiledAndRun() throws IOException {
    List<String> source = Files.readAllLines(JAVA).stream().map(String::strip).toList();
    Stream<Snippet> java = snippets().stream().filter(each -> each.language().equals("java"));
    assertThat(java)
        .hasSizeGreaterThan(4)
        .allSatisfy(
            snippet ->
                assertThat(source)
                    .as("line " + snippet.line())
                    .containsSequence(snippet.text().lines().map(String::strip).toList()));
    PipelineSpec spec = DocumentedInJava.spec();
    String yaml = PipelineText.of(spec, GraphComponents.all());
    assertThat(Outcome.of(yaml, GraphComponents.all()).spec()).contains(spec);
  }
}
