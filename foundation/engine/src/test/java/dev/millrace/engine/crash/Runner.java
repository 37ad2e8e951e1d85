package dev.millrace.engine.crash;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.component.Components;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Digest;
import dev.millrace.core.yaml.PipelineFile;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.Outcome;
import dev.millrace.engine.RunRequest;
import dev.millrace.engine.bench.Machine;
import dev.millrace.engine.library.ComponentFolders;
import dev.millrace.engine.program.Programs;
import dev.millrace.store.Home;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the pipeline with one parameter after another, until it is killed or has done what it was
 * told, and says what the engine tells it.
 */
final class Runner {

  /** The pipeline, from the module's directory. */
  private static final Path PIPELINE = Path.of("src/test/resources/dev/millrace/engine/crash");

  private Runner() {}

  /** Arguments: the home, the journal, the number of the process, the first and the last round. */
  public static void main(String[] arguments) throws Exception {
    Home home = Home.open(Path.of(arguments[0]));
    Journal journal = Journal.open(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    Clock clock = Clock.systemUTC();
    Programs programs = Programs.open(home, System.getenv());
    ComponentFolders components =
        new ComponentFolders(
            () -> Components.of(List.of(new Make(), new Say(), new Stumble())), () -> programs);
    PipelineFile pipeline = PipelineFile.load(PIPELINE, components, Set.of());
    try (SqlMetadataStore metadata = SqlMetadataStore.open(home, clock, clock);
        Engine engine =
            Engine.of(
                new EngineSetup(
                        metadata,
                        LocalArtifactStore.open(home, clock),
                        TaskLogs.open(home),
                        components,
                        new Nothing(),
                        Map.of(Journal.class, journal),
                        clock,
                        Machine.of(3, 1L << 30))
                    .withLeftovers(programs::endLeftovers))) {
      say("open");
      RunRequest request = RunRequest.of(pipeline.spec(), pipeline.directory(), "ada");
      int last = Integer.parseInt(arguments[4]);
      for (int round = Integer.parseInt(arguments[3]); round <= last; round++) {
        run(
            engine,
            request.with(Map.of("round", "" + round, "journal", journal.file().toString())));
      }
    }
  }

  private static void run(Engine engine, RunRequest request) throws InterruptedException {
    Outcome outcome = engine.start(request, new Saying()::hear).await();
    if (outcome.state() != RunState.SUCCEEDED) {
      throw new IllegalStateException(outcome.reason());
    }
  }

  /** Says what a run is telling, with its id. */
  private static final class Saying {
    private String run = "";

    void hear(RunEvent event) {
      switch (event) {
        case RunEvent.Started started -> run = started.run().hex();
        case RunEvent.StepStarted started -> say("begun " + run + " " + started.step());
        case RunEvent.GroupStarted _, RunEvent.StepProgress _ -> {}
        case RunEvent.StepEnded ended ->
            say("ended " + run + " " + ended.step() + " " + ended.state());
        case RunEvent.Ended ended -> say("over " + run + " " + ended.state());
      }
    }
  }

  @SuppressWarnings("SystemOut") // the one who kills reads it
  private static void say(String line) {
    System.out.println(line);
  }

  /** There is nothing to be found. */
  private static final class Nothing implements ArtifactResolver {
    @Override
    public Set<String> queries() {
      return Set.of();
    }

    @Override
    public <A extends Artifact> Optional<A> resolve(
        ArtifactType<A> type, String query, String pipeline, Instant asOf, Set<Digest> except) {
      return Optional.empty();
    }
  }
}
