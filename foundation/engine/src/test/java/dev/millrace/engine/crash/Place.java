package dev.millrace.engine.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A home, and the journal of the steps that run in it. */
record Place(Path directory) {

  static Place in(Path directory) throws IOException {
    return new Place(Files.createDirectory(directory));
  }

  OutsideChecker checker(String context) {
    return new OutsideChecker(home(), directory.resolve("copy.db"), context);
  }

  List<Journal.Line> journal() throws IOException {
    return Journal.read(journalFile());
  }

  /** For a process that runs the pipeline with these parameters, one after another. */
  String[] arguments(int life, int first, int last) {
    return new String[] {
      home().toString(), journalFile().toString(), "" + life, "" + first, "" + last
    };
  }

  Path database() {
    return home().resolve("metadata.db");
  }

  /** A file of an artifact. */
  Path anyFile() throws IOException {
    try (Stream<Path> all = Files.walk(home().resolve("artifacts"))) {
      return all.filter(file -> file.endsWith("files/" + Make.TEXT)).findFirst().orElseThrow();
    }
  }

  private Path home() {
    return directory.resolve("home");
  }

  private Path journalFile() {
    return directory.resolve("journal");
  }
}
