package dev.millrace.engine.process;

import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/** The slips of a home, a file for each running program. */
final class Slips {

  private static final String ENDING = ".json";
  private static final String UNFINISHED = ".new";

  private final Path directory;

  Slips(Path directory) {
    this.directory = directory;
  }

  /** A file for a new program. */
  Path place(Id run) {
    return directory.resolve(run.hex() + "-" + UUID.randomUUID() + ENDING);
  }

  /**
   * Writes a slip whole or not at all. It need not outlive the machine, since the program does not;
   * and a thread that is interrupted can still write it.
   */
  void write(Path place, Slip slip) throws IOException {
    OwnerOnly.directory(directory);
    Path fresh = fresh(place);
    OwnerOnly.touch(fresh);
    try (OutputStream stream = Files.newOutputStream(fresh)) {
      stream.write(Json.pretty(Json.tree(slip)).getBytes(StandardCharsets.UTF_8));
    }
    Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
  }

  void remove(Path place) {
    try {
      Files.deleteIfExists(fresh(place));
      Files.deleteIfExists(place);
    } catch (IOException e) {
      // It stays for the next start, which finds that its program is gone and removes it.
      return;
    }
  }

  /** Removes what a process was writing when it died: programs of a run that never started. */
  void removeUnfinished(Id run) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, run.hex() + "*" + ENDING + UNFINISHED)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear what programs were running: " + directory, e);
    }
  }

  private static Path fresh(Path place) {
    return place.resolveSibling(place.getFileName() + UNFINISHED);
  }

  /** All slips of a run, or of all runs. */
  Map<Path, Slip> find(Optional<Id> run) {
    Map<Path, Slip> found = new LinkedHashMap<>();
    String names = run.map(Id::hex).orElse("") + "*" + ENDING;
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, names)) {
      for (Path file : files) {
        read(file).ifPresent(slip -> found.put(file, slip));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what programs are running: " + directory, e);
    }
    return found;
  }

  /** Whoever ends the program removes its slip, perhaps just now. */
  private static Optional<Slip> read(Path file) throws IOException {
    try {
      return Optional.of(Json.as(Json.parse(Files.readString(file)), Slip.class));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }
}
