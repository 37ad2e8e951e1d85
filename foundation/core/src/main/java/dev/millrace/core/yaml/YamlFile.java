package dev.millrace.core.yaml;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.error.UserError;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads a YAML file that a person wrote into a record. */
public final class YamlFile {

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @param type a record; its components may have {@code @Default} and {@code @Range}
   * @throws UserError naming every problem by file, line and column
   */
  public static <T> T read(Path file, Class<T> type) {
    Lint lint = new Lint(file.toString());
    JsonForm<T> form = new JsonForm<>(type);
    Optional<JsonNode> tree =
        SourceText.read(file, lint)
            .flatMap(text -> YamlReader.read(text, lint))
            .flatMap(document -> lint.read(() -> fitting(document, form, lint)));
    if (tree.isEmpty() || !lint.isClean()) {
      throw Lint.error(file.toString(), lint.problems());
    }
    return form.read(tree.get());
  }

  private static Optional<JsonNode> fitting(JsonNode document, JsonForm<?> form, Lint lint) {
    return lint.fits(JsonPointer.empty(), form.check(document))
        ? Optional.of(document)
        : Optional.empty();
  }
}
