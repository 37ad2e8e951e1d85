package dev.millrace.cli;

import dev.millrace.app.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "millrace " + ProgramVersion.number() + " (Java " + Runtime.version().feature() + ")"
    };
  }
}
