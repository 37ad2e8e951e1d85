package dev.millrace.benchmark.data;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.TreeMap;

/** A task without an engine around it, so that a component is timed and nothing else. */
record LoneTask(Path folder, int threads, PartialCache cache) implements TaskContext {

  /** With nothing kept from before. */
  LoneTask(Path folder, int threads) {
    this(folder, threads, PartialCache.none());
  }

  @Override
  public Id run() {
    return Id.at(asOf());
  }

  @Override
  public String step() {
    return "step";
  }

  @Override
  public String pipeline() {
    return "benchmark";
  }

  @Override
  public Instant asOf() {
    return Instant.parse("2030-01-01T00:00:00Z");
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public <A extends Artifact> A stage(ArtifactType<A> type) {
    try {
      Path directory = Files.createTempDirectory(folder, "staged-");
      return type.over(new Handle.Staged(directory, new TreeMap<>()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path workDirectory() {
    return folder.resolve("work");
  }

  @Override
  public Path resolve(String path) {
    return folder.resolve(path);
  }

  @Override
  public void metric(String key, double value, long step) {}

  @Override
  public void log(String line) {}

  @Override
  public void progress(double fraction, String doing) {}

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public <P> P port(Class<P> port) {
    if (port == PartialCache.class) {
      return port.cast(cache);
    }
    throw new IllegalArgumentException("a benchmark has no " + port);
  }
}
