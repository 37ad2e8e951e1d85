package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.UserError;
import dev.millrace.core.program.Argument;
import dev.millrace.core.program.ArgumentGroup;
import dev.millrace.core.program.Launch;
import dev.millrace.core.program.ProgramSpec;
import dev.millrace.core.yaml.ComponentFile.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a component file says, and each rule: a piece is exchanged, and its problem is named. */
class ComponentFileTest {

  private static final String COUNT =
      """
      name: count_words
      description: Counts the words of a text.
      inputs:
        text:  { type: Text }
        rows:  { type: Examples, optional: true }
        parts: { type: Text, many: true }
        least: { type: integer, default: 1, min: 0 }
        stop:  { type: list, optional: true }
      outputs:
        counts: { type: WordCounts }
        words:  { type: integer }
      program: count.sh
      arguments:
        - --text=${inputs.text}
        - [--rows, "${inputs.rows}"]
        - "${inputs.parts}"
        - "${inputs.least}"
        - [--stop, "${inputs.stop}"]
        - "${outputs.counts}"
        - "${results}"
        - $${HOME} as of ${ task.as_of }
      files: [count.sh, lib]
      """;

  @TempDir Path root;
  private Path folder;
  private Path installed;

  @BeforeEach
  void layOut() throws IOException {
    folder = Files.createDirectories(root.resolve("components"));
    installed = Files.createDirectories(root.resolve("bin"));
    executable(folder.resolve("count.sh"));
    executable(installed.resolve("python9"));
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(folder.resolve("notes.txt"), "no program");
    Files.writeString(root.resolve("secret.txt"), "not yours");
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret.txt"));
  }

  private static void executable(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private ProgramSpec read(String text) throws IOException {
    return readAll(Map.of("count.yaml", text), Map.of()).getFirst().spec();
  }

  private List<ComponentFile> readAll(Map<String, String> files, Map<String, String> names)
      throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    List<Path> paths = files.keySet().stream().sorted().map(folder::resolve).toList();
    return ComponentFile.readAll(paths, new Known(List.of(), names, List.of(installed)));
  }

  @Test
  void readAll_goodFile_hasTypedPorts() throws IOException {
    ProgramSpec spec = read(COUNT);

    assertThat(spec.signature().name()).isEqualTo("count_words");
    assertThat(spec.signature().doc()).isEqualTo("Counts the words of a text.");
    assertThat(spec.signature().artifactInputs())
        .extracting(ArtifactPort::name, port -> port.type().toString(), ArtifactPort::cardinality)
        .containsExactly(
            tuple("text", "Text/1", Cardinality.ONE),
            tuple("rows", "Examples/1", Cardinality.OPTIONAL),
            tuple("parts", "Text/1", Cardinality.MANY));
    assertThat(spec.signature().valueInputs())
        .extracting(ValuePort::name, port -> port.shape().kind(), Port::required)
        .containsExactly(tuple("least", Kind.WHOLE, false), tuple("stop", Kind.LIST, false));
    assertThat(spec.signature().outputs())
        .extracting(Port::name)
        .containsExactly("counts", "words");
    assertThat(((ArtifactPort) spec.signature().input("rows").orElseThrow()).type())
        .isSameAs(Examples.TYPE);
  }

  @Test
  void readAll_arguments_areTextAndPlaceholders() throws IOException {
    assertThat(read(COUNT).arguments())
        .contains(
            new ArgumentGroup(
                List.of(
                    new Argument(
                        List.of(new Argument.Text("--text="), new Argument.Input("text"))))),
            new ArgumentGroup(
                List.of(
                    new Argument(List.of(new Argument.Text("--rows"))),
                    new Argument(List.of(new Argument.Input("rows"))))),
            new ArgumentGroup(
                List.of(
                    new Argument(
                        List.of(new Argument.Text("${HOME} as of "), Argument.Fact.AS_OF)))));
  }

