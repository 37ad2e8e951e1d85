package dev.millrace.engine;

import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore;
import dev.millrace.store.gc.Collector;
import dev.millrace.store.gc.Policy;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;

/** Collections as another process would make them, at the worst moments. */
final class Collecting {

  private static final Policy NOTHING = new Policy(0, Duration.ZERO, false, false);

  private Collecting() {}

  /** Collects all that nobody needs, however new it is. */
  static void all(Path directory) throws IOException {
    Home home = Home.open(directory);
    Clock later = Clock.fixed(Mill.NOW.plus(Duration.ofDays(1)), ZoneOffset.UTC);
    Clock machine = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
    try (SqlMetadataStore metadata = SqlMetadataStore.open(home, later, machine)) {
      Collector collector = Collector.of(home, metadata, later, machine);
      var _ = collector.collect(collector.plan(NOTHING), "gc");
    }
  }

  /** An engine's setup in which a collection comes just before the first call of a method. */
  static EngineSetup before(String method, Path home, EngineSetup setup) {
    AtomicBoolean collected = new AtomicBoolean();
    MetadataStore store = setup.metadata();
    Object collecting =
        Proxy.newProxyInstance(
            Collecting.class.getClassLoader(),
            new Class<?>[] {MetadataStore.class},
            (_, called, arguments) -> {
              if (called.getName().equals(method) && collected.compareAndSet(false, true)) {
                all(home);
              }
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
    return new EngineSetup(
        (MetadataStore) collecting,
        setup.artifacts(),
        setup.logs(),
        setup.components(),
        setup.resolver(),
        setup.ports(),
        setup.clock(),
        setup.machine());
  }
}
