package dev.millrace.data.schema;

import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the data should look like: every column, with what is required of it. Stored, and reviewed
 * by people, as {@code schema.yaml}.
 *
 * @param features by name, in the order of the columns
 * @param rows how many rows there may be, if that is limited
 * @param rules by name, what rows must meet
 * @param environments that there are; any, if none are named
 */
public record DataSchema(
    SequencedMap<String, FeatureSchema> features,
    Optional<RowLimits> rows,
    SequencedMap<String, Rule> rules,
    List<String> environments) {

  /** The file's name in an artifact. */
  public static final String FILE = "schema.yaml";

  public DataSchema {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
    rules = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rules));
    environments = List.copyOf(environments);
  }

  /** Of features alone. */
  public DataSchema(SequencedMap<String, FeatureSchema> features) {
    this(features, Optional.empty(), new LinkedHashMap<>(), List.of());
  }

  /** The form of the file. */
  record Written(
      Map<String, FeatureSchema> features,
      Optional<RowLimits> rows,
      @Default("{}") Map<String, Rule> rules,
      @Default("[]") List<String> environments) {

    private DataSchema schema() {
      return new DataSchema(
          new LinkedHashMap<>(features), rows, new LinkedHashMap<>(rules), environments);
    }

    private List<Mismatch> contradictions() {
      return Contradictions.of(schema());
    }
  }

  /**
   * Reads a file that a person wrote.
   *
   * @throws UserError naming every problem by file, line and column, among them where what is
   *     required of a feature contradicts itself
   */
  public static DataSchema read(Path file) {
    return YamlFile.read(file, Written.class, Written::contradictions).schema();
  }

  /**
   * Reads a text as if it were a file's.
   *
   * @param file the name that problems are told under
   * @throws UserError naming every problem by file, line and column
   */
  public static DataSchema parse(String file, String text) {
    return YamlFile.parse(file, text, Written.class, Written::contradictions).schema();
  }

  public static DataSchema read(Schema schema) {
    return read(schema.file(FILE));
  }

  /** Writes into an artifact; equal schemas give equal bytes. */
  public void write(Schema schema) throws IOException {
    Files.writeString(schema.file(FILE), toYaml());
  }

  public String toYaml() {
    return SchemaYaml.write(this);
  }

  /** The same with other features. */
  public DataSchema withFeatures(SequencedMap<String, FeatureSchema> others) {
    return new DataSchema(others, rows, rules, environments);
  }

  /**
   * Checks the name of an environment.
   *
   * @throws UserError with the nearest name if the schema names its environments and has no such
   */
  public void requireEnvironment(String name) {
    if (!environments.isEmpty() && !environments.contains(name)) {
      throw UserError.usage("the schema has no environment '" + name + "'")
          .hint(Suggestion.remedy(name, environments));
    }
  }

  /**
   * What is required of a feature.
   *
   * @param use what asks for it, as in "feature 'hour'"
   * @throws UserError with the nearest name if the schema has no such feature
   */
  public FeatureSchema feature(String name, String use) {
    FeatureSchema found = features.get(name);
    if (found == null) {
      throw UserError.failure(use + " names '" + name + "', which the schema does not have")
          .hint(Suggestion.remedy(name, features.keySet()));
    }
    return found;
  }

  /** The feature that is the label, if one is marked so. */
  public Optional<String> label() {
    return features.entrySet().stream()
        .filter(feature -> feature.getValue().label())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * The same schema with this feature as the label.
   *
   * @throws UserError if it has no such feature, or another one is the label
   */
  public DataSchema withLabel(String name) {
    FeatureSchema marked = feature(name, "the label").asLabel();
    label()
        .filter(other -> !other.equals(name))
        .ifPresent(
            other -> {
              throw UserError.usage(
                      "the label is '" + name + "', but the schema says '" + other + "'")
                  .hint("name the same column in both, or in one of them only");
            });
    SequencedMap<String, FeatureSchema> changed = new LinkedHashMap<>(features);
    changed.put(name, marked);
    return withFeatures(changed);
  }
}
