package dev.millrace.core.yaml;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    return read(file, type, _ -> List.of());
  }

  /**
   * Reads a file that has to meet more than its form.
   *
   * @param rules what is wrong with a value of the right form, by its place in the document
   * @throws UserError naming every problem by file, line and column
   */
  public static <T> T read(Path file, Class<T> type, Function<T, List<Mismatch>> rules) {
    Lint lint = new Lint(file.toString());
    return read(SourceText.read(file, lint), lint, type, rules);
  }

  /**
   * Reads a text as if it were a file's.
   *
   * @param file the name that problems are told under
   * @throws UserError naming every problem by file, line and column
   */
  public static <T> T parse(
      String file, String text, Class<T> type, Function<T, List<Mismatch>> rules) {
    Lint lint = new Lint(file);
    return read(SourceText.decode(text.getBytes(StandardCharsets.UTF_8), lint), lint, type, rules);
  }

  private static <T> T read(
      Optional<String> text, Lint lint, Class<T> type, Function<T, List<Mismatch>> rules) {
    JsonForm<T> form = new JsonForm<>(type);
    Optional<T> value =
        text.filter(content -> hasContent(content, lint))
            .flatMap(content -> YamlReader.read(content, lint))
            .flatMap(document -> lint.read(() -> fitting(document, form, lint)))
            .map(form::read);
    value.ifPresent(
        read -> lint.read(() -> Optional.of(lint.fits(JsonPointer.empty(), rules.apply(read)))));
    if (value.isEmpty() || !lint.isClean()) {
      throw Lint.error(lint.file(), lint.problems());
    }
    return value.get();
  }

  private static boolean hasContent(String text, Lint lint) {
    if (text.isBlank()) {
      lint.at(lint.places().start(), "the file is empty", "write what it is to say");
    }
    return !text.isBlank();
  }

  private static Optional<JsonNode> fitting(JsonNode document, JsonForm<?> form, Lint lint) {
    return lint.fits(JsonPointer.empty(), form.check(document)) && lint.isClean()
        ? Optional.of(document)
        : Optional.empty();
  }
}
