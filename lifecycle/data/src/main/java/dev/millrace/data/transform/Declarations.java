package dev.millrace.data.transform;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Holds the features that a pipeline declares against the columns there are, and names everything
 * wrong at once.
 */
final class Declarations {

  private final SequencedMap<String, DataType> columns;
  private final String label;
  private final List<String> problems = new ArrayList<>();

  private Declarations(SequencedMap<String, DataType> columns, String label) {
    this.columns = columns;
    this.label = label;
  }

  /**
   * The features, by name.
   *
   * @param columns types of the raw columns
   * @throws UserError naming every declaration that does not fit
   */
  static List<Feature> read(
      Map<String, FeatureSpec> specs, SequencedMap<String, DataType> columns, String label) {
    Declarations declarations = new Declarations(columns, label);
    List<Feature> features = new ArrayList<>();
    new TreeMap<>(specs)
        .forEach((name, spec) -> declarations.read(name, spec).ifPresent(features::add));
    if (specs.isEmpty()) {
      declarations.problems.add("no feature is declared");
    }
    if (!declarations.problems.isEmpty()) {
      throw UserError.usage(
              "the features do not fit the data: " + String.join("; ", declarations.problems))
          .hint("mend 'features' of the transform step; the columns are " + columns.keySet());
    }
    return features;
  }

  private Optional<Feature> read(String name, FeatureSpec spec) {
    DataType type = columns.get(spec.from());
    if (type == null) {
      return wrong(
          name,
          "there is no column '"
              + spec.from()
              + "', "
              + Suggestion.remedy(spec.from(), columns.keySet()));
    }
    if (spec.from().equals(label)) {
      return wrong(
          name,
          "it is made of the label '"
              + label
              + "', which is not known when a prediction is asked for");
    }
    if (name.equals(label)) {
      return wrong(name, "it has the name of the label");
    }
    if (spec.part().isPresent() && spec.vocabulary().isPresent()) {
      return wrong(
          name, "it has a part and a vocabulary; a column is either a timestamp or strings");
    }
    return feature(name, spec, type);
  }

  private Optional<Feature> feature(String name, FeatureSpec spec, DataType type) {
    String found = "column '" + spec.from() + "' is " + type.text();
    return switch (type) {
      case TIMESTAMP ->
          spec.part().isPresent()
              ? Optional.of(new Feature.Part(name, spec.from(), spec.part().get()))
              : wrong(name, found + ": say which part of it, such as part: hour");
      case STRING ->
          spec.vocabulary().isPresent()
              ? Optional.of(new Feature.Indexed(name, spec.from(), spec.vocabulary().get()))
              : wrong(name, found + ": say vocabulary: {} to make numbers of it");
      case BOOLEAN, INTEGER, NUMBER ->
          spec.part().isEmpty() && spec.vocabulary().isEmpty()
              ? Optional.of(new Feature.Plain(name, spec.from()))
              : wrong(name, found + ": it has neither part nor vocabulary");
    };
  }

  private Optional<Feature> wrong(String name, String message) {
    problems.add("'" + name + "': " + message);
    return Optional.empty();
  }
}
