package dev.millrace.serving.check;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The step's surroundings: a directory, and the launcher it is given. */
final class CheckTask implements TaskContext {

  final Map<String, Double> metrics = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  private final Path directory;
  private final ServerLauncher launcher;

  CheckTask(Path directory, ServerLauncher launcher) {
    this.directory = directory;
    this.launcher = launcher;
  }

  @Override
  public <P> P port(Class<P> port) {
    return port.cast(launcher);
  }

  @Override
  public <A extends Artifact> A stage(ArtifactType<A> type) {
    try {
      Path staged = Files.createTempDirectory(directory, "staged");
      return type.over(new Handle.Staged(staged, new TreeMap<>()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void metric(String key, double value, long step) {
    metrics.put(key, value);
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public Id run() {
    return Id.at(asOf());
  }

  @Override
  public String step() {
    return "check_serving";
  }

  @Override
  public String pipeline() {
    return "flight-delays";
  }

  @Override
  public Instant asOf() {
    return Instant.parse("2001-02-26T00:00:00Z");
  }

  @Override
  public Clock clock() {
    return Clock.fixed(asOf(), ZoneOffset.UTC);
  }

  @Override
  public Path workDirectory() {
    return directory;
  }

  @Override
  public Path resolve(String path) {
    return directory.resolve(path);
  }

  @Override
  public void progress(double fraction, String doing) {
    progress.add(doing);
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
