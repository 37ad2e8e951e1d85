package dev.millrace.store;

import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PostgresMetadataStoreTest extends MetadataStoreSuite {
  @TempDir Path directory;

  @Override
  MetadataStore open(StoreContract test) {
    Home home = Home.open(directory.resolve("home"));
    return SqlMetadataStore.open(PostgresServer.emptiedDatabase(), home, test.clock, test.machine);
  }
}
