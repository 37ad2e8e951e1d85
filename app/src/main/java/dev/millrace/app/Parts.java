package dev.millrace.app;

import dev.millrace.core.component.ComponentSource;
import dev.millrace.core.component.Components;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.FindingSink;
import dev.millrace.core.port.Origins;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.port.Secrets;
import dev.millrace.core.port.ServerLauncher;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineSetup;
import dev.millrace.engine.bench.Machine;
import dev.millrace.engine.library.ComponentFolders;
import dev.millrace.engine.program.Programs;
import dev.millrace.engine.secret.HomeSecrets;
import dev.millrace.engine.trigger.TriggerSetup;
import dev.millrace.engine.trigger.Triggers;
import dev.millrace.model.bundle.ModelBundle;
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
import dev.millrace.store.files.PartialFiles;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.gc.Collector;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The parts of the program on one home, each made when first needed, and how they are wired. */
final class Parts implements AutoCloseable {

  /** The variable that names another database than the file in the home. */
  static final String DATABASE = "MILLRACE_DATABASE";

  private final Clock clock;
  private final Map<String, String> environment;
  private final Home home;
  private final SqlMetadataStore metadata;
  private final Lazy<Components> installed = new Lazy<>(Components::installed);
  private final Lazy<Programs> programs;
  private final ComponentFolders components;
  private final Lazy<ArtifactStore> artifacts;
  private final Lazy<TaskLogs> logs;
  private final Lazy<ModelRegistry> registry;
  private final Lazy<RequestLogFiles> requestLog;
  private final Lazy<Engine> engine;

  Parts(Path directory, Map<String, String> environment, Clock clock) {
    this.clock = clock;
    this.environment = environment;
    home = Home.open(directory);
    metadata = metadata(environment.getOrDefault(DATABASE, ""), home, clock);
    programs = new Lazy<>(() -> Programs.open(home, environment));
    components = new ComponentFolders(installed::value, programs::value);
    artifacts = new Lazy<>(() -> LocalArtifactStore.open(home, clock));
    logs = new Lazy<>(() -> TaskLogs.open(home));
    registry = new Lazy<>(() -> ModelRegistry.over(metadata, artifacts(), ModelBundle::open));
    requestLog = new Lazy<>(() -> RequestLogFiles.open(home.root(), clock));
    engine = new Lazy<>(() -> Engine.of(setup()));
  }

  /**
   * The parts on an empty home beside this one: the same program, and nothing that is known here.
   */
  Parts fresh(Path directory) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.remove(DATABASE);
    return new Parts(directory, variables, clock);
  }

  /** What steps may be given as secrets. */
  Secrets secrets() {
    return new HomeSecrets(home.root(), environment);
  }

  EngineSetup setup() {
    return new EngineSetup(
            metadata,
            artifacts(),
            logs(),
            components,
            resolver(),
            Map.of(
                ModelRegistry.class,
                registry(),
                ServerLauncher.class,
                new ProcessServerLauncher(),
                PartialCache.class,
                partials(),
                FindingSink.class,
                findings(),
                Origins.class,
                new ModelOrigins(metadata)),
            clock,
            Machine.here())
        .withSecrets(secrets())
        .withLeftovers(run -> programs.value().endLeftovers(run));
  }

  private static SqlMetadataStore metadata(String url, Home home, Clock clock) {
    if (url.isEmpty()) {
      return SqlMetadataStore.open(home, clock, Clock.systemUTC());
    }
    try {
      return SqlMetadataStore.open(url, home, clock, Clock.systemUTC());
    } catch (UserError e) {
      throw e.kind() == UserError.Kind.USAGE
          ? UserError.usage(DATABASE + ": " + e.getMessage())
              .hint(e.hint().orElse("mend the variable, or unset it"))
          : e;
    }
  }

  Home home() {
    return home;
  }

  SqlMetadataStore metadata() {
    return metadata;
  }

  /** What the steps of pipelines may use. */
  ComponentSource components() {
    return components;
  }

  /** Frees the room of what nobody needs. */
  Collector collector() {
    return Collector.of(home, metadata, clock, Clock.systemUTC());
  }

  ArtifactStore artifacts() {
    return artifacts.value();
  }

  TaskLogs logs() {
    return logs.value();
  }

  /** Results for parts of data, to be counted once. */
  PartialCache partials() {
    return PartialFiles.open(home, clock);
  }

  ModelRegistry registry() {
    return registry.value();
  }

  RegistryResolver resolver() {
    return new RegistryResolver(registry());
  }

  /** By which words inputs are found: the engine's, and the aliases of models. */
  Set<String> queries() {
    return queries(resolver().queries());
  }

  static Set<String> queries(Set<String> aliases) {
    Set<String> queries = new TreeSet<>(Engine.QUERIES);
    queries.addAll(aliases);
    return queries;
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
        this::artifacts,
        () ->
            engine().interrupted().stream().map(MetadataStore.Run::id).collect(Collectors.toSet()));
  }

  Triggers triggers() {
    return new Triggers(metadata, findings(), clock);
  }

  TriggerSetup triggerSetup() {
    return new TriggerSetup(metadata.triggers(), metadata, components, findings(), clock);
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