  @Test
  void readAll_program_isBesideOrInstalledOrInAContainer() throws IOException {
    assertThat(read(COUNT).launch()).isEqualTo(new Launch.Beside("count.sh"));
    assertThat(read(COUNT.replace("program: count.sh", "program: ./count.sh")).launch())
        .isEqualTo(new Launch.Beside("count.sh"));
    assertThat(read(COUNT.replace("program: count.sh", "program: python9")).launch())
        .isEqualTo(new Launch.Installed("python9", installed.resolve("python9")));
    assertThat(
            read(COUNT.replace("program: count.sh", "program: " + installed.resolve("python9")))
                .launch())
        .isEqualTo(
            new Launch.Installed(
                installed.resolve("python9").toString(), installed.resolve("python9")));
    assertThat(
            read(COUNT.replace("program: count.sh", "container: { image: \"python:3.13-slim\" }"))
                .launch())
        .isEqualTo(new Launch.InContainer("python:3.13-slim", "none", Optional.empty()));
  }

  @Test
  void readAll_typeOfAJar_isThatType() throws IOException {
    ArtifactType<Examples> text = new ArtifactType<>("Text", 7, Examples.class, Examples::new);
    Files.writeString(folder.resolve("count.yaml"), COUNT);

    ProgramSpec spec =
        ComponentFile.readAll(
                List.of(folder.resolve("count.yaml")),
                new Known(List.of(text), Map.of(), List.of()))
            .getFirst()
            .spec();

    assertThat(((ArtifactPort) spec.signature().input("text").orElseThrow()).type()).isSameAs(text);
  }

  @Test
  void content_commentsAndLayout_doNotCount() throws IOException {
    String other = "# a comment\n" + COUNT.replace("{ type: Text }", "\n    type: Text");

    assertThat(readAll(Map.of("count.yaml", other), Map.of()).getFirst().content())
        .isEqualTo(readAll(Map.of("count.yaml", COUNT), Map.of()).getFirst().content());
    assertThat(
            readAll(Map.of("count.yaml", COUNT.replace("default: 1", "default: 2")), Map.of())
                .getFirst()
                .content())
        .isNotEqualTo(readAll(Map.of("count.yaml", COUNT), Map.of()).getFirst().content());
  }

