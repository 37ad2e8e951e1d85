package dev.millrace.engine;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.port.ArtifactResolver;
import dev.millrace.core.port.Secrets;
import dev.millrace.engine.bench.Machine;
import dev.millrace.engine.time.Timer;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.files.TaskLogs;
import java.time.Clock;
import java.util.Map;

/**
 * What an engine works with.
 *
 * @param resolver finds what the engine does not know of: models behind aliases
 * @param ports what tasks may ask for by {@code TaskContext.port}, by its interface
 * @param machine what the tasks may use of it together
 */
public record EngineSetup(
    MetadataStore metadata,
    ArtifactStore artifacts,
    TaskLogs logs,
    ComponentSource components,
    ArtifactResolver resolver,
    Map<Class<?>, Object> ports,
    Clock clock,
    Machine machine,
    Secrets secrets,
    Leftovers leftovers,
    Timer timer) {

  public EngineSetup {
    ports = Map.copyOf(ports);
  }

  /** One without secrets and programs, by the machine's time. */
  public EngineSetup(
      MetadataStore metadata,
      ArtifactStore artifacts,
      TaskLogs logs,
      ComponentSource components,
      ArtifactResolver resolver,
      Map<Class<?>, Object> ports,
      Clock clock,
      Machine machine) {
    this(
        metadata,
        artifacts,
        logs,
        components,
        resolver,
        ports,
        clock,
        machine,
        Secrets.none(),
        Leftovers.NONE,
        Timer.real());
  }

  public EngineSetup withResolver(ArtifactResolver resolver) {
    return new EngineSetup(
        metadata,
        artifacts,
        logs,
        components,
        resolver,
        ports,
        clock,
        machine,
        secrets,
        leftovers,
        timer);
  }

  public EngineSetup withSecrets(Secrets secrets) {
    return with(secrets, leftovers, timer);
  }

  public EngineSetup withLeftovers(Leftovers leftovers) {
    return with(secrets, leftovers, timer);
  }

  public EngineSetup withTimer(Timer timer) {
    return with(secrets, leftovers, timer);
  }

  private EngineSetup with(Secrets secrets, Leftovers leftovers, Timer timer) {
    return new EngineSetup(
        metadata,
        artifacts,
        logs,
        components,
        resolver,
        ports,
        clock,
        machine,
        secrets,
        leftovers,
        timer);
  }
}
