package dev.millrace.app;

import dev.millrace.app.Doctor.Check;
import dev.millrace.core.error.UserError;
import dev.millrace.engine.secret.HomeSecrets;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Examines what only some pipelines need: without it, all is well. */
final class DoctorSurroundings {

  private static final String ENGINE = "MILLRACE_CONTAINER_ENGINE";
  private static final String SECRET = "MILLRACE_SECRET_";

  private final Path home;
  private final Map<String, String> environment;

  DoctorSurroundings(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  Check containers() {
    String name = "Containers (for steps that use them)";
    String named = environment.getOrDefault(ENGINE, "");
    Optional<Path> found =
        (named.isEmpty() ? Stream.of("docker", "podman") : Stream.of(named))
            .flatMap(each -> onPath(each).stream())
            .findFirst();
    if (found.isPresent()) {
      return Check.good(name, found.get().toString());
    }
    return named.isEmpty()
        ? Check.good(name, "none; docker or podman would be used")
        : Check.bad(
            name,
            ENGINE + " names no program: '" + named + "'",
            "name docker or podman by its path, or unset " + ENGINE);
  }

  private Optional<Path> onPath(String program) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program)).filter(Files::isExecutable);
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Which database is used; the check of the home has opened it. A password is not shown. */
  Check database() {
    String name = "Database (what happened)";
    String url = environment.getOrDefault(Parts.DATABASE, "");
    if (url.isEmpty()) {
      return Check.good(name, "a file in the home; " + Parts.DATABASE + " is not set");
    }
    return url.startsWith("jdbc:postgresql:")
        ? Check.good(name, url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//"))
        : Check.bad(
            name,
            Parts.DATABASE + " names no PostgreSQL database",
            "write jdbc:postgresql://host/name?user=…&password=…, or unset it");
  }

  /** Which secrets there are, by name; each is read, since others may be able to. */
  Check secrets() {
    String name = "Secrets";
    List<String> variables =
        environment.keySet().stream().filter(each -> each.startsWith(SECRET)).sorted().toList();
    try {
      List<String> files = files(home.resolve("secrets"));
      HomeSecrets secrets = new HomeSecrets(home, environment);
      files.forEach(secrets::find);
      String found = String.join(", ", Stream.concat(variables.stream(), files.stream()).toList());
      return Check.good(name, found.isEmpty() ? "none; " + SECRET + "NAME would be one" : found);
    } catch (UserError e) {
      return Check.bad(name, String.valueOf(e.getMessage()), e.hint().orElse("see to its mode"));
    } catch (IOException e) {
      return Check.bad(
          name, "cannot be listed: " + e.getMessage(), "see to the mode of the folder secrets");
    }
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
