package dev.millrace.evaluation.report;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The metrics of an evaluation, read from its file as any version of the program has written it:
 * what it does not know there it leaves alone.
 *
 * @param metrics on all rows
 * @param slices the metrics of each, by its name
 */
public record EvaluationFigures(
    SequencedMap<String, Double> metrics,
    SequencedMap<String, SequencedMap<String, Double>> slices) {

  public static EvaluationFigures read(Path file) throws IOException {
    JsonNode tree = Json.read(file);
    SequencedMap<String, SequencedMap<String, Double>> slices = new LinkedHashMap<>();
    tree.path("slices")
        .valueStream()
        .forEach(slice -> slices.put(name(slice), metrics(slice.path("metrics"))));
    return new EvaluationFigures(metrics(tree.path("model").path("metrics")), slices);
  }

  public static String name(JsonNode slice) {
    if (slice.path("name").isString()) {
      return slice.path("name").stringValue();
    }
    return slice
        .path("keys")
        .propertyStream()
        .map(
            key -> key.getKey() + "=" + (key.getValue().isNull() ? "∅" : key.getValue().asString()))
        .collect(Collectors.joining(" "));
  }

  private static SequencedMap<String, Double> metrics(JsonNode tree) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    numbers("", tree, metrics);
    return metrics;
  }

  /**
   * Finds the numbers of a tree, by the names that lead to them.
   *
   * @param path to the tree
   */
  public static void numbers(String path, JsonNode tree, SequencedMap<String, Double> found) {
    String before = path.isEmpty() ? "" : path + " ";
    if (tree.isNumber()) {
      found.put(path, tree.doubleValue());
    } else if (tree.isObject()) {
      tree.propertyStream()
          .forEach(each -> numbers(before + each.getKey(), each.getValue(), found));
    } else if (tree.isArray()) {
      for (int place = 0; place < tree.size(); place++) {
        JsonNode feature = tree.get(place).path("feature");
        String name = feature.isString() ? feature.stringValue() : Integer.toString(place);
        numbers(before + name, tree.get(place), found);
      }
    }
  }
}
