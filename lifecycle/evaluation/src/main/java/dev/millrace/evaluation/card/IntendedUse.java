package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent.Readme;
import dev.millrace.core.value.Digest;
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
 *
 * @param digest of the file as it was read
 * @param text in Markdown
 */
public record IntendedUse(Digest digest, String text) {

  private static final int MOST_BYTES = 64 * 1024;

  /** Reads the beginning of a file, at most 64 KiB; empty if there is none that can be read. */
  public static Optional<IntendedUse> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return Optional.of(new IntendedUse(Digest.of(bytes), part(text).strip()));
    }
  }

  /**
   * For a card.
   *
   * @param source where it was read, in words
   */
  public Readme readme(String source) {
    return new Readme(source, digest.hex(), text);
  }

  /** Of a whole README, what is of use. */
  private static String part(String text) {
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
