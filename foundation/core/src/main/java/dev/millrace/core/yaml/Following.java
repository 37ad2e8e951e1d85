package dev.millrace.core.yaml;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which steps come after which, while more of it becomes known. */
final class Following {

  private final Map<String, Set<String>> next = new HashMap<>();

  /** Notes what a step needs. */
  void add(String step, Collection<String> needed) {
    needed.forEach(other -> next.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(step));
  }

  /** Every step that comes after one, directly or by way of others. */
  Set<String> after(String step) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(step));
    while (!open.isEmpty()) {
      for (String each : next.getOrDefault(open.pop(), Set.of())) {
        if (found.add(each)) {
          open.push(each);
        }
      }
    }
    return found;
  }
}
