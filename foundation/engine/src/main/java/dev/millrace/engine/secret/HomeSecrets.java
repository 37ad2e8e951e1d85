package dev.millrace.engine.secret;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Secrets of a process' environment, {@code MILLRACE_SECRET_NAME}, and of the home's directory
 * {@code secrets}, a file for each that only its owner can read.
 */
public final class HomeSecrets implements Secrets {

  private static final String VARIABLE = "MILLRACE_SECRET_";

  /** Names become names of files: nothing in them leads out of the directory. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------")));

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param home the root of the home
   * @param environment variables by name
   */
  public HomeSecrets(Path home, Map<String, String> environment) {
    this.directory = home.resolve("secrets");
    this.environment = environment;
  }

  @Override
  public Optional<String> find(String name) {
    if (!NAME.matcher(name).matches()) {
      throw UserError.usage("'" + name + "' cannot be the name of a secret")
          .hint("a name is a letter, then letters, digits, '-' and '_'");
    }
    return Optional.ofNullable(environment.get(variable(name)))
        .or(() -> read(name, directory.resolve(name)));
  }

  @Override
  public String remedy(String name) {
    return "set the environment variable %s, or write it into %s (mode 0600)"
        .formatted(variable(name), directory.resolve(name));
  }

  private static String variable(String name) {
    return VARIABLE + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Optional<String> read(String name, Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
      open.retainAll(Files.getPosixFilePermissions(file));
      if (!open.isEmpty()) {
        throw UserError.failure("the file of secret '" + name + "' can be read by others: " + file)
            .hint("chmod 600 " + file);
      }
      return Optional.of(withoutLastBreak(Files.readString(file)));
    } catch (IOException e) {
      throw UserError.failure("the file of secret '" + name + "' cannot be read: " + file)
          .causedBy(e);
    }
  }

  /** Editors and {@code echo} end a file with a line break that is no part of the secret. */
  private static String withoutLastBreak(String text) {
    return text.endsWith("\r\n")
        ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
