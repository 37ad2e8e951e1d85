package dev.millrace.data;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A task in a folder of a test: the pipeline's own folder, with outputs and scratch below it. */
public final class TestTask implements TaskContext {

  private static final AtomicInteger TASKS = new AtomicInteger();

  private final Path pipeline;
  private final Path work;
  private final Instant asOf;
  private final int threads;
  private final PartialCache cache;
  private final List<String> log = new ArrayList<>();
  private int staged;

  private TestTask(Path pipeline, Instant asOf, int threads, PartialCache cache) {
    this.pipeline = pipeline;
    work = pipeline.resolve("work-" + TASKS.incrementAndGet());
    this.asOf = asOf;
    this.threads = threads;
    this.cache = cache;
  }

  public static TestTask in(Path pipeline) {
    return new TestTask(pipeline, Instant.parse("2030-01-01T00:00:00Z"), 2, PartialCache.none());
  }

  public TestTask asOf(String moment) {
    return new TestTask(pipeline, Instant.parse(moment), threads, cache);
  }

  public TestTask threads(int threads) {
    return new TestTask(pipeline, asOf, threads, cache);
  }

  public TestTask cache(PartialCache cache) {
    return new TestTask(pipeline, asOf, threads, cache);
  }

  public List<String> lines() {
    return List.copyOf(log);
  }

  @Override
  public Id run() {
    return Id.at(asOf);
  }

  @Override
  public String step() {
    return "step";
  }

  @Override
  public String pipeline() {
    return "test";
  }

  @Override
  public Instant asOf() {
    return asOf;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(asOf, ZoneOffset.UTC);
  }

  @Override
  public <A extends Artifact> A stage(ArtifactType<A> type) {
    try {
      Path directory = Files.createTempDirectory(pipeline, "staged-" + staged++ + "-");
      return type.over(new Handle.Staged(directory, new TreeMap<>()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path workDirectory() {
    return work;
  }

  @Override
  public Path resolve(String path) {
    return pipeline.resolve(path);
  }

  @Override
  public void metric(String key, double value, long step) {
    log.add(key + " " + value + " at " + step);
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public void progress(double fraction, String doing) {
    log.add(doing + " " + fraction);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public <P> P port(Class<P> port) {
    if (port == PartialCache.class) {
      return port.cast(cache);
    }
    throw new IllegalArgumentException("a test of data has no " + port);
  }
}
