package dev.millrace.data.schema;

import dev.millrace.core.yaml.YamlEdit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A schema as a person wrote it, comments and layout and all.
 *
 * @param name that problems are told under
 * @param text of the file
 * @param schema that it says
 */
public record SchemaFile(String name, String text, DataSchema schema) {

  /**
   * Reads a text.
   *
   * @throws dev.millrace.core.error.UserError naming every problem by file, line and column
   */
  public static SchemaFile of(String name, String text) {
    return new SchemaFile(name, text, DataSchema.parse(name, text));
  }

  /**
   * A file after a change.
   *
   * @param edited false if it had to be written anew, without its comments
   */
  public record Changed(String text, boolean edited) {}

  /**
   * The file that says another schema: only what is different is written differently. Where that
   * does not do (the text would not say the same), all is written anew.
   */
  public Changed saying(DataSchema other) {
    if (other.equals(schema)) {
      return new Changed(text, true);
    }
    YamlEdit edit = YamlEdit.of(text);
    boolean done = features(edit, other) && rows(edit, other);
    return edit.text()
        .filter(edited -> done && means(edited, other))
        .map(edited -> new Changed(edited, true))
        .orElseGet(() -> new Changed(other.toYaml(), false));
  }

  private boolean features(YamlEdit edit, DataSchema other) {
    boolean done = true;
    for (Map.Entry<String, FeatureSchema> feature : other.features().entrySet()) {
      String name = feature.getKey();
      FeatureSchema before = schema.features().get(name);
      done &=
          before == null
              ? edit.set(
                  List.of("features"),
                  SchemaYaml.text(name),
                  SchemaYaml.feature(feature.getValue()))
              : feature(edit, name, FeatureChange.between(before, feature.getValue()));
    }
    return done;
  }

  private static boolean feature(YamlEdit edit, String name, FeatureChange change) {
    List<String> path = List.of("features", name);
    boolean done = true;
    for (Map.Entry<String, Optional<String>> key : change.keys().entrySet()) {
      if (key.getKey().equals("values") && !change.added().isEmpty()) {
        SequencedMap<String, String> added = new LinkedHashMap<>();
        change.added().forEach(value -> added.put(value, SchemaYaml.text(value)));
        done &= edit.append(List.of("features", name, "values"), added);
      } else if (key.getValue().isPresent()) {
        done &= edit.set(path, key.getKey(), key.getValue().get());
      } else {
        done &= edit.remove(path, key.getKey());
      }
    }
    return done;
  }

  private boolean rows(YamlEdit edit, DataSchema other) {
    boolean same = other.rows().equals(schema.rows());
    return same
        || other
            .rows()
            .map(rows -> edit.set(List.of(), "rows", SchemaYaml.written(rows)))
            .orElse(false);
  }

  /**
   * Whether a text says what is wanted. Features that share a list by an alias share what is added
   * to it, so that one may accept more than it needs; none accepts less.
   */
  private static boolean means(String text, DataSchema wanted) {
    DataSchema read = DataSchema.parse("schema.yaml", text);
    return read.rows().equals(wanted.rows())
        && read.rules().equals(wanted.rules())
        && read.environments().equals(wanted.environments())
        && read.features().keySet().equals(wanted.features().keySet())
        && wanted.features().entrySet().stream()
            .allMatch(
                feature -> means(read.feature(feature.getKey(), "a change"), feature.getValue()));
  }

  private static boolean means(FeatureSchema read, FeatureSchema wanted) {
    boolean all = read.values().containsAll(wanted.values());
    return all && read.with(draft -> draft.values = wanted.values()).equals(wanted);
  }
}
