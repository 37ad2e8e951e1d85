package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.component.Components;
import dev.millrace.core.error.Problem;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.sample.CountRows;
import dev.millrace.core.sample.GraphComponents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedFilesTest {

  private static final String REGIONAL =
      """
      name: regional
      params: { region: { type: string } }
      inputs: { examples: { type: Examples } }
      pools: { database: 2 }
      steps:
        train: { uses: fit, with: { region: "${params.region}" }, pool: database }
      outputs: { model: "${steps.train.model}" }
      triggers:
        - new_span: { step: train }
      """;

  private static final String AROUND =
      """
      name: around
      steps:
        ingest: { uses: ingest, with: { source: a, span_length: P7D, split: { by: hash } } }
        regional: { pipeline: regional, with: { region: north } }
        report: { uses: report }
      """;

  @TempDir private Path directory;

  private Path write(String name, String yaml) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, yaml);
  }

  private List<Problem> lint() {
    return PipelineFile.lint(directory, GraphComponents.all(), Set.of());
  }

  private List<String> lines() {
    return lint().stream()
        .map(problem -> problem.toString().replace(directory + "/", "") + "; " + problem.remedy())
        .toList();
  }

  private PipelineSpec spec() {
    return PipelineFile.load(directory, GraphComponents.all(), Set.of()).spec();
  }

  @Test
  void load_pipelineOfADirectory_isNestedAndWiredByItsPorts() throws IOException {
    write("pipeline.yaml", AROUND);
    write("regional/pipeline.yaml", REGIONAL);
    PipelineSpec spec = spec();
    StepBody.Nested nested = (StepBody.Nested) spec.step("regional").body();
    assertThat(nested.directory()).isEqualTo("regional");
    assertThat(nested.pipeline().name()).isEqualTo("regional");
    assertThat(nested.pipeline().pools()).containsEntry("database", 2);
    assertThat(nested.pipeline().triggers()).as("they start it where it is by itself").isEmpty();
    assertThat(nested.pipeline().step("train").inputs())
        .containsEntry("examples", new Binding.Given("examples"));
    assertThat(spec.step("regional").inputs())
        .containsEntry("examples", new Binding.Output("ingest", "examples"));
    assertThat(spec.step("report").inputs())
        .containsEntry("model", new Binding.Output("regional", "model"));
  }

  @ParameterizedTest
  @CsvSource({
    "regional.yaml, regional.yaml, .",
    "regional/mine.yaml, regional/mine.yaml, regional",
    "regional/pipeline.yaml, ./regional, ./regional"
  })
  void load_pathOfAFile_keepsItsDirectory(String file, String written, String kept)
      throws IOException {
    write("pipeline.yaml", AROUND.replace("pipeline: regional", "pipeline: " + written));
    write(file, REGIONAL);
    assertThat(((StepBody.Nested) spec().step("regional").body()).directory()).isEqualTo(kept);
  }

  @Test
  void load_componentsBesideANestedFile_areItsOwn() throws IOException {
    write("pipeline.yaml", "name: a\nsteps: { n: { pipeline: inner } }\n");
    write(
        "inner/pipeline.yaml",
        "name: inner\nsteps: { c: { uses: count_rows, with: { source: x } } }\n");
    Components counting = Components.of(List.of(new CountRows()));
    PipelineFile file =
        PipelineFile.load(
            directory,
            at -> at.equals(directory.resolve("inner")) ? counting : Components.of(List.of()),
            Set.of());
    assertThat(file.spec().steps()).containsKey("n");
  }

  @Test
  void lint_problemsOfANestedFile_areNamedOnceWithItsName() throws IOException {
    write(
        "pipeline.yaml",
        AROUND
            + "  again: { pipeline: regional, with: { region: south }, after: [x] }\n"
            + "  mine: { uses: report, with: { model: \"${steps.again.model}\" } }\n");
    write("regional/pipeline.yaml", REGIONAL.replace("uses: fit", "uses: fitt"));
    assertThat(lines())
        .containsExactly(
            "pipeline.yaml:6:65: there is no step 'x'; use one of: again, ingest, mine, regional,"
                + " report",
            "regional/pipeline.yaml:6:18: there is no component 'fitt'; did you mean 'fit'?");
  }

  @Test
  void lint_fileThatNestsItself_namesTheRing() throws IOException {
    write("pipeline.yaml", "name: a\nsteps: { n: { pipeline: . } }\n");
    assertThat(lines())
        .containsExactly(
            "pipeline.yaml:2:25: the pipelines nest each other: pipeline.yaml nests pipeline.yaml;"
                + " take one of them out of the ring");
  }

  @Test
  void lint_filesThatNestEachOther_namesTheRing() throws IOException {
    write("pipeline.yaml", "name: a\nsteps: { n: { pipeline: b } }\n");
    write("b/pipeline.yaml", "name: b\nsteps: { n: { pipeline: ../c } }\n");
    write("c/pipeline.yaml", "name: c\nsteps: { n: { pipeline: ../b } }\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("c/pipeline.yaml:2:25: the pipelines nest each other: pipeline.yaml nests ")
        .contains("c/pipeline.yaml nests pipeline.yaml");
  }

  @Test
  void lint_linkToTheFileAround_isARingToo() throws IOException {
    write("pipeline.yaml", "name: a\nsteps: { n: { pipeline: b } }\n");
    Files.createSymbolicLink(directory.resolve("b"), directory);
    assertThat(lines()).singleElement().asString().contains("the pipelines nest each other");
  }

  @Test
  void lint_nestedTooDeep_isRefused() throws IOException {
    write("pipeline.yaml", "name: a\nsteps: { n: { pipeline: p1.yaml } }\n");
    for (int i = 1; i <= PipelineFiles.MAX_DEPTH; i++) {
      String next = "name: p\nsteps: { n: { pipeline: p%d.yaml } }\n".formatted(i + 1);
      write("p" + i + ".yaml", next);
    }
    write(
        "p" + (PipelineFiles.MAX_DEPTH + 1) + ".yaml",
        "name: p\nsteps: { c: { uses: count_rows, with: { source: x } } }\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("p8.yaml:2:25: pipelines are nested more than 8 deep");
  }

  @Test
  void lint_filesThatDoubleEachTime_areReadOnceAndRefused() throws IOException {
    StringBuilder many = new StringBuilder("name: p\nsteps:\n");
    for (int i = 0; i < 8; i++) {
      many.append("  n%d: { pipeline: NEXT }\n".formatted(i));
    }
    write("pipeline.yaml", many.toString().replace("NEXT", "p1.yaml"));
    for (int i = 1; i < PipelineFiles.MAX_DEPTH; i++) {
      write("p" + i + ".yaml", many.toString().replace("NEXT", "p" + (i + 1) + ".yaml"));
    }
    write(
        "p" + PipelineFiles.MAX_DEPTH + ".yaml",
        "name: p\nsteps: { c: { uses: count_rows, with: { source: x } } }\n");
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("p3.yaml:3:3: the pipeline has 70216 steps, nested ones included; the most is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gone | 2:25: there is no pipeline at | name a directory with a pipeline.yaml",
        "empty | 2:25: there is no file | a pipeline's directory has a pipeline.yaml",
        "'\"a\\0b\"' | 2:25: 'a | is no path",
        "5 | 2:25: expected a pipeline, found the number 5 | write the path of a pipeline's",
        "[] | 2:25: expected a pipeline, found a list | or the pipeline itself as a map",
        "{} | 2:25: the key 'steps' is missing | add steps: a map",
        "'{ steps: {} }' | 2:34: a pipeline has at least one step | add a step",
        "'{ name: x, steps: { c: { uses: count_rows, with: { source: x } } } }'"
            + " | unknown key 'name' | use one of",
        "broken.yaml | broken.yaml:1:1: not YAML | correct",
        "big.yaml | big.yaml:1:1: the file is larger than 1048576 bytes | keep data in files"
      })
  void lint_whatIsNoPipeline_isNamed(String written, String problem, String remedy)
      throws IOException {
    write("pipeline.yaml", "name: a\nsteps: { n: { pipeline: " + written + " } }\n");
    Files.createDirectory(directory.resolve("empty"));
    write("broken.yaml", "\tname: x");
    write("big.yaml", "#".repeat(SourceText.MAX_BYTES + 1));
    assertThat(lines()).singleElement().asString().contains(problem, remedy);
  }

  @Test
  void lint_inlineInsideInline_isLimitedToo() {
    String inner = "{ steps: { c: { uses: count_rows, with: { source: x } } } }";
    for (int i = 0; i < PipelineFiles.MAX_DEPTH; i++) {
      inner = "{ steps: { n: { pipeline: " + inner + " } } }";
    }
    List<String> lines = new ArrayList<>();
    Outcome.of("name: a\nsteps: { n: { pipeline: " + inner + " } }\n", GraphComponents.all())
        .problems()
        .forEach(problem -> lines.add(problem.message()));
    assertThat(lines).containsExactly("pipelines are nested more than 8 deep");
  }
}
