package dev.millrace.data.statistics;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.value.Digest;
import dev.millrace.data.examples.Splits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A file of rows that is counted by itself.
 *
 * @param content the digest of its bytes, where that is known already
 */
public record Shard(Path file, Optional<Digest> content) {

  public static Shard of(Path file) {
    return new Shard(file, Optional.empty());
  }

  /** The shards of a split, with the digests that were noted when they were written. */
  public static List<Shard> of(Artifact examples, String split) {
    List<Path> files = Splits.shards(examples, split);
    return IntStream.range(0, files.size())
        .mapToObj(index -> new Shard(files.get(index), Splits.digest(examples, split, index)))
        .toList();
  }

  /** The digest of its bytes; reads them if it is not known. */
  public Digest digest() throws IOException {
    if (content.isPresent()) {
      return content.get();
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return Digest.of(bytes);
    }
  }
}
