package dev.millrace.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into the program. */
public final class ProgramVersion {

  private ProgramVersion() {}

  public static String number() {
    try (InputStream file =
        ProgramVersion.class.getResourceAsStream("/millrace-version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
