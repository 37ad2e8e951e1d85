package dev.millrace.data.schema;

import dev.millrace.core.artifact.Schema;
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
 */
public record DataSchema(SequencedMap<String, FeatureSchema> features) {

  /** The file's name in an artifact. */
  public static final String FILE = "schema.yaml";

  public DataSchema {
    features = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(features));
  }

  /** The form of the file. */
  record Written(Map<String, FeatureSchema> features) {}

  /**
   * Reads a file that a person wrote.
   *
   * @throws UserError naming every problem by file, line and column, or by feature where what is
   *     required of it contradicts itself
   */
  public static DataSchema read(Path file) {
    DataSchema schema =
        new DataSchema(new LinkedHashMap<>(YamlFile.read(file, Written.class).features()));
    List<String> contradictions = Contradictions.of(schema);
    if (!contradictions.isEmpty()) {
      throw UserError.failure(file + ": " + String.join("; ", contradictions))
          .hint("correct the schema; it describes each feature of the data after select");
    }
    return schema;
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
    return new DataSchema(changed);
  }
}
