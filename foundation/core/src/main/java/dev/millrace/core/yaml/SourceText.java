package dev.millrace.core.yaml;

import dev.millrace.core.error.Problem.Place;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a text file that a person wrote: UTF-8, of bearable size. */
final class SourceText {

  static final int MAX_BYTES = 1 << 20;

  private SourceText() {}

  /**
   * The file's text; empty if it is no text, with the reason noted.
   *
   * @throws UserError if there is no such file or it cannot be read
   */
  static Optional<String> read(Path file, Lint lint) {
    if (!Files.isRegularFile(file)) {
      throw UserError.notFound("there is no file " + file);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return decode(stream.readNBytes(MAX_BYTES + 1), lint);
    } catch (IOException e) {
      throw UserError.failure("cannot read " + file + ": " + e.getMessage())
          .hint("check that you may read it")
          .causedBy(e);
    }
  }

  static Optional<String> decode(byte[] bytes, Lint lint) {
    if (bytes.length > MAX_BYTES) {
      lint.at(
          new Place(lint.file(), 1, 1),
          "the file is larger than " + MAX_BYTES + " bytes",
          "keep data in files of its own and name them");
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
    String text = decoded.flip().toString();
    if (result.isError()) {
      lint.at(
          end(lint.file(), text), "the file is not UTF-8 from here on", "save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text)
        .filter(content -> isPrintable(content, lint));
  }

  /** YAML 1.2, section 5.1: other characters are written as escapes. */
  private static boolean isPrintable(String text, Lint lint) {
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      if (!StreamReader.isPrintable(character)) {
        String name = character == 0 ? "NUL" : "U+%04X".formatted(character);
        lint.at(
            end(lint.file(), text.substring(0, at)),
            "the file contains " + name + ", which YAML does not allow",
            "remove it, or write it in double quotes as \"\\u%04x\"".formatted(character));
        return false;
      }
    }
    return true;
  }

  /** The place just after a text. */
  private static Place end(String file, String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return new Place(file, line, last.codePointCount(0, last.length()) + 1);
  }
}
