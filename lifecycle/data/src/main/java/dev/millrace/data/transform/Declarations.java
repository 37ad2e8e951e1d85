package dev.millrace.data.transform;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    int before = problems.size();
    if (name.equals(label)) {
      wrong(name, "it has the name of the label");
    }
    Optional<NumberSource.Formula> formula =
        spec.expression().map(text -> new NumberSource.Formula(Arithmetic.parse(text)));
    List<String> wanted = new ArrayList<>(spec.cross());
    spec.from().ifPresent(wanted::add);
    spec.per().ifPresent(wanted::add);
    formula.ifPresent(tree -> wanted.addAll(tree.columns()));
    wanted.forEach(column -> check(name, column));
    if (problems.size() > before) {
      return Optional.empty();
    }
    spec.per().ifPresent(column -> requireCategory(name, column));
    Optional<Feature> feature =
        formula.map(tree -> ofFormula(name, tree, spec)).orElseGet(() -> ofColumns(name, spec));
    return problems.size() > before ? Optional.empty() : feature;
  }

  private void check(String name, String column) {
    if (!columns.containsKey(column)) {
      wrong(
          name,
          "there is no column '%s', %s"
              .formatted(column, Suggestion.remedy(column, columns.keySet())));
    } else if (column.equals(label)) {
      wrong(
          name,
          "it is made of the label '"
              + label
              + "', which is not known when a prediction is asked for");
    }
  }

  private Optional<Feature> ofFormula(String name, NumberSource.Formula formula, FeatureSpec spec) {
    if (formula.columns().isEmpty()) {
      return wrong(name, "its expression names no column");
    }
    for (String column : formula.columns()) {
      if (type(column) == DataType.STRING) {
        wrong(name, found(column) + ": an expression is of numbers, booleans and timestamps");
      }
    }
    return numbers(name, formula, spec);
  }

  private Optional<Feature> ofColumns(String name, FeatureSpec spec) {
    if (spec.words().isPresent()) {
      return texts(name, spec, spec.words().get());
    }
    if (spec.vocabulary().isPresent() || spec.hash().isPresent()) {
      return categories(name, spec);
    }
    String column = spec.from().orElseThrow();
    if (spec.part().isPresent() && type(column) != DataType.TIMESTAMP) {
      return wrong(name, found(column) + ": only a timestamp has parts");
    }
    return switch (type(column)) {
      case TIMESTAMP ->
          spec.part().isPresent()
              ? numbers(name, new NumberSource.Part(column, spec.part().get()), spec)
              : wrong(name, found(column) + ": say which part of it, such as part: hour");
      case STRING ->
          wrong(name, found(column) + ": say vocabulary: {}, hash or words to make numbers of it");
      case BOOLEAN, INTEGER, NUMBER -> numbers(name, new NumberSource.Raw(column), spec);
    };
  }

  private Optional<Feature> numbers(String name, NumberSource source, FeatureSpec spec) {
    if (spec.impute().filter(Impute.Text.class::isInstance).isPresent()) {
      return wrong(name, "numbers are imputed by a number, mean, median or most_frequent");
    }
    return Optional.of(
        new Feature.Numbers(name, source, steps(spec), spec.indicator(), ending(spec)));
  }

  /** In the order in which they are applied. */
  private static List<NumberStep> steps(FeatureSpec spec) {
    List<NumberStep> steps = new ArrayList<>();
    spec.impute().map(Declarations::fill).ifPresent(steps::add);
    spec.clip().map(NumberStep.Clip::of).ifPresent(steps::add);
    if (spec.log()) {
      steps.add(new NumberStep.Known(new FittedStep.Log()));
    }
    spec.power()
        .ifPresent(exponent -> steps.add(new NumberStep.Known(new FittedStep.Power(exponent))));
    spec.scale().ifPresent(scale -> steps.add(new NumberStep.Rescale(scale, spec.per())));
    if (!spec.buckets().isEmpty()) {
      steps.add(new NumberStep.Known(new FittedStep.Buckets(spec.buckets())));
    }
    spec.quantileBuckets()
        .ifPresent(buckets -> steps.add(new NumberStep.Quantiles(buckets, spec.per())));
    return steps;
  }

  private static NumberStep fill(Impute impute) {
    return switch (impute) {
      case Impute.Constant(double value) -> new NumberStep.Known(new FittedStep.Fill(value));
      case Impute.Typical(Impute.Typical.Kind kind) -> new NumberStep.Fill(kind);
      case Impute.Text(String text) ->
          throw new IllegalStateException("'" + text + "' is no number");
    };
  }

  private static Feature.Ending ending(FeatureSpec spec) {
    Optional<DatePart.Values> values = spec.part().flatMap(DatePart::cycle);
    if (spec.cycle()) {
      return new Feature.Ending.Cycle(values.orElseThrow());
    }
    if (!spec.oneHot()) {
      return new Feature.Ending.Plain();
    }
    return spec.buckets().isEmpty() && spec.quantileBuckets().isEmpty()
        ? new Feature.Ending.OneHot(values.orElseThrow())
        : new Feature.Ending.BucketsOneHot();
  }

  private Optional<Feature> categories(String name, FeatureSpec spec) {
    SequencedMap<String, DataType> from = new LinkedHashMap<>();
    List<String> names = spec.from().map(List::of).orElse(spec.cross());
    for (String column : names) {
      requireCategory(name, column);
      from.put(column, type(column));
    }
    return Optional.of(
        new Feature.Categories(
            name,
            from,
            spec.impute(),
            spec.indicator(),
            new Feature.Coding(spec.vocabulary(), spec.hash().orElse(0), spec.oneHot())));
  }

  private void requireCategory(String name, String column) {
    switch (type(column)) {
      case STRING, INTEGER, BOOLEAN -> {}
      case NUMBER ->
          wrong(name, found(column) + ": a category is a string, an integer or a boolean");
      case TIMESTAMP ->
          wrong(name, found(column) + ": make a feature of a part of it, or a column in ingest");
    }
  }

  private Optional<Feature> texts(String name, FeatureSpec spec, FeatureSpec.Words words) {
    String column = spec.from().orElseThrow();
    if (type(column) != DataType.STRING) {
      return wrong(name, found(column) + ": only a string has words");
    }
    if (spec.impute().filter(Impute.Typical.class::isInstance).isPresent()) {
      return wrong(name, "the words of missing texts are imputed by a text");
    }
    Optional<String> fill = spec.impute().map(impute -> String.valueOf(impute.written()));
    return Optional.of(new Feature.Texts(name, column, fill, spec.indicator(), words));
  }

  private DataType type(String column) {
    DataType type = columns.get(column);
    if (type == null) {
      throw new IllegalStateException("column '" + column + "' was not checked");
    }
    return type;
  }

  private String found(String column) {
    return "column '" + column + "' is " + type(column).text();
  }

  private Optional<Feature> wrong(String name, String message) {
    problems.add("'" + name + "': " + message);
    return Optional.empty();
  }
}
