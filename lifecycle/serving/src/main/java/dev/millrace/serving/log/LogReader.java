package dev.millrace.serving.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the segments of one model's log, of every process that wrote to it. */
record LogReader(Path directory) {

  /**
   * Every row of the segments of the wanted days, by file name and line. What a process that died
   * left without a line break at a segment's end was never acknowledged and is passed over.
   *
   * @throws IOException naming the file and line of anything else that is not a row
   */
  <T> void read(
      SegmentName.Kind kind,
      Predicate<LocalDate> wantedDays,
      Function<String, T> decode,
      Consumer<T> consumer)
      throws IOException {
    for (Path segment : segments(kind, wantedDays)) {
      readSegment(segment, decode, consumer);
    }
  }

  private List<Path> segments(SegmentName.Kind kind, Predicate<LocalDate> wantedDays)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(
              file -> {
                Optional<SegmentName> name = SegmentName.parse(file.getFileName().toString());
                return name.isPresent()
                    && name.get().kind() == kind
                    && wantedDays.test(name.get().day());
              })
          .sorted()
          .toList();
    }
  }

  private static <T> void readSegment(
      Path segment, Function<String, T> decode, Consumer<T> consumer) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(segment, LinkOption.NOFOLLOW_LINKS),
                StandardCharsets.UTF_8))) {
      int number = 1;
      @Nullable String line = reader.readLine();
      while (line != null) {
        @Nullable String next = reader.readLine();
        decodeLine(segment, number, line, next == null, decode).ifPresent(consumer);
        line = next;
        number++;
      }
    }
  }

  private static <T> Optional<T> decodeLine(
      Path segment, int number, String line, boolean last, Function<String, T> decode)
      throws IOException {
    try {
      return Optional.of(decode.apply(line));
    } catch (RuntimeException e) {
      if (last) {
        return Optional.empty();
      }
      throw new IOException(segment + ", line " + number + " is not a row of the request log", e);
    }
  }
}
