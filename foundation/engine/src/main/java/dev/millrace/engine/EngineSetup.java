package dev.millrace.engine;

import dev.millrace.core.component.Components;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.files.TaskLogs;
import java.time.Clock;
import java.util.Map;

/**
 * What an engine works with.
 *
 * @param ports what tasks may ask for by {@code TaskContext.port}, by its interface
 * @param threads how many threads the tasks may keep busy together
 */
public record EngineSetup(
    MetadataStore metadata,
    ArtifactStore artifacts,
    TaskLogs logs,
    Components components,
    ArtifactResolver resolver,
    Map<Class<?>, Object> ports,
    Clock clock,
    int threads) {

  public EngineSetup {
    ports = Map.copyOf(ports);
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least one thread, not " + threads);
    }
  }
}
