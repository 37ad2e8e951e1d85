package dev.millrace.registry;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;

/** A task of the workshop's run, as of an instant. */
record FakeTask(Workshop workshop, Instant asOf) implements TaskContext {
  @Override
  public Id run() {
    return workshop.run;
  }

  @Override
  public String step() {
    return "register";
  }

  @Override
  public String pipeline() {
    return "flights";
  }

  @Override
  public Clock clock() {
    return Workshop.CLOCK;
  }

  @Override
  public <A extends Artifact> A stage(ArtifactType<A> type) {
    try {
      Path directory = workshop.artifacts.stage(run(), step());
      return type.over(new Handle.Staged(directory, new LinkedHashMap<>()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path workDirectory() {
    throw new UnsupportedOperationException("not asked for by these components");
  }

  @Override
  public Path resolve(String path) {
    throw new UnsupportedOperationException("not asked for by these components");
  }

  @Override
  public void metric(String key, double value, long step) {}

  @Override
  public void log(String line) {}

  @Override
  public void progress(double fraction, String doing) {}

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public <P> P port(Class<P> port) {
    return port.cast(workshop.registry);
  }
}
