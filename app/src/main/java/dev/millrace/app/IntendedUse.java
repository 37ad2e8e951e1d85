package dev.millrace.app;

import dev.millrace.core.api.ModelCardReport.Readme;
import dev.millrace.store.MetadataStore.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a project's README says its models are for: the section that is headed so, else what stands
 * before the first section.
 */
final class IntendedUse {

  private static final int MOST_BYTES = 64 * 1024;

  private IntendedUse() {}

  /** From the directory of the run's pipeline, which the run records, as it is now. */
  static Optional<Readme> beside(Run run) throws IOException {
    Path file = Path.of(run.directory()).resolve("README.md");
    if (run.directory().isEmpty() || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return Optional.of(
          new Readme(file + ", as it is now: a run keeps no copy of it", part(text).strip()));
    }
  }

  /** Of a whole README, what is of use. */
  static String part(String text) {
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      int depth = depth(lines.get(at));
      String heading = lines.get(at).toLowerCase(Locale.ROOT);
      if (depth > 0 && heading.contains("intended use")) {
        return lines.stream()
            .skip(at + 1L)
            .takeWhile(line -> depth(line) == 0 || depth(line) > depth)
            .collect(Collectors.joining("\n"));
      }
    }
    return lines.stream()
        .takeWhile(line -> depth(line) < 2)
        .filter(line -> depth(line) != 1)
        .collect(Collectors.joining("\n"));
  }

  private static int depth(String line) {
    String hashes = line.replaceFirst("^(#{1,6}) .*$", "$1");
    return hashes.equals(line) ? 0 : hashes.length();
  }
}
