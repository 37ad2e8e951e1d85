package dev.millrace.engine.program;

import dev.millrace.core.error.UserError;
import dev.millrace.core.program.Launch;
import dev.millrace.core.value.Digest;
import dev.millrace.core.yaml.ComponentFile;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files that a component's code consists of, besides its component file. A task runs copies of
 * them, checked against the digests that its cache key was made from: what has run is what the key
 * says.
 *
 * @param files by their paths relative to the folder
 */
record CodeFiles(String component, Path folder, SortedMap<String, CodeFile> files) {

  /** What Python leaves beside its sources; not part of the code. */
  private static final String COMPILED = "__pycache__";

  record CodeFile(Digest digest, boolean executable) {

    private static CodeFile of(Path file) throws IOException {
      try (InputStream stream = Files.newInputStream(file)) {
        return new CodeFile(Digest.of(stream), Files.isExecutable(file));
      }
    }
  }

  /** Reads a component's files. */
  static CodeFiles of(ComponentFile component) {
    Path folder = component.folder();
    SortedMap<String, CodeFile> files = new TreeMap<>();
    try {
      for (String name : component.spec().files()) {
        collect(folder, folder.resolve(name).normalize(), files);
      }
      if (component.spec().launch() instanceof Launch.Beside(String program)) {
        collect(folder, folder.resolve(program), files);
      }
    } catch (IOException e) {
      throw UserError.failure(component.file() + ": a file of it cannot be read: " + e.getMessage())
          .hint("check that it is there, and that you may read it")
          .causedBy(e);
    }
    return new CodeFiles(component.spec().signature().name(), folder, files);
  }

  private static void collect(Path folder, Path start, SortedMap<String, CodeFile> files)
      throws IOException {
    Path real = folder.toRealPath();
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.endsWith(COMPILED)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(real)) {
              throw UserError.failure(
                      "the code of a component is plain files beneath its folder, and this is not: "
                          + file)
                  .hint("put a copy there instead of a link");
            }
            files.put(folder.relativize(file).toString(), CodeFile.of(file));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Of the code as a whole. */
  Digest digest(Digest componentFile) {
    return Digest.of(
        files.entrySet().stream()
            .map(
                file ->
                    file.getValue().digest().hex()
                        + (file.getValue().executable() ? " x " : " - ")
                        + file.getKey()
                        + "\n")
            .collect(Collectors.joining("", "program 1\n" + componentFile.hex() + "\n", "")));
  }

  List<Path> paths() {
    return files.keySet().stream().map(folder::resolve).toList();
  }

  /**
   * Copies the files into a directory.
   *
   * @throws UserError if one is not what it was when it was read
   */
  void copyTo(Path directory) throws IOException {
    for (String name : files.keySet()) {
      Path copy = directory.resolve(name);
      OwnerOnly.directory(Objects.requireNonNull(copy.getParent()));
      CodeFile expected = files.get(name);
      try {
        Files.copy(folder.resolve(name), copy);
      } catch (IOException e) {
        throw changed(name).causedBy(e);
      }
      Files.setPosixFilePermissions(
          copy, PosixFilePermissions.fromString(expected.executable() ? "rwx------" : "rw-------"));
      if (!CodeFile.of(copy).digest().equals(expected.digest())) {
        throw changed(name);
      }
    }
  }

  private UserError changed(String name) {
    return UserError.failure(
            "the file "
                + folder.resolve(name)
                + " of component '"
                + component
                + "' changed while the run was under way")
        .hint("run again: the step is looked up anew");
  }
}
