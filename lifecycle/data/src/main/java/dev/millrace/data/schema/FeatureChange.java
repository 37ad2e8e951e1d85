package dev.millrace.data.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What is different in how a feature is written.
 *
 * @param keys the new value by key, as it is written; empty where the key goes
 * @param added values at the end of those that were listed before, if that is all that is new of
 *     them
 */
public record FeatureChange(SequencedMap<String, Optional<String>> keys, List<String> added) {

  public FeatureChange {
    added = List.copyOf(added);
  }

  /** From one to the other. */
  public static FeatureChange between(FeatureSchema before, FeatureSchema after) {
    SequencedMap<String, String> old = SchemaYaml.keys(before);
    SequencedMap<String, String> now = SchemaYaml.keys(after);
    SequencedMap<String, Optional<String>> changed = new LinkedHashMap<>();
    now.forEach(
        (key, value) -> {
          if (!value.equals(old.get(key))) {
            changed.put(key, Optional.of(value));
          }
        });
    old.keySet().stream()
        .filter(key -> !now.containsKey(key))
        .forEach(key -> changed.put(key, Optional.empty()));
    return new FeatureChange(changed, added(before.values(), after.values()));
  }

  private static List<String> added(List<String> before, List<String> after) {
    boolean more = !before.isEmpty() && after.size() > before.size();
    return more && after.subList(0, before.size()).equals(before)
        ? after.subList(before.size(), after.size())
        : List.of();
  }

  /** As in {@code max: 6000}. */
  public String text() {
    return keys.entrySet().stream().map(this::text).collect(Collectors.joining(", "));
  }

  private String text(Map.Entry<String, Optional<String>> key) {
    if (key.getKey().equals("values") && !added.isEmpty()) {
      return "values: [..., "
          + added.stream().map(SchemaYaml::text).collect(Collectors.joining(", "))
          + "]";
    }
    return key.getValue()
        .map(value -> key.getKey() + ": " + value.replaceAll("\\s*\\n\\s*", " "))
        .orElse("no " + key.getKey());
  }
}
