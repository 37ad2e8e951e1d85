package dev.millrace.store.files;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an artifact consists of, as text: the artifact's digest is the digest of this text. It is
 * kept beside the files, so that a file that no longer fits can be named.
 *
 * <pre>
 * millrace artifact 1
 * Examples/1
 * {"splits":{"train":100}}
 * 9f86d081…0f00a08 4096 train/part-00000.parquet
 * </pre>
 *
 * @param type of the artifact, as stored
 * @param properties in canonical JSON
 * @param files sorted by path
 */
record Manifest(String type, String properties, List<Entry> files) {
  private static final String HEAD = "millrace artifact 1";

  /**
   * One file.
   *
   * @param path relative to the artifact's directory, with {@code /} between names
   */
  record Entry(Digest digest, long bytes, String path) {
    private String line() {
      return digest.hex() + " " + bytes + " " + path;
    }
  }

  Manifest {
    files = List.copyOf(files);
  }

  static Manifest of(String type, Map<String, JsonNode> properties, List<Entry> files) {
    ObjectNode object = Json.object();
    properties.forEach(object::set);
    return new Manifest(type, Json.canonical(object), files);
  }

  String text() {
    return files.stream()
        .map(Entry::line)
        .collect(
            Collectors.joining(
                "\n", HEAD + "\n" + type + "\n" + properties + "\n", files.isEmpty() ? "" : "\n"));
  }

  Digest digest() {
    return Digest.of(text());
  }

  long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  Optional<Entry> find(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Manifest parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !lines.getFirst().equals(HEAD)) {
      throw new IllegalArgumentException("not a list of an artifact's files");
    }
    List<Entry> files = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      String[] parts = line.split(" ", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("not a file of an artifact: " + line);
      }
      files.add(new Entry(new Digest(parts[0]), Long.parseLong(parts[1]), parts[2]));
    }
    return new Manifest(lines.get(1), lines.get(2), files);
  }
}
