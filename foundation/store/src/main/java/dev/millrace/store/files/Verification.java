package dev.millrace.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Whether a published artifact still is what it was, and if not, which file is to blame. */
final class Verification {
  private static final long LARGEST_MANIFEST_BYTES = 256L << 20;

  private Verification() {}

  /** Reads a manifest and holds it against the artifact's digest. */
  static Manifest manifest(String artifact, Path file, Digest expected) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > LARGEST_MANIFEST_BYTES) {
      throw damaged(artifact, "its manifest is gone");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!Digest.of(bytes).equals(expected)) {
      throw damaged(artifact, "its manifest has changed");
    }
    return Manifest.parse(new String(bytes, UTF_8));
  }

  /** Reads every byte of every file. */
  static void check(String artifact, Path directory, Manifest manifest) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw damaged(artifact, "its files are gone");
    }
    Map<String, Manifest.Entry> missing = new TreeMap<>();
    manifest.files().forEach(file -> missing.put(file.path(), file));
    for (Manifest.Entry found : Tree.of(directory).entries()) {
      Manifest.Entry expected = missing.remove(found.path());
      if (expected == null) {
        throw damaged(artifact, "file '" + found.path() + "' does not belong to it");
      }
      compare(artifact, expected, found);
    }
    if (!missing.isEmpty()) {
      throw damaged(artifact, "file '" + missing.keySet().iterator().next() + "' is gone");
    }
  }

  private static void compare(String artifact, Manifest.Entry expected, Manifest.Entry found) {
    if (expected.bytes() != found.bytes()) {
      throw damaged(
          artifact,
          "file '%s' has %d bytes, expected %d"
              .formatted(found.path(), found.bytes(), expected.bytes()));
    }
    if (!expected.digest().equals(found.digest())) {
      throw damaged(
          artifact,
          "file '%s' has changed: its SHA-256 is %s, expected %s"
              .formatted(found.path(), found.digest().brief(), expected.digest().brief()));
    }
  }

  private static UserError damaged(String artifact, String what) {
    return UserError.failure("the stored " + artifact + " is damaged: " + what)
        .hint("run the pipeline again: it makes the artifact anew; then check the disk");
  }
}
