package dev.millrace.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** What the documents point to is there, and what they tell to type is understood. */
class DocumentsTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** {@code [text](target)} and {@code [name]: target}. */
  private static final Pattern LINK =
      Pattern.compile("]\\(([^)\\s]+)\\)|^\\[[^]]+]:\\s+(\\S+)", Pattern.MULTILINE);

  /** In a span of code, or a line of a block of it up to its comment. */
  private static final Pattern COMMAND =
      Pattern.compile("`\\./millrace\\b([^`]*)`|^ {4}\\./millrace\\b([^#\\n]*)", Pattern.MULTILINE);

  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$()", Pattern.MULTILINE);

  private static final Pattern BLOCK =
      Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .map(ROOT::relativize)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> isDocument(file.toString()))
          .sorted()
          .toList();
    }
  }

  private static boolean isDocument(String file) {
    return file.matches(
        "(README|ARCHITECTURE|CONTRIBUTING|CHANGELOG)\\.md|docs/(reference/)?[^/]+\\.md"
            + "|examples/[^/]+/README\\.md|benchmarks/README\\.md");
  }

  @Test
  void documents_all_areLookedAt() throws IOException {
    assertThat(documents())
        .extracting(Path::toString)
        .contains(
            "README.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "docs/design-decisions.md",
            "docs/reference/cli.md",
            "examples/flights/README.md");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_relative_pointToSomething(Path document) throws IOException {
    Path file = ROOT.resolve(document);
    assertThat(relativeLinks(Files.readString(file)))
        .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_toAPlaceInADocument_areToItsHeadings(Path document) throws IOException {
    Path file = ROOT.resolve(document);
    Map<String, List<String>> linked =
        placesLinked(Files.readString(file)).stream()
            .map(link -> link.split("#", 2))
            .collect(groupingBy(link -> link[0], mapping(link -> link[1], toList())));
    for (String path : linked.keySet()) {
      Path target = path.isEmpty() ? file : file.resolveSibling(path);
      assertThat(places(Files.readString(target)))
          .as("headings of " + target)
          .containsAll(linked.getOrDefault(path, List.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commands_ofMillrace_areUnderstood(Path document) throws IOException {
    assertThat(commands(Files.readString(ROOT.resolve(document))))
        .allSatisfy(
            command -> assertThatCode(() -> parse(command)).as(command).doesNotThrowAnyException());
  }

  @Test
  void commands_ofTheReadme_areFound() throws IOException {
    assertThat(commands(Files.readString(ROOT.resolve("README.md"))))
        .contains("demo", "run examples/flights --as-of 2001-02-26")
        .hasSizeGreaterThan(8);
  }

  @Test
  void links_ofEitherForm_areFoundWithoutThoseElsewhere() {
    String text =
        """
        [a](docs/a.md), [b](https://example.org/b), [c](#c) and [d](d.md#part); see [e][e]
        [e]: folder/e.md
        [f]: http://example.org/f
        """;
    assertThat(relativeLinks(text)).containsExactly("docs/a.md", "d.md", "folder/e.md");
    assertThat(placesLinked(text)).containsExactly("#c", "d.md#part");
  }

  @Test
  void places_ofADocument_areItsHeadingsByTheRuleOfGitHub() {
    String text =
        """
        # Rows, by `key`
        ## A [link](to.md)
        ```bash
        # a comment
        ```
        ### Drift
        ### Drift
        """;
    assertThat(places(text)).containsExactly("rows-by-key", "a-link", "drift", "drift-1");
  }

  @Test
  void commands_inSpansAndBlocks_areFoundWithoutComments() {
    String text =
        """
        Type `./millrace runs list` or `./millrace predict IN OUT`, never `millrace`:

            ./millrace demo --keep   # until Ctrl-C
            mvn verify
        """;
    assertThat(commands(text)).containsExactly("runs list", "predict IN OUT", "demo --keep");
  }

  @Test
  void parse_unknownOptionOrMissingArgument_fails() {
    assertThatThrownBy(() -> parse("demo --kepp")).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> parse("predict IN")).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> parse("forecast")).isInstanceOf(ParameterException.class);
  }

  private static void parse(String command) {
    new Screen(ROOT).parse(command.isEmpty() ? new String[0] : command.split("\\s+"));
  }

  private static List<String> relativeLinks(String text) {
    return matches(LINK, text).stream()
        .filter(link -> !link.matches("[a-z]+:.*|#.*"))
        .map(link -> link.replaceFirst("#.*", ""))
        .toList();
  }

  /** Those of Markdown that name a heading. */
  private static List<String> placesLinked(String text) {
    return matches(LINK, text).stream().filter(link -> link.matches("([^:#]+\\.md)?#.+")).toList();
  }

  private static List<String> places(String text) {
    Map<String, Integer> seen = new HashMap<>();
    return matches(HEADING, BLOCK.matcher(text).replaceAll("")).stream()
        .map(Markdown::anchor)
        .map(
            anchor -> {
              int before = seen.merge(anchor, 1, Integer::sum) - 1;
              return before == 0 ? anchor : anchor + "-" + before;
            })
        .toList();
  }

  private static List<String> commands(String text) {
    return matches(COMMAND, text).stream().map(String::strip).toList();
  }

  private static List<String> matches(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return found;
  }
}
