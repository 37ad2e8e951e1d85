package dev.millrace.app;

import dev.millrace.core.component.Components;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.trigger.Triggers;
import dev.millrace.monitoring.WindowMonitor;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.registry.RegistryResolver;
import dev.millrace.serving.ModelServer;
import dev.millrace.serving.ServerConfig;
import dev.millrace.serving.check.ProcessServerLauncher;
import dev.millrace.serving.log.RequestLogFiles;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The parts of the program on one home, each made when first needed, and how they are wired. */
final class Parts implements AutoCloseable {

  private final Clock clock;
  private final Home home;
  private final SqlMetadataStore metadata;
  private final Lazy<ArtifactStore> artifacts;
  private final Lazy<TaskLogs> logs;
  private final Lazy<ModelRegistry> registry;
  private final Lazy<RequestLogFiles> requestLog;
  private final Lazy<Engine> engine;

  Parts(Path directory, Clock clock) {
    this.clock = clock;
    home = Home.open(directory);
    metadata = SqlMetadataStore.open(home, clock, Clock.systemUTC());
    artifacts = new Lazy<>(() -> LocalArtifactStore.open(home, clock));
    logs = new Lazy<>(() -> TaskLogs.open(home));
    registry = new Lazy<>(() -> ModelRegistry.over(metadata, artifacts()));
    requestLog = new Lazy<>(() -> RequestLogFiles.open(home.root(), clock));
    engine = new Lazy<>(() -> Engine.of(setup()));
  }

  private EngineSetup setup() {
    return new EngineSetup(
        metadata,
        artifacts(),
        logs(),
        Components.installed(),
        resolver(),
        Map.of(ModelRegistry.class, registry(), ServerLauncher.class, new ProcessServerLauncher()),
        clock,
        Runtime.getRuntime().availableProcessors());
  }

  Home home() {
    return home;
  }

  MetadataStore metadata() {
    return metadata;
  }

  ArtifactStore artifacts() {
    return artifacts.value();
  }

  TaskLogs logs() {
    return logs.value();
  }

  ModelRegistry registry() {
    return registry.value();
  }

  RegistryResolver resolver() {
    return new RegistryResolver(registry());
  }

  RequestLog requestLog() {
    return requestLog.value();
  }

  Engine engine() {
    return engine.value();
  }

  FindingSink findings() {
    return metadata.findings();
  }

  RunReports runReports() {
    return new RunReports(
        metadata,
        () ->
            engine().interrupted().stream().map(MetadataStore.Run::id).collect(Collectors.toSet()));
  }

  Triggers triggers() {
    return new Triggers(metadata, findings(), clock);
  }

  /** Who acts here: on this machine without a credential, the operating system's user. */
  String actor() {
    return System.getProperty("user.name", "unknown");
  }

  WindowMonitor monitor() {
    Baselines baselines = new Baselines(registry(), metadata, artifacts());
    return new WindowMonitor(requestLog(), findings(), baselines, clock);
  }

  RunningServer serve(int port, String environment, Consumer<String> warnings) {
    ModelServer server = ModelServer.start(ServerConfig.loopback(port), requestLog(), clock);
    RunningServer.Desired desired =
        new RunningServer.Desired(environment, registry(), metadata, artifacts());
    return new RunningServer(server, desired, warnings);
  }

  @Override
  public void close() {
    engine.ifMade().ifPresent(Engine::close);
    try {
      requestLog.ifMade().ifPresent(Parts::close);
    } finally {
      metadata.close();
    }
  }

  private static void close(RequestLogFiles log) {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
