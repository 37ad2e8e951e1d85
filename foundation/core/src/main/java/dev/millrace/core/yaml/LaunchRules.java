package dev.millrace.core.yaml;

import dev.millrace.core.program.Launch;
import dev.millrace.core.yaml.ComponentForm.ContainerForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * The rules of what a component file starts, and of the files that belong to it: they are there,
 * and beneath its own folder.
 */
final class LaunchRules {

  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,499}");
  private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern USER =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,99})?");
  private static final JsonPointer TOP = JsonPointer.empty();

  private final Lint lint;
  private final Path folder;
  private final List<Path> searchPath;

  /**
   * @param folder of the component file
   * @param searchPath where programs are looked for that are not beside it
   */
  LaunchRules(Lint lint, Path folder, List<Path> searchPath) {
    this.lint = lint;
    this.folder = folder;
    this.searchPath = searchPath;
  }

  /** What is started; empty if nothing can be, with the reason noted. */
  Optional<Launch> launch(Optional<String> program, Optional<ContainerForm> container) {
    if (program.isPresent() && container.isPresent()) {
      lint.key(
          TOP.appendProperty("container"),
          "it has a program and a container",
          "keep one of them: in a container the first argument is the command");
      return Optional.empty();
    }
    if (program.isEmpty() && container.isEmpty()) {
      lint.key(
          TOP,
          "the component does not say what it runs",
          "add program: and an executable, or container: { image: … }");
      return Optional.empty();
    }
    return program.isPresent() ? program(program.get()) : container(container.orElseThrow());
  }

  /** Checks the files that belong to a component's code. */
  void checkFiles(List<String> files) {
    for (int i = 0; i < files.size(); i++) {
      JsonPointer at = TOP.appendProperty("files").appendIndex(i);
      Optional<Path> found = beneath(files.get(i), at);
      if (found.isPresent() && !Files.exists(found.get())) {
        lint.value(
            at,
            "there is no file '" + files.get(i) + "' beside the component file",
            "files are relative to " + folder);
      }
    }
  }

  private Optional<Launch> program(String program) {
    JsonPointer at = TOP.appendProperty("program");
    Optional<Path> path = path(program, at);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (path.get().isAbsolute()) {
      return executable(path.get(), at).map(found -> new Launch.Installed(program, found));
    }
    if (program.contains("/") || Files.isRegularFile(folder.resolve(path.get()))) {
      return beneath(program, at)
          .flatMap(found -> executable(found, at))
          .map(found -> new Launch.Beside(folder.relativize(found).toString()));
    }
    Optional<Path> installed =
        searchPath.stream()
            .map(place -> place.resolve(path.get()))
            .filter(LaunchRules::isExecutable)
            .findFirst();
    if (installed.isEmpty()) {
      lint.value(
          at,
          "there is no program '" + program + "' beside the component file or on the PATH",
          "install it, or correct its name");
    }
    return installed.map(found -> new Launch.Installed(program, found.toAbsolutePath()));
  }

  private Optional<Path> executable(Path file, JsonPointer at) {
    if (!Files.isRegularFile(file)) {
      lint.value(at, "there is no program at " + file, "correct the path");
      return Optional.empty();
    }
    if (!isExecutable(file)) {
      lint.value(at, "the program " + file + " is not executable", "chmod +x " + file);
      return Optional.empty();
    }
    return Optional.of(file);
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private Optional<Launch> container(ContainerForm form) {
    JsonPointer at = TOP.appendProperty("container");
    boolean image =
        matches(IMAGE, form.image(), at.appendProperty("image"), "the reference of an image");
    boolean network =
        matches(NETWORK, form.network(), at.appendProperty("network"), "a network's name");
    boolean user =
        form.user().isEmpty()
            || matches(USER, form.user().get(), at.appendProperty("user"), "a user");
    return image && network && user
        ? Optional.of(new Launch.InContainer(form.image(), form.network(), form.user()))
        : Optional.empty();
  }

  private boolean matches(Pattern pattern, String text, JsonPointer at, String what) {
    boolean matches = pattern.matcher(text).matches();
    if (!matches) {
      lint.value(at, "'" + text + "' is not " + what, "correct it");
    }
    return matches;
  }

  /** A path beneath the folder, links followed. */
  private Optional<Path> beneath(String written, JsonPointer at) {
    Optional<Path> path = path(written, at).map(relative -> folder.resolve(relative).normalize());
    if (path.isPresent() && leadsOut(path.get())) {
      lint.value(
          at,
          "'" + written + "' is not a file beneath the component file's folder",
          "move or copy it there: only then is it part of the component's code");
      return Optional.empty();
    }
    return path;
  }

  private boolean leadsOut(Path path) {
    try {
      return path.equals(folder)
          || !path.startsWith(folder)
          || (Files.exists(path) && !path.toRealPath().startsWith(folder.toRealPath()));
    } catch (IOException e) {
      return true;
    }
  }

  private Optional<Path> path(String written, JsonPointer at) {
    try {
      return Optional.of(Path.of(written)).filter(path -> !written.isBlank() || noPath(at));
    } catch (InvalidPathException e) {
      noPath(at);
      return Optional.empty();
    }
  }

  private boolean noPath(JsonPointer at) {
    lint.value(at, "that is no path", "name a file");
    return false;
  }
}
