package dev.millrace.store;

import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A program that writes events with marks in them, and says when each is acknowledged. */
final class MarkedWriter {
  private static final Pattern MARK = Pattern.compile("mark-\\w+-\\d+-end");

  private MarkedWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    int writers = Integer.parseInt(arguments[1]);
    int each = Integer.parseInt(arguments[2]);
    try (MetadataStore store =
        SqlMetadataStore.open(Home.open(Path.of(arguments[0])), clock, clock)) {
      Thread[] threads = new Thread[writers];
      for (int i = 0; i < writers; i++) {
        String name = "w" + i;
        threads[i] = Thread.ofPlatform().start(() -> write(store, name, each, MarkedWriter::say));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  static void write(MetadataStore store, String name, int count, Consumer<String> acknowledged) {
    for (int i = 0; i < count; i++) {
      String mark = "mark-" + name + "-" + i + "-end";
      store.appendEvent(new NewEvent("note", mark, "ada", Samples.NOON, Json.object()));
      acknowledged.accept(mark);
    }
  }

  static List<String> marks(String text) {
    return MARK.matcher(text).results().map(MatchResult::group).toList();
  }

  @SuppressWarnings("SystemOut") // the parent process reads it
  private static void say(String mark) {
    System.out.println("acknowledged " + mark);
  }
}
