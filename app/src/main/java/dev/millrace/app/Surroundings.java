package dev.millrace.app;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a run runs on, as recorded with it under tags: what else may have changed when nothing of
 * the pipeline has.
 */
final class Surroundings {

  /** What these tags have in common. */
  static final String PREFIX = "environment.";

  private Surroundings() {}

  /** Of this process. */
  static Map<String, String> here() {
    Map<String, String> tags = new TreeMap<>();
    tags.put(PREFIX + "millrace", ProgramVersion.number());
    tags.put(PREFIX + "java", Runtime.version().toString());
    tags.put(
        PREFIX + "os",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    return tags;
  }

  /** What a run's tags say of it. */
  static Map<String, String> of(Map<String, String> tags) {
    Map<String, String> found = new TreeMap<>();
    tags.forEach(
        (name, content) -> {
          if (name.startsWith(PREFIX)) {
            found.put(name.substring(PREFIX.length()), content);
          }
        });
    return found;
  }
}
