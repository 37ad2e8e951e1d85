package dev.millrace.benchmark;

import dev.millrace.core.value.Json;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One measured number.
 *
 * @param against what it is held against, in words; empty where only the bar is
 * @param bar what it should be, if anything was promised
 */
public record Figure(String name, double value, String unit, String against, Optional<Bar> bar) {

  /** A promise: at most, or at least, so much. */
  public record Bar(boolean most, double limit) {

    boolean holds(double value) {
      return most ? value <= limit : value >= limit;
    }

    String words() {
      return (most ? "≤ " : "≥ ") + number(limit);
    }
  }

  /** A figure that nothing was promised about. */
  public static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, "", Optional.empty());
  }

  public Figure atMost(double limit) {
    return new Figure(name, value, unit, against, Optional.of(new Bar(true, limit)));
  }

  public Figure atLeast(double limit) {
    return new Figure(name, value, unit, against, Optional.of(new Bar(false, limit)));
  }

  public Figure against(String other) {
    return new Figure(name, value, unit, other, bar);
  }

  /** Whether the promise is kept; empty where there is none. */
  Optional<Boolean> holds() {
    return bar.map(promised -> promised.holds(value));
  }

  /** As one line of JSON. */
  String json() {
    ObjectNode line = Json.object();
    line.put("name", name).put("value", value).put("unit", unit).put("against", against);
    bar.ifPresentOrElse(promised -> line.put("bar", promised.words()), () -> line.putNull("bar"));
    holds().ifPresentOrElse(kept -> line.put("holds", kept), () -> line.putNull("holds"));
    return Json.canonical(line);
  }

  /** Four digits at most; more would be noise. */
  public static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
