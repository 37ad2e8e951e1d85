package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What some files hold, by content: their names alone would not notice a file that was replaced.
 */
record Fingerprint(SequencedMap<SourceFile, Digest> digests) {

  static Fingerprint of(List<SourceFile> files, int threads)
      throws IOException, InterruptedException {
    SequencedMap<SourceFile, Digest> digests = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads))) {
      List<Future<Digest>> pending =
          files.stream().map(file -> pool.submit(() -> digest(file))).toList();
      for (int i = 0; i < files.size(); i++) {
        digests.put(files.get(i), result(pending.get(i)));
      }
    }
    return new Fingerprint(digests);
  }

  private static Digest digest(SourceFile file) throws IOException {
    try (InputStream stream = Files.newInputStream(file.path())) {
      return Digest.of(stream);
    }
  }

  private static Digest result(Future<Digest> pending) throws IOException, InterruptedException {
    try {
      return pending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * @throws UserError naming the files that are no longer what they were
   */
  void requireSame(Fingerprint later) {
    List<String> changed =
        digests.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(later.digests.get(entry.getKey())))
            .map(entry -> entry.getKey().path().toString())
            .toList();
    if (!changed.isEmpty()) {
      throw UserError.failure(
              "changed while being read, so nothing of it was kept: " + String.join(", ", changed))
          .hint("write new files under another name and move them in place when they are whole");
    }
  }

  /** One digest of all names and contents, and of the spans they are of. */
  String text(List<Span> spans) {
    StringBuilder lines = new StringBuilder();
    spans.forEach(span -> lines.append(span).append('\n'));
    digests.forEach(
        (file, digest) -> lines.append(digest).append(' ').append(file.name()).append('\n'));
    return Digest.of(lines.toString()).hex();
  }
}
