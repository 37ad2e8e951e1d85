package dev.millrace.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says in words how a step's cache key differs from that of an earlier execution. */
final class Difference {

  private static final int LONGEST_VALUE = 40;

  private final Map<String, String> before;
  private final Map<String, String> now;
  private final Map<String, String> origins;

  /**
   * @param origins where each input comes from, in words, by input
   */
  private Difference(
      Map<String, String> before, Map<String, String> now, Map<String, String> origins) {
    this.before = before;
    this.now = now;
    this.origins = origins;
  }

  /** All differences, separated by semicolons; empty if there is none. */
  static Optional<String> between(
      Map<String, String> before, Map<String, String> now, Map<String, String> origins) {
    List<String> changes = new Difference(before, now, origins).changes();
    return changes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changes));
  }

  private List<String> changes() {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      Optional<String> old = Optional.ofNullable(before.get(name));
      Optional<String> current = Optional.ofNullable(now.get(name));
      if (!old.equals(current)) {
        changes.add(change(name, old, current));
      }
    }
    return changes;
  }

  private String change(String name, Optional<String> old, Optional<String> current) {
    if (name.equals(CacheKey.COMPONENT)) {
      return "the component changed: " + old.orElse("") + " → " + current.orElse("");
    }
    if (name.equals(CacheKey.CODE)) {
      return "code of the component changed";
    }
    if (name.equals(CacheKey.OUTSIDE)) {
      return "what it reads outside the pipeline changed";
    }
    if (name.startsWith(CacheKey.INPUT)) {
      String input = name.substring(CacheKey.INPUT.length());
      return name + " changed (" + origins.getOrDefault(input, "not given any more") + ")";
    }
    return value(name, old, current);
  }

  private static String value(String name, Optional<String> old, Optional<String> current) {
    if (old.isEmpty()) {
      return name + " is new";
    }
    if (current.isEmpty()) {
      return name + " is gone";
    }
    return speaks(old.get()) && speaks(current.get())
        ? name + " changed: " + old.get() + " → " + current.get()
        : name + " changed";
  }

  private static boolean speaks(String value) {
    return value.length() <= LONGEST_VALUE;
  }
}
