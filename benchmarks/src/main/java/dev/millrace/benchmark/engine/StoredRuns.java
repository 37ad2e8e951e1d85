package dev.millrace.benchmark.engine;

import dev.millrace.benchmark.engine.StoredKeys.Kind;
import dev.millrace.core.run.RunState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Very many runs of twenty pipelines by fifty teams, most of which went well. What a run is follows
 * from its number, so what a search has to find is known without asking the store.
 */
final class StoredRuns {

  static final int RUNS = 100_000;
  static final int PIPELINES = 20;
  static final int TEAMS = 50;

  /** Each is in the reasons of two runs. */
  static final int WORDS = RUNS / 2;

  static final String TEAM = "team";

  private StoredRuns() {}

  static int pipeline(int run) {
    return StoredKeys.choice(run, 100, PIPELINES);
  }

  static RunState state(int run) {
    int percent = StoredKeys.choice(run, 101, 100);
    return percent < 90
        ? RunState.SUCCEEDED
        : percent < 96 ? RunState.FAILED : percent < 98 ? RunState.REFUSED : RunState.CANCELED;
  }

  static String team(int run) {
    return teamNamed(StoredKeys.choice(run, 102, TEAMS));
  }

  static String teamNamed(int number) {
    return "team-" + number;
  }

  static String reason(int run) {
    return "for case " + word(run % WORDS);
  }

  /** As long for every number: no word is part of another. */
  static String word(int number) {
    return String.format(Locale.ROOT, "c%06d", number);
  }

  static String id(int run) {
    return StoredKeys.id(Kind.RUN, run);
  }

  static void fill(Path home) throws SQLException {
    try (Filling filling = Filling.of(home)) {
      filling.surroundings(PIPELINES);
      for (int run = 0; run < RUNS; run++) {
        fill(filling, run);
      }
    }
  }

  private static void fill(Filling filling, int run) throws SQLException {
    filling.run(run, pipeline(run), state(run), reason(run));
    filling.row("tag (subject, name, content)", id(run), TEAM, team(run));
    filling.row("tag (subject, name, content)", id(run), "commit", digest(run));
  }

  private static String digest(int run) {
    return StoredKeys.digest(Kind.RUN, run);
  }
}
