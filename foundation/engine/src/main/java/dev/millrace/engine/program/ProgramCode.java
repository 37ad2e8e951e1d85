package dev.millrace.engine.program;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.component.BoundCode;
import dev.millrace.core.component.ComponentSignature;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.program.ProgramSpec;
import dev.millrace.core.yaml.ComponentFile;
import dev.millrace.engine.process.Containment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** A program as code of a step. */
public final class ProgramCode implements StepCode {

  private final ProgramSpec spec;
  private final CodeFiles files;
  private final Launcher launcher;
  private final Supplier<Containment> containment;
  private final Identity identity;

  ProgramCode(
      ComponentFile file, CodeFiles files, Launcher launcher, Supplier<Containment> containment) {
    this.spec = file.spec();
    this.files = files;
    this.launcher = launcher;
    this.containment = containment;
    this.identity = new Identity.Content(files.digest(file.content()));
  }

  @Override
  public ComponentSignature signature() {
    return spec.signature();
  }

  @Override
  public Identity identity() {
    return identity;
  }

  /** The files that are part of it, besides its component file. */
  public List<Path> files() {
    return files.paths();
  }

  @Override
  public BoundCode bind(
      Map<String, ? extends List<? extends Artifact>> artifacts, Map<String, JsonNode> values) {
    return new BoundProgram(this, Given.of(spec.signature(), artifacts, values));
  }

  ProgramSpec spec() {
    return spec;
  }

  CodeFiles code() {
    return files;
  }

  Launcher launcher() {
    return launcher;
  }

  Containment containment() {
    return containment.get();
  }
}
