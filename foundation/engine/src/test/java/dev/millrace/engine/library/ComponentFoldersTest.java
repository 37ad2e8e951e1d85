package dev.millrace.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.component.Components;
import dev.millrace.core.error.UserError;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Json;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.code.Compiled;
import dev.millrace.engine.program.Yard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars and component files beside a pipeline. */
class ComponentFoldersTest {

  private static final String GREETING =
      """
      package user;
      import dev.millrace.core.artifact.*;
      public record Greeting(Handle handle) implements Artifact {
        public static final ArtifactType<Greeting> TYPE =
            new ArtifactType<>("Greeting", 3, Greeting.class, Greeting::new);
        public static class Types implements ArtifactTypes.Provider {
          public java.util.List<ArtifactType<?>> types() { return java.util.List.of(TYPE); }
        }
      }
      """;

  private static final String GREET =
      """
      package user;
      import dev.millrace.core.component.*;
      @Named("greet")
      public class Greet implements Component<Greet.Inputs, Greet.Outputs> {
        public record Inputs(@Default("world") Value<String> name) {}
        public record Outputs(Greeting greeting) {}
        public Outputs run(Inputs inputs, TaskContext task) throws Exception {
          Greeting made = task.stage(Greeting.TYPE);
          String word = java.util.ServiceLoader.load(lib.Word.class).findFirst().get().word();
          java.nio.file.Files.writeString(
              made.file("greeting.txt"), word + " " + inputs.name().get() + "\\n");
          return new Outputs(made);
        }
      }
      """;

  private static final String SHOUT =
      """
      package user;
      import dev.millrace.core.component.*;
      @Named("shout")
      public class Shout implements Component<Shout.Inputs, Shout.Outputs> {
        public record Inputs(Greeting greeting) {}
        public record Outputs(Value<String> text) {}
        public Outputs run(Inputs inputs, TaskContext task) throws Exception {
          String text = java.nio.file.Files.readString(inputs.greeting().file("greeting.txt"));
          return new Outputs(Value.of(text.strip().toUpperCase() + "!"));
        }
      }
      """;

  private static final String PIPELINE =
      """
      name: greetings
      steps:
        greet: { uses: greet }
        again: { uses: again }
        shout: { uses: shout, with: { greeting: "${steps.again.twice}" } }
      """;

  /** Takes and makes the type of the jar. */
  private static final String AGAIN =
      """
      name: again
      inputs: { greeting: { type: Greeting } }
      outputs: { twice: { type: Greeting } }
      program: bash
      arguments: [-c, 'cat "$0"/* "$0"/* > "$1/greeting.txt"', "${inputs.greeting}", "${outputs.twice}"]
      """;

  @TempDir Path place;
  private Yard yard;
  private int folders;

