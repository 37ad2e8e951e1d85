package dev.millrace.app;

import dev.millrace.core.error.UserError;
import dev.millrace.registry.DesiredDeployment;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.serving.ModelServer;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * A model server that serves what should be deployed to an environment: {@link #reconcile} compares
 * the two and takes up what differs. A version that cannot be loaded leaves the one before in its
 * place.
 */
public final class RunningServer implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ModelServer server;
  private final Desired desired;
  private final Consumer<String> warnings;
  private final ConcurrentMap<String, Integer> served = new ConcurrentHashMap<>();

  /** Where the desired state is read. */
  record Desired(
      String environment,
      ModelRegistry registry,
      MetadataStore metadata,
      ArtifactStore artifacts) {}

  RunningServer(ModelServer server, Desired desired, Consumer<String> warnings) {
    this.server = server;
    this.desired = desired;
    this.warnings = warnings;
  }

  /** Where it answers: {@code http://127.0.0.1:PORT}. */
  public URI address() {
    return server.address();
  }

  /** The version being served, by model. */
  public SortedMap<String, Integer> versions() {
    return new TreeMap<>(served);
  }

  /**
   * Takes up what should be served and is not yet.
   *
   * @return true if any version was replaced or added
   */
  public synchronized boolean reconcile() {
    boolean changed = false;
    for (DesiredDeployment wanted : desired.registry().desired(desired.environment())) {
      Integer version = served.get(wanted.model());
      if (version == null || version != wanted.version()) {
        changed |= takeUp(wanted.model(), wanted.version());
      }
    }
    return changed;
  }

  private boolean takeUp(String model, int version) {
    try {
      MetadataStore.ArtifactRow row = bundle(model, version);
      desired.artifacts().verify(row);
      server.deploy(model, version, desired.artifacts().open(row));
      served.put(model, version);
      return true;
    } catch (UserError e) {
      warnings.accept(model + " version " + version + " was not taken up: " + e.getMessage());
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MetadataStore.ArtifactRow bundle(String model, int version) {
    return desired
        .registry()
        .findVersion(model, version)
        .flatMap(entry -> desired.metadata().findArtifact(entry.artifact()))
        .orElseThrow(() -> UserError.notFound("the registry has lost it"));
  }

  /** Serves, taking up what is deployed meanwhile, until the thread is interrupted. */
  public void await() throws InterruptedException {
    while (true) {
      Thread.sleep(EVERY);
      reconcile();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
