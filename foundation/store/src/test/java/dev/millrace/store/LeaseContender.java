package dev.millrace.store;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A program that takes the lease of one run again and again, and prints each token it gets. */
final class LeaseContender {
  private LeaseContender() {}

  @SuppressWarnings("SystemOut") // the parent process reads it
  public static void main(String[] arguments) {
    Id run = Id.parse(arguments[1]);
    String holder = arguments[2];
    Clock clock = Clock.systemUTC();
    try (MetadataStore store =
        SqlMetadataStore.open(Home.open(Path.of(arguments[0])), clock, clock)) {
      for (int won = 0; won < Integer.parseInt(arguments[3]); ) {
        Optional<Token> token = store.acquireLease(run, holder, Duration.ofMinutes(10));
        if (token.isPresent()) {
          String seen = store.lease(run).orElseThrow().holder();
          System.out.println(token.get().value() + " " + seen.equals(holder));
          store.releaseLease(run, token.get());
          won++;
        }
      }
    }
  }
}
