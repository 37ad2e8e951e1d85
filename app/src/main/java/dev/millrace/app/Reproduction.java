package dev.millrace.app;

import dev.millrace.core.api.ReproductionReport;
import dev.millrace.core.api.RunListener;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.PipelineSpec.StepSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.value.Id;
import dev.millrace.engine.Engine;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.Selection;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a registered model again. The pipeline, its parameters and its as-of time are those that
 * are recorded with the run that made it; the code is the present program's, and files outside are
 * read where they were then. All of it happens in a home of its own, in which nothing is known that
 * could be taken instead of being made.
 */
final class Reproduction {

  private final Parts parts;
  private final VersionEntry version;
  private final ModelLineage lineage;
  private final Run run;
  private final PipelineSpec spec;

  /**
   * @throws UserError if it is not known how the version was made
   */
  Reproduction(Parts parts, VersionEntry version) {
    this.parts = parts;
    this.version = version;
    this.lineage = ModelLineage.of(parts.metadata(), version.artifact());
    this.run = parts.metadata().findRun(lineage.last().run()).orElseThrow();
    this.spec = PipelineSpec.fromJson(parts.metadata().pipelineOf(run.id()));
  }

  /**
   * @param keep a directory for the home that is not there yet, or is empty
   */
  ReproductionReport report(Optional<Path> keep, RunListener listener)
      throws IOException, InterruptedException {
    ArtifactRow bundle = parts.metadata().findArtifact(version.artifact()).orElseThrow();
    parts.artifacts().verify(bundle);
    requireDirectory();
    if (keep.isPresent()) {
      requireEmpty(keep.get());
      return in(keep.get(), listener);
    }
    Path home = Files.createTempDirectory(parts.home().work(), "reproduce");
    try {
      return in(home, listener);
    } finally {
      remove(home);
    }
  }

  private void requireDirectory() {
    if (!Files.isDirectory(Path.of(run.directory()))) {
      throw UserError.notFound(
              "the pipeline's directory is gone: run %s read its files from %s"
                  .formatted(run.id().brief(), run.directory()))
          .hint("put it back there, as it was");
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(directory)) {
        if (files.findAny().isPresent()) {
          throw UserError.usage("--keep " + directory + " is not empty")
              .hint("name a directory that is not there yet");
        }
      }
    }
  }

  private ReproductionReport in(Path home, RunListener listener)
      throws IOException, InterruptedException {
    try (Parts fresh = parts.fresh(home)) {
      RecordedInputs inputs = RecordedInputs.bring(foundInStore(), run, parts, fresh);
      try (Engine engine =
          Engine.of(fresh.setup().withResolver(inputs).withSecrets(parts.secrets()))) {
        Outcome outcome = engine.run(request(), listener);
        return new ReproductionComparison(parts, fresh, version, lineage)
            .report(run, spec, outcome);
      }
    }
  }

  private RunRequest request() {
    String step = RecordedPipeline.declared(lineage.last().step()).split("/", 2)[0];
    return RunRequest.of(
            new RecordedPipeline(lineage).of(spec, run.params()),
            Path.of(run.directory()),
            parts.actor())
        .asOf(run.asOf())
        .select(Selection.to(step));
  }

  /** What steps read that no step of the lineage made, and that was not taken in from outside. */
  private List<Id> foundInStore() {
    Set<Id> made =
        lineage.executions().values().stream()
            .flatMap(execution -> execution.artifacts().values().stream())
            .collect(Collectors.toSet());
    Set<Id> found = new LinkedHashSet<>();
    lineage.executions().forEach((path, execution) -> found.addAll(foundBy(path, execution, made)));
    return List.copyOf(found);
  }

  private List<Id> foundBy(String path, Execution execution, Set<Id> made) {
    Map<String, Binding> bindings =
        declaration(spec, path)
            .map(step -> Map.<String, Binding>copyOf(step.inputs()))
            .orElse(Map.of());
    return execution.inputs().entrySet().stream()
        .filter(input -> !(bindings.get(input.getKey()) instanceof Binding.Imported))
        .flatMap(input -> input.getValue().stream())
        .filter(artifact -> !made.contains(artifact))
        .toList();
  }

  /** A step's declaration by its path. */
  static Optional<StepSpec> declaration(PipelineSpec spec, String path) {
    PipelineSpec inner = spec;
    String[] ids = RecordedPipeline.declared(path).split("/", -1);
    for (int i = 0; i < ids.length - 1; i++) {
      StepSpec step = inner.steps().get(ids[i]);
      if (step == null || !(step.body() instanceof StepBody.Nested nested)) {
        return Optional.empty();
      }
      inner = nested.pipeline();
    }
    return Optional.ofNullable(inner.steps().get(ids[ids.length - 1]));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
