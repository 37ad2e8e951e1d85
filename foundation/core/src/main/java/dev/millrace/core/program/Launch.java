package dev.millrace.core.program;

import java.nio.file.Path;
import java.util.Optional;

/** What is started. */
public sealed interface Launch {

  /**
   * An executable that lies beside the component file, and so is part of its code.
   *
   * @param file relative to the component file
   */
  record Beside(String file) implements Launch {}

  /**
   * An executable of the machine. As code it counts by its name: another version of it is not told
   * apart.
   *
   * @param name as written: a name on the search path, or an absolute path
   * @param executable where it is
   */
  record Installed(String name, Path executable) implements Launch {}

  /**
   * A container; the first argument is its command.
   *
   * @param image its reference, such as {@code python:3.13-slim}
   * @param network what it may reach: {@code none}, or the name of a network
   * @param user as the container engine takes it; who runs Millrace if absent
   */
  record InContainer(String image, String network, Optional<String> user) implements Launch {}
}
