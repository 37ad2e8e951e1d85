package dev.millrace.model.bundle;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The files of a bundle as bytes, each no larger than a bundle's may be. */
final class BundleFiles {

  static final String GRAPH = "model.onnx";
  static final String SIGNATURE = "signature.json";
  static final String SCHEMA = "schema.yaml";
  static final String STATISTICS = "statistics.json";
  static final String SAMPLES = "samples.json";
  static final String IMPORTANCE = "importance.json";
  static final String TRAINER = "trainer.bin";
  static final String TRANSFORM_GRAPH = "transform.onnx";
  static final String TRANSFORM = "transform.json";
  static final String MANIFEST = "bundle.json";

  static final long MOST_BYTES = 64L << 20;

  private final Path directory;
  private final SequencedMap<String, byte[]> files = new LinkedHashMap<>();

  BundleFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads one file, without following a link.
   *
   * @throws UserError if it is not there, not a plain file, or too large
   */
  BundleFiles read(String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw UserError.notFound("the bundle " + directory + " has no file " + name)
          .hint("a bundle is the directory that the train step makes");
    }
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw UserError.failure(
          file + " has " + bytes + " bytes; at most " + MOST_BYTES + " are read");
    }
    files.put(name, Files.readAllBytes(file));
    return this;
  }

  BundleFiles put(String name, byte[] bytes) {
    files.put(name, bytes);
    return this;
  }

  BundleFiles put(String name, JsonNode tree) {
    return put(name, (Json.canonical(tree) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a file was read or put. */
  boolean has(String name) {
    return files.containsKey(name);
  }

  byte[] bytes(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(name + " was not read");
    }
    return bytes;
  }

  /**
   * @throws UserError if the file is not UTF-8
   */
  String text(String name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(name))).toString();
    } catch (CharacterCodingException e) {
      throw malformed(name, "it is not UTF-8", e);
    }
  }

  /**
   * @throws UserError if the file is not JSON
   */
  JsonNode json(String name) {
    try {
      return Json.parse(text(name));
    } catch (JacksonException e) {
      throw malformed(name, "it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * @throws UserError if the file is not that record
   */
  <T> T record(String name, Class<T> type) {
    try {
      return Json.as(json(name), type);
    } catch (JacksonException e) {
      throw malformed(name, e.getOriginalMessage(), e);
    }
  }

  SortedMap<String, String> digests() {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Digest.of(bytes).hex()));
    return digests;
  }

  void write() throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private UserError malformed(String name, String why, Exception cause) {
    return UserError.failure(directory.resolve(name) + " is damaged: " + why)
        .hint("make the bundle again")
        .causedBy(cause);
  }
}
