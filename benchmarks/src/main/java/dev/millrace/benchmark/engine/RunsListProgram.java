package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.EngineHome;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.RunFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Searches a store of very many runs in several ways, and prints the medians of each. */
final class RunsListProgram {

  private static final int PAGE = 50;
  private static final int WARM_UPS = 50;
  private static final int SEARCHES = 200;

  private final MetadataStore store;

  private RunsListProgram(MetadataStore store) {
    this.store = store;
  }

  /** A filter, and which runs fit it by how they were made. */
  private record Search(RunFilter filter, IntPredicate fits) {}

  /**
   * @param arguments the home, whose store has the runs
   */
  public static void main(String[] arguments) throws Exception {
    try (EngineHome home = EngineHome.open(Path.of(arguments[0]))) {
      RunsListProgram program = new RunsListProgram(home.metadata());
      program.measure("newest", _ -> new Search(RunFilter.any(), _ -> true));
      program.measure("filtered", RunsListProgram::failedOfATeam);
      program.measure("word", RunsListProgram::withAWord);
    }
  }

  private static Search failedOfATeam(int number) {
    int pipeline = StoredKeys.choice(number, 200, StoredRuns.PIPELINES);
    String team = StoredRuns.teamNamed(StoredKeys.choice(number, 201, StoredRuns.TEAMS));
    return new Search(
        RunFilter.any()
            .ofPipeline(Filling.pipelineNamed(pipeline))
            .in(Set.of(RunState.FAILED, RunState.REFUSED))
            .tagged(StoredRuns.TEAM, team),
        run ->
            StoredRuns.pipeline(run) == pipeline
                && Set.of(RunState.FAILED, RunState.REFUSED).contains(StoredRuns.state(run))
                && StoredRuns.team(run).equals(team));
  }

  private static Search withAWord(int number) {
    String word = StoredRuns.word(StoredKeys.choice(number, 202, StoredRuns.WORDS));
    return new Search(
        RunFilter.any().saying(word.toUpperCase(Locale.ROOT)),
        run -> StoredRuns.reason(run).contains(word));
  }

  @SuppressWarnings("SystemOut") // the figures
  private void measure(String name, IntFunction<Search> searches) {
    for (int number = 0; number < WARM_UPS; number++) {
      check(searches.apply(number));
    }
    double[] millis = new double[SEARCHES];
    for (int number = 0; number < SEARCHES; number++) {
      RunFilter filter = searches.apply(WARM_UPS + number).filter();
      long start = System.nanoTime();
      var _ = search(filter);
      millis[number] = (System.nanoTime() - start) / 1e6;
    }
    Samples samples = new Samples(millis);
    System.out.println(name + "_p50 " + samples.median());
    System.out.println(name + "_p99 " + samples.quantile(0.99));
  }

  private void check(Search search) {
    List<String> expected =
        IntStream.iterate(StoredRuns.RUNS - 1, run -> run >= 0, run -> run - 1)
            .filter(search.fits())
            .limit(PAGE)
            .mapToObj(StoredRuns::id)
            .toList();
    List<String> found = search(search.filter()).stream().map(Id::hex).toList();
    if (!found.equals(expected) || expected.isEmpty()) {
      throw new IllegalStateException(
          "%s finds %s, not %s".formatted(search.filter(), found, expected));
    }
  }

  private List<Id> search(RunFilter filter) {
    return store.runs(new RunQuery(filter, Optional.empty(), PAGE)).stream()
        .map(MetadataStore.Run::id)
        .toList();
  }
}
