package dev.millrace.app.replay;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The home that a demo has for itself. A small file in it says what the demo was asked for: a later
 * one with the same wish goes on, one with another wish is refused unless it may begin again.
 */
final class DemoHome {

  private static final String MARKER = "demo.json";

  private DemoHome() {}

  /**
   * Makes the demo's home, inside another that is made too, or finds it there from an earlier demo.
   */
  static void prepare(Path home, FlightsDemo.Choices choices) throws IOException {
    Path marker = home.resolve(MARKER);
    Path parent = home.toAbsolutePath().getParent();
    JsonNode wish = Json.object().put("weeks", choices.weeks()).put("one_in", choices.oneIn());
    if (parent != null) {
      Home.open(parent);
    }
    if (choices.again() && Files.exists(marker)) {
      forget(home);
    }
    if (Files.exists(marker) && !Json.read(marker).equals(wish)) {
      throw UserError.usage(
              "the demo in " + home + " was begun with other choices: " + Json.read(marker))
          .hint("give the same to go on with it, or --again to begin anew");
    }
    Home.open(home);
    if (!Files.exists(marker)) {
      Files.writeString(marker, Json.canonical(wish) + "\n");
    }
  }

  /** Removes a directory that has the marker in it, links themselves and not what they point to. */
  private static void forget(Path home) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(home)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        file.toFile().setWritable(true);
      }
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
