package dev.millrace.engine.program;

import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a program works: directories that nobody else has, and that are gone after the task.
 *
 * @param scratch around the others
 * @param run where it is started; its code is copied here
 * @param temporary for files of no interest
 * @param results where it writes its values, metrics and properties
 */
record Workplace(Path scratch, Path run, Path temporary, Path results) {

  static Workplace in(Path scratch) throws IOException {
    return new Workplace(
        scratch,
        OwnerOnly.directory(scratch.resolve("run")),
        OwnerOnly.directory(scratch.resolve("tmp")),
        scratch.resolve("results.json"));
  }
}
