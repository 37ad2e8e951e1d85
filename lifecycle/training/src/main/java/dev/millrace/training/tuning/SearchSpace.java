package dev.millrace.training.tuning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.error.Suggestion;
import dev.millrace.training.Tunable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Which parameters of {@code train} are searched, and where: {@code depth: { from: 3, to: 10 }},
 * {@code learning_rate: { from: 0.01, to: 0.3, scale: log }}, {@code trainer: [xgboost, baseline]}.
 *
 * @param written as it was
 * @param dimensions by parameter, in the order of their names
 */
@Doc("a search space such as { depth: { from: 3, to: 10 }, trainer: [xgboost, linear] }")
public record SearchSpace(JsonNode written, SequencedMap<String, Dimension> dimensions) {

  private static final Set<String> KEYS = Set.of("from", "to", "scale");

  public SearchSpace {
    dimensions = Collections.unmodifiableSequencedMap(new TreeMap<>(dimensions));
  }

  /**
   * Reads a space.
   *
   * @throws IllegalArgumentException naming everything that is wrong with it
   */
  @JsonCreator
  public static SearchSpace of(JsonNode written) {
    if (!written.isObject() || written.isEmpty()) {
      throw new IllegalArgumentException(
          "expected parameters of train with what to try, such as depth: { from: 3, to: 10 }");
    }
    TreeMap<String, Dimension> dimensions = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    List<ValuePort> known = Tunable.searched();
    written
        .properties()
        .forEach(
            entry ->
                Tunable.find(entry.getKey(), known)
                    .ifPresentOrElse(
                        port ->
                            new Reading(port, problems)
                                .dimension(entry.getValue())
                                .ifPresent(found -> dimensions.put(port.name(), found)),
                        () -> problems.add(Tunable.unknown(entry.getKey(), known))));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new SearchSpace(written, dimensions);
  }

  @JsonValue
  JsonNode json() {
    return written;
  }

  /** Reads what may be tried of one parameter. */
  private record Reading(ValuePort port, List<String> problems) {

    Optional<Dimension> dimension(JsonNode node) {
      int before = problems.size();
      Optional<Dimension> found = Optional.empty();
      if (node.isArray()) {
        found = choices(node);
      } else if (node.isObject()) {
        found = numbers(node);
      } else {
        problem("expected { from, to } or a list of choices");
      }
      return problems.size() == before ? found : Optional.empty();
    }

    private void problem(String words) {
      problems.add(port.name() + ": " + words);
    }

    private Optional<Dimension> choices(JsonNode node) {
      List<JsonNode> values = node.valueStream().toList();
      values.forEach(value -> problems.addAll(Tunable.problems(port, value)));
      if (values.size() != Set.copyOf(values).size()) {
        problem("a choice is named twice");
      }
      if (values.isEmpty()) {
        problem("there is nothing to choose from");
      }
      return Optional.of(new Dimension.Choices(values));
    }

    private Optional<Dimension> numbers(JsonNode node) {
      Kind kind = port.shape().kind();
      if (kind != Kind.WHOLE && kind != Kind.REAL) {
        problem("is no number, so list its choices: [ … ]");
        return Optional.empty();
      }
      for (String key : node.propertyNames()) {
        if (!KEYS.contains(key)) {
          problem("unknown key '" + key + "', " + Suggestion.remedy(key, KEYS));
        }
      }
      for (String end : List.of("from", "to")) {
        if (!node.has(end)) {
          problem("the key '" + end + "' is missing");
        } else {
          problems.addAll(Tunable.problems(port, node.get(end)));
        }
      }
      Optional<Boolean> logarithmic = scale(node.path("scale"));
      if (logarithmic.isEmpty() || !node.path("from").isNumber() || !node.path("to").isNumber()) {
        return Optional.empty();
      }
      double from = node.get("from").doubleValue();
      double to = node.get("to").doubleValue();
      requireRange(from, to, logarithmic.get());
      return Optional.of(new Dimension.Numbers(from, to, kind == Kind.WHOLE, logarithmic.get()));
    }

    private void requireRange(double from, double to, boolean logarithmic) {
      if (from >= to) {
        problem(
            "from is " + text(from) + " and to is " + text(to) + ", so there is nothing to try");
      }
      if (logarithmic && from <= 0) {
        problem("a scale of logarithms begins above 0, not at " + text(from));
      }
    }

    private static String text(double number) {
      return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private Optional<Boolean> scale(JsonNode node) {
      String name = node.isMissingNode() ? "linear" : node.asString("");
      if (!name.equals("linear") && !name.equals("log")) {
        problem("scale is linear or log, not " + node);
        return Optional.empty();
      }
      return Optional.of(name.equals("log"));
    }
  }
}
