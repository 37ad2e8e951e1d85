package dev.millrace.registry;

import java.io.IOException;
import java.nio.file.Path;

/** A process that registers versions and promotes each, for the test that is about several. */
final class OtherWriter {
  static final String MODEL = "flights";

  private OtherWriter() {}

  /**
   * @param arguments the home, what its contents begin with, how many there are
   */
  public static void main(String... arguments) throws IOException {
    try (Workshop workshop = new Workshop(Path.of(arguments[0]))) {
      write(workshop, arguments[1], Integer.parseInt(arguments[2]));
    }
  }

  static void write(Workshop workshop, String prefix, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      VersionEntry version = workshop.register(MODEL, workshop.model(prefix + i), Workshop.NOON);
      workshop.registry.setAlias(
          MODEL, "champion", version.version(), Change.by(prefix, Workshop.NOON, prefix + i));
    }
  }
}
