package dev.millrace.core.yaml;

import dev.millrace.core.error.Problem.Place;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonPointer;

/** Where in a file each key and value of a document stands. */
final class Places {

  private final Place start;
  private final Map<JsonPointer, Place> keys = new HashMap<>();
  private final Map<JsonPointer, Place> values = new HashMap<>();

  Places(String file) {
    this.start = new Place(file, 1, 1);
  }

  /** Of the file. */
  Place start() {
    return start;
  }

  void addKey(JsonPointer at, Place place) {
    keys.put(at, place);
  }

  void addValue(JsonPointer at, Place place) {
    values.put(at, place);
  }

  /** Where a value starts, or what encloses it if it is not in the file itself. */
  Place value(JsonPointer at) {
    for (JsonPointer part = at; part != null; part = part.head()) {
      Place place = values.get(part);
      if (place != null) {
        return place;
      }
    }
    return start;
  }

  /** Where a key stands, or its value if it is an element of a list. */
  Place key(JsonPointer at) {
    Place place = keys.get(at);
    return place == null ? value(at) : place;
  }
}
