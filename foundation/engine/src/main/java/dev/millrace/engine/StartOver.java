package dev.millrace.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * Which tasks of a run start over: by the ids of steps, those that do so whole, and those of which
 * some steps inside do.
 */
final class StartOver {

  private final Map<String, StartOver> steps = new HashMap<>();
  private boolean whole;

  /** With all that is inside it. */
  static StartOver whole() {
    StartOver all = new StartOver();
    all.whole = true;
    return all;
  }

  void add(String step, StartOver inside) {
    steps.put(step, inside);
  }

  boolean isWhole(String step) {
    StartOver inside = steps.get(step);
    return inside != null && inside.whole;
  }

  boolean has(String step) {
    return steps.containsKey(step);
  }

  boolean isEmpty() {
    return steps.isEmpty() && !whole;
  }

  /** True if a task starts over, by its path: what has a part that does, does too. */
  boolean holds(String path) {
    StartOver at = this;
    for (String segment : path.split("/", -1)) {
      at = at.steps.get(id(segment));
      if (at == null) {
        return false;
      }
      if (at.whole) {
        return true;
      }
    }
    return true;
  }

  /** True if a task is inside one that starts over whole, and may not appear again. */
  boolean drops(String path) {
    StartOver at = this;
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      at = at.steps.get(id(segments[i]));
      if (at == null) {
        return false;
      }
      if (at.whole) {
        return i < segments.length - 1 || segments[i].endsWith("]");
      }
    }
    return false;
  }

  /** {@code each} of {@code each[2]}. */
  static String id(String segment) {
    int round = segment.indexOf('[');
    return round < 0 ? segment : segment.substring(0, round);
  }
}
