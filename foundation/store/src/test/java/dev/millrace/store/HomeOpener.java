package dev.millrace.store;

import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;

/** A program that opens a store, writes a run and closes it. */
final class HomeOpener {
  private HomeOpener() {}

  public static void main(String[] arguments) {
    Clock clock = Clock.systemUTC();
    try (MetadataStore store =
        SqlMetadataStore.open(Home.open(Path.of(arguments[0])), clock, clock)) {
      store.createRun(Samples.run("flights"));
    }
  }
}
