package dev.millrace.store;

import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMetadataStoreTest extends MetadataStoreSuite {
  @TempDir Path directory;

  @Override
  MetadataStore open(StoreContract test) {
    Home home = Home.open(directory.resolve("home"));
    return SqlMetadataStore.open(home, test.clock, test.machine);
  }
}
