package dev.millrace.engine.program;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.engine.program.Results.Measured;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the JSON file that a program writes its results into, and holds it against the ports.
 *
 * <pre>
 * { "values":     { "words": 42 },
 *   "metrics":    { "words": 42, "loss": [ { "step": 1, "value": 0.5 } ] },
 *   "properties": { "counts": { "rows": 10 } },
 *   "refused":    "fewer words than last week" }
 * </pre>
 */
final class ResultsFile {

  private static final long LARGEST_BYTES = 16 << 20;
  private static final List<String> KEYS = List.of("values", "metrics", "properties", "refused");
  private static final JsonForm<Point> POINT = new JsonForm<>(Point.class);

  /** One element of a metric's history. */
  record Point(long step, double value) {}

  private final ComponentSignature signature;
  private final List<String> problems = new ArrayList<>();

  private ResultsFile(ComponentSignature signature) {
    this.signature = signature;
  }

  /**
   * Reads the results.
   *
   * @throws UserError naming everything that does not fit
   */
  static Results read(Path file, ComponentSignature signature) throws IOException {
    ResultsFile reader = new ResultsFile(signature);
    Results results = reader.results(reader.document(file));
    if (!reader.problems.isEmpty()) {
      throw UserError.failure(
              "the results of component '%s' (%s) do not fit: %s"
                  .formatted(
                      signature.name(), file.getFileName(), String.join("; ", reader.problems)))
          .hint("the program writes them as JSON into the file ${results}");
    }
    return results;
  }

  private JsonNode document(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Json.object();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      problems.add("it is no plain file");
      return Json.object();
    }
    if (Files.size(file) > LARGEST_BYTES) {
      problems.add("it is larger than " + LARGEST_BYTES + " bytes: large results are artifacts");
      return Json.object();
    }
    try {
      JsonNode document = Json.parse(Files.readString(file));
      if (document.isObject()) {
        return document;
      }
      problems.add("expected a map, found " + Mismatch.found(document));
    } catch (JacksonException e) {
      problems.add("it is not valid JSON: " + e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      problems.add("it is not UTF-8");
    }
    return Json.object();
  }

  private Results results(JsonNode document) {
    boolean readable = problems.isEmpty();
    refuseUnknown("", document, KEYS);
    JsonNode refused = document.path("refused");
    if (document.has("refused") && !refused.isString()) {
      problems.add("refused: expected text, found " + Mismatch.found(refused));
    }
    return new Results(
        values(section(document, "values"), readable && !refused.isString()),
        metrics(section(document, "metrics")),
        properties(section(document, "properties")),
        Optional.of(refused.asString("")).filter(reason -> !reason.isBlank()));
  }

  private JsonNode section(JsonNode document, String key) {
    JsonNode section = document.path(key);
    if (document.has(key) && !section.isObject()) {
      problems.add(key + ": expected a map, found " + Mismatch.found(section));
    }
    return section.isObject() ? section : Json.object();
  }

  private void refuseUnknown(String path, JsonNode map, List<String> known) {
    for (String key : map.propertyNames()) {
      if (!known.contains(key)) {
        problems.add("unknown key '" + path + key + "', " + Suggestion.remedy(key, known));
      }
    }
  }

  private SequencedMap<String, JsonNode> values(JsonNode section, boolean complete) {
    List<ValuePort> ports =
        signature.outputs().stream()
            .filter(ValuePort.class::isInstance)
            .map(ValuePort.class::cast)
            .toList();
    refuseUnknown("values.", section, ports.stream().map(Port::name).toList());
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    for (ValuePort port : ports) {
      JsonNode given = section.get(port.name());
      if (given != null && !(given.isNull() && port.optional())) {
        List<Mismatch> wrong = port.check(given);
        wrong.forEach(
            mismatch ->
                problems.add(
                    "values." + port.name() + mismatch.path() + ": " + mismatch.message()));
        values.put(port.name(), wrong.isEmpty() ? port.normal(given) : given);
      } else {
        values.put(port.name(), JsonNodeFactory.instance.nullNode());
        if (!port.optional() && complete) {
          problems.add(
              "values." + port.name() + ": expected " + port.shape().words() + ", found nothing");
        }
      }
    }
    return values;
  }

  private List<Measured> metrics(JsonNode section) {
    List<Measured> metrics = new ArrayList<>();
    section
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              JsonNode given = entry.getValue();
              if (key.isBlank() || key.length() > 250) {
                problems.add("metrics: '" + key + "' is no name of a metric");
              } else if (given.isNumber()) {
                metrics.add(new Measured(key, 0, given.doubleValue()));
              } else if (given.isArray()) {
                history(key, given, metrics);
              } else {
                problems.add(
                    "metrics.%s: expected a number, or a list of { step, value }, found %s"
                        .formatted(key, Mismatch.found(given)));
              }
            });
    return metrics;
  }

  private void history(String key, JsonNode points, List<Measured> metrics) {
    for (int i = 0; i < points.size(); i++) {
      String place = "metrics." + key + "[" + i + "]";
      List<Mismatch> wrong = POINT.check(points.get(i));
      wrong.forEach(mismatch -> problems.add(place + mismatch.path() + ": " + mismatch.message()));
      if (wrong.isEmpty()) {
        Point point = POINT.read(points.get(i));
        metrics.add(new Measured(key, point.step(), point.value()));
      }
    }
  }

  private Map<String, Map<String, JsonNode>> properties(JsonNode section) {
    List<String> outputs = signature.artifactOutputs().stream().map(ArtifactPort::name).toList();
    refuseUnknown("properties.", section, outputs);
    Map<String, Map<String, JsonNode>> properties = new HashMap<>();
    for (String output : outputs) {
      JsonNode given = section.path(output);
      if (given.isObject()) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        given.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        properties.put(output, entries);
      } else if (!given.isMissingNode()) {
        problems.add("properties." + output + ": expected a map, found " + Mismatch.found(given));
      }
    }
    return properties;
  }
}