  private static Arguments rule(String piece, String replacement, String... problems) {
    return Arguments.of(piece, replacement, problems);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("description:", "descripton:", "2:1: unknown key 'descripton'; did you mean 'descri"),
        rule("name: count_words", "name: Count Words", "1:7: 'Count Words' is no name of a comp"),
        rule("name: count_words\n", "", "the key 'name' is missing"),
        rule("name: count_words", "name: ingest", "1:7: there is another component 'ingest': inst"),
        rule("text:  { type: Text }", "text:  { typ: Text }", "unknown key 'typ'; did you mean"),
        rule("text:  { type: Text }", "Text:  { type: Text }", "4:3: 'Text' is no name of an inp"),
        rule("{ type: integer, d", "{ type: integr, d", "7:18: there is no type 'integr'; did you"),
        rule(
            "{ type: Examples,", "{ type: examples,", "5:18: there is no type 'examples'; did you"),
        rule("{ type: Examples,", "{ type: ../etc,", "5:18: there is no type '../etc'"),
        rule("default: 1,", "default: one,", "7:36: expected an integer, found text 'one'"),
        rule("default: 1,", "default: -1,", "7:36: must be at least 0, found -1"),
        rule("{ type: Text }", "{ type: Text, default: x }", "4:24: an artifact has no default"),
        rule("type: list, opt", "type: list, max: 3, opt", "8:24: a value of type list has no ran"),
        rule("many: true", "many: true, optional: true", "6:36: an input of many may be of none"),
        rule("type: list,", "type: list, many: true,", "8:24: a value is always one; write type"),
        rule(
            "optional: true }\nout",
            "optional: true, default: [] }\nout",
            "8:24: it has a default"),
        rule("{ type: WordCounts }", "{ type: WordCounts, many: true }", "an output is always one"),
        rule(
            "words:  { type: integer }", "words:  { type: integer, default: 1 }", "11:28: an outp"),
        rule("${inputs.text}", "${inputs.txt}", "names nothing that the pro", "'${inputs.text}'?"),
        rule(
            "${inputs.text}",
            "${input.text}",
            "14:5: '${input.text}'",
            "you mean '${inputs.text}'?"),
        rule("${inputs.text}", "${inputs.text", "14:5: '${inputs.text' names nothing", "gives"),
        rule("\"${inputs.parts}\"", "x=${inputs.parts}", "16:5: input 'parts' may be several"),
        rule("\"${inputs.least}\"", "x", "7:3: no argument gives the program its input 'least'"),
        rule("\"${inputs.least}\"", "5", "17:5: an argument is text, found the number 5; put it"),
        rule("\"${outputs.counts}\"", "x", "10:3: no argument tells the program where to write"),
        rule("\"${outputs.counts}\"", "\"${outputs.words}\"", "19:5: output 'words' is a value,"),
        rule("\"${results}\"", "x", "11:3: no argument tells the program where to write its outp"),
        rule("program: count.sh", "program: coun.sh", "12:10: there is no program 'coun.sh' bes"),
        rule("program: count.sh", "program: ./coun.sh", "12:10: there is no program at"),
        rule("program: count.sh", "program: notes.txt", "12:10: the program", "is not executable"),
        rule("program: count.sh", "program: ../bin/python9", "12:10: '../bin/python9' is not a f"),
        rule("program: count.sh", "program: /no/such", "12:10: there is no program at /no/such"),
        rule("program: count.sh\n", "", "the component does not say what it runs"),
        rule(
            "program: count.sh",
            "program: count.sh\ncontainer: { image: x }",
            "13:1: it has a pro"),
        rule("program: count.sh", "container: { image: --privileged }", "12:21: '--privileged' is"),
        rule(
            "program: count.sh",
            "container: { image: x, network: \"a b\" }",
            "12:33: 'a b' is not"),
        rule(
            "program: count.sh", "container: { image: x, user: \"a b\" }", "12:30: 'a b' is not a"),
        rule("files: [count.sh, lib]", "files: [count.py]", "22:9: there is no file 'count.py'"),
        rule("files: [count.sh, lib]", "files: [../secret.txt]", "22:9: '../secret.txt' is not a"),
        rule("files: [count.sh, lib]", "files: [link]", "22:9: 'link' is not a file beneath"),
        rule("files: [count.sh, lib]", "files: [.]", "22:9: '.' is not a file beneath"),
        rule("files: [count.sh, lib]", "files: [\"a\\0b\"]", "22:9: that is no path"),
        rule(
            "files: [count.sh, lib]", "files: [/etc/passwd]", "22:9: '/etc/passwd' is not a file"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void readAll_brokenRule_isNamedWithItsPlace(String piece, String replacement, String[] problems) {
    assertThat(COUNT).contains(piece);

    UserError error =
        catchThrowableOfType(
            UserError.class,
            () ->
                readAll(
                    Map.of("count.yaml", COUNT.replace(piece, replacement)),
                    Map.of("ingest", "installed")));

    assertThat(error.kind()).isEqualTo(UserError.Kind.USAGE);
    String all = error.getMessage() + "; " + error.hint().orElse("");
    assertThat(all).contains("count.yaml:").contains(problems);
  }

  @Test
  void readAll_severalFiles_namesTheProblemsOfAll() {
    String other = COUNT.replace("name: count_words", "name: other").replace("count.sh\n", "no\n");

    assertThatThrownBy(
            () ->
                readAll(
                    Map.of(
                        "a.yaml", other, "b.yaml", COUNT, "c.yaml", COUNT, "d.yaml", "a: [",
                        "e.yaml", ""),
                    Map.of()))
        .hasMessageStartingWith(folder + " has ")
        .hasMessageContaining("a.yaml:12:10: there is no program 'no'")
        .hasMessageContaining(
            "c.yaml:1:7: there is another component 'count_words': " + folder.resolve("b.yaml"))
        .hasMessageContaining("d.yaml:1:5: not YAML")
        .hasMessageContaining("e.yaml:1:1: the file is empty");
  }
}