  @BeforeEach
  void open() throws IOException {
    yard = Yard.open(place);
    yard.write("pipeline.yaml", PIPELINE);
    yard.write("components/again.yaml", AGAIN);
    word("hello");
    jar(GREET);
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private Path fresh() {
    return place.resolve("classes-" + folders++);
  }

  private Path word() {
    return Compiled.into(
        fresh(), Map.of("lib.Word", "package lib; public interface Word { String word(); }"));
  }

  /** A library that the components find by the thread's class loader. */
  private void word(String word) throws IOException {
    Path classes = word();
    Compiled.into(
        classes,
        Map.of(
            "lib.Given",
            "package lib; public class Given implements Word {"
                + " public String word() { return \""
                + word
                + "\"; } }"),
        classes);
    service(classes, "lib.Word", "lib.Given");
    Compiled.jar(yard.directory.resolve("components/words.jar"), classes, 0);
  }

  private void jar(String greet) throws IOException {
    Path classes = fresh();
    String classPath = System.getProperty("java.class.path");
    Map<String, String> sources =
        Map.of("user.Greeting", GREETING, "user.Greet", greet, "user.Shout", SHOUT);
    Compiled.into(classes, sources, Path.of(classPath + ":" + word()));
    service(classes, "dev.millrace.core.component.Component", "user.Greet\nuser.Shout");
    service(classes, "dev.millrace.core.artifact.ArtifactTypes$Provider", "user.Greeting$Types");
    Compiled.jar(yard.directory.resolve("components/greetings.jar"), classes, 0);
  }

  private static void service(Path classes, String service, String names) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service), names);
  }

  private static Map<String, TaskState> states(Outcome outcome) {
    Map<String, TaskState> states = new HashMap<>();
    outcome.tasks().forEach(task -> states.put(task.step(), task.state()));
    return states;
  }

  private Components components() {
    return yard.components.at(yard.directory);
  }

  @Test
  void run_jarAndProgram_exchangeTypesOfTheJar() throws Exception {
    Outcome outcome = yard.run();

    assertThat(outcome.reason()).isEmpty();
    assertThat(yard.artifact(outcome, "again", "twice").type()).isEqualTo("Greeting/3");
    assertThat(Yard.task(outcome, "shout").values())
        .containsEntry("text", Json.tree("HELLO WORLD\nHELLO WORLD!"));
    assertThat(states(yard.run()).values()).containsOnly(TaskState.CACHED);
  }

  @Test
  void run_jarReplaced_runsTheNewCodeAndOnlyThat() throws Exception {
    yard.run();
    jar(GREET.replace("\" \"", "\", \""));
    Outcome outcome = yard.run();

    assertThat(states(outcome)).containsEntry("greet", TaskState.SUCCEEDED);
    assertThat(Files.readString(yard.file(outcome, "greet", "greeting", "greeting.txt")))
        .isEqualTo("hello, world\n");
    jar(GREET.replace("\" \"", "\", \"") + "// with a comment\n");
    assertThat(states(yard.run()).values()).containsOnly(TaskState.CACHED);
  }

  @Test
  void run_libraryOfTheJarReplaced_runsAgain() throws Exception {
    yard.run();
    word("howdy");
    Outcome outcome = yard.run();

    assertThat(Files.readString(yard.file(outcome, "greet", "greeting", "greeting.txt")))
        .isEqualTo("howdy world\n");
  }

  @Test
  void at_unchangedFolder_isReadOnce() {
    assertThat(components()).isSameAs(components());
  }

  @Test
  void at_changedFolder_isReadAgain() throws IOException {
    Components before = components();
    yard.write("components/more.yaml", AGAIN.replace("name: again", "name: more"));

    assertThat(before.names()).doesNotContain("more");
    assertThat(components().names()).contains("more", "again", "greet", "shout");
    Files.delete(yard.directory.resolve("components/more.yaml"));
    assertThat(components().names()).doesNotContain("more");
  }

  @Test
  void at_changedCodeFile_isAnotherIdentity() throws IOException {
    Path script = yard.write("components/a.sh", "#!/bin/sh\necho 1\n");
    yard.write(
        "components/a.yaml",
        "{ name: a, outputs: { x: { type: X } }, program: a.sh, arguments: [\"${outputs.x}\"] }");
    var before = components().find("a").orElseThrow().identity();
    Files.writeString(script, "#!/bin/sh\necho 2\n");

    assertThat(components().find("a").orElseThrow().identity()).isNotEqualTo(before);
    Files.writeString(script, "#!/bin/sh\necho 1\n");
    assertThat(components().find("a").orElseThrow().identity()).isEqualTo(before);
  }

  @Test
  void at_directoryWithoutComponents_givesTheInstalledOnes() {
    assertThat(yard.components.at(place).names()).isEmpty();
  }

  @Test
  void at_nameOfAnother_namesBoth() throws IOException {
    yard.write("components/again.yaml", AGAIN.replace("name: again", "name: greet"));

    assertThatThrownBy(this::components)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("again.yaml:1:7: there is another component 'greet': it is in ")
        .hasMessageContaining("greetings.jar");
  }

  @Test
  void at_brokenJars_areUserErrors() throws IOException {
    Path jar = yard.directory.resolve("components/greetings.jar");
    Files.writeString(jar, "no jar");
    assertThatThrownBy(this::components)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("greetings.jar is no jar that can be read");

    Path classes = fresh();
    service(classes, "dev.millrace.core.component.Component", "user.Missing");
    Compiled.jar(jar, classes, 0);
    assertThatThrownBy(this::components)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("user.Missing not found");

    jar(GREET.replace("@Named(\"greet\")", ""));
    assertThatThrownBy(this::components)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("user.Greet needs @Named");

    jar(GREET.replace("Value<String> name", "Value<Thread> name"));
    assertThatThrownBy(this::components)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("name")
        .hasMessageContaining("cannot be used");
  }
}
