package dev.millrace.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one capped log. The head takes the first half of the cap and then stays. After it,
 * lines go to {@code newer}; when that has a quarter of the cap it becomes {@code older}, in place
 * of the one before. So the head and at least the last quarter are always there, and never more
 * than the cap. A tail segment starts with the number of log lines before it, from which a reader
 * knows how many are missing.
 */
record LogSegments(Path head, Path older, Path newer, long headBytes, long tailBytes) {
  static LogSegments of(Path directory, String name, long capBytes) {
    return new LogSegments(
        directory.resolve(name + ".log"),
        directory.resolve(name + ".older.log"),
        directory.resolve(name + ".newer.log"),
        capBytes / 2,
        capBytes / 4);
  }

  /** All that is kept, with a line in the place of what is not. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>(linesOf(head));
    long reached = lines.size();
    for (Path segment : List.of(older, newer)) {
      List<String> kept = linesOf(segment);
      if (kept.isEmpty()) {
        continue;
      }
      long start = Long.parseLong(kept.getFirst());
      if (start > reached) {
        lines.add("… " + (start - reached) + " lines are left out here …");
      }
      lines.addAll(kept.subList(1, kept.size()));
      reached = start + kept.size() - 1;
    }
    return List.copyOf(lines);
  }

  /** How many lines were ever written. */
  long count() throws IOException {
    for (Path segment : List.of(newer, older)) {
      List<String> kept = linesOf(segment);
      if (!kept.isEmpty()) {
        return Long.parseLong(kept.getFirst()) + kept.size() - 1;
      }
    }
    return linesOf(head).size();
  }

  private static List<String> linesOf(Path file) throws IOException {
    try {
      // A crash may have cut a character in two.
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString()
          .lines()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
