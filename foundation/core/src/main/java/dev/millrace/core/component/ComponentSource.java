package dev.millrace.core.component;

import java.nio.file.Path;

/** Finds the components that a pipeline may use: those installed, and those beside its file. */
@FunctionalInterface
public interface ComponentSource {

  /**
   * The components for pipelines of a directory.
   *
   * @throws dev.millrace.core.error.UserError naming every component file that cannot be read
   */
  Components at(Path directory);
}
