package dev.millrace.data.schema;

import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What of a schema no data could ever meet, or cannot mean anything. */
final class Contradictions {

  private Contradictions() {}

  static List<String> of(DataSchema schema) {
    List<String> found = new ArrayList<>();
    schema.features().forEach((name, feature) -> check("feature '" + name + "' ", feature, found));
    long labels = schema.features().values().stream().filter(FeatureSchema::label).count();
    if (labels > 1) {
      found.add(labels + " features are the label; a model has one");
    }
    return found;
  }

  private static void check(String who, FeatureSchema feature, List<String> found) {
    boolean numeric = feature.type() == DataType.INTEGER || feature.type() == DataType.NUMBER;
    if (!numeric && (feature.min().isPresent() || feature.max().isPresent())) {
      found.add(who + "has min or max, which a " + feature.type().text() + " cannot have");
    }
    if (feature.min().isPresent()
        && feature.max().isPresent()
        && feature.min().get() > feature.max().get()) {
      found.add(who + "has min " + feature.min().get() + " above max " + feature.max().get());
    }
    if (feature.type() != DataType.STRING && !feature.values().isEmpty()) {
      found.add(who + "has values, which only a string can have");
    }
    if (feature.values().isEmpty() && feature.unknownValues().isPresent()) {
      found.add(who + "has unknown_values but no values");
    }
    if (new HashSet<>(feature.values()).size() < feature.values().size()) {
      found.add(who + "names a value twice");
    }
    if (!feature.nullable() && feature.presence().isPresent()) {
      found.add(who + "has presence but is not nullable, so every row must have it");
    }
  }
}
