package dev.millrace.engine;

import java.util.Map;

/** Under what a run is filed, for finding it again. */
public record Filing(String project, String experiment, Map<String, String> tags) {

  public static final Filing DEFAULT = new Filing("default", "default", Map.of());

  public Filing {
    tags = Map.copyOf(tags);
  }
}
