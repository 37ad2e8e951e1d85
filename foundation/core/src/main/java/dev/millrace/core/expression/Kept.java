package dev.millrace.core.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What was made of the texts that were asked for last. */
final class Kept<V> {

  private static final float LOAD = 0.75f;

  private final Map<String, V> byText;

  /**
   * @param most how many are kept
   */
  Kept(int most) {
    this.byText =
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  /** What was made of a text; made now if it is not kept. Two callers may make it at once. */
  V get(String text, Function<String, V> make) {
    synchronized (byText) {
      V kept = byText.get(text);
      if (kept != null) {
        return kept;
      }
    }
    V made = make.apply(text);
    synchronized (byText) {
      byText.put(text, made);
    }
    return made;
  }
}
