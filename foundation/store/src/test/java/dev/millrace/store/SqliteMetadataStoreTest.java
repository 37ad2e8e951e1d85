package dev.millrace.store;

import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMetadataStoreTest extends MetadataStoreContract {
  @TempDir Path directory;

  @Override
  MetadataStore open() {
    return SqlMetadataStore.open(Home.open(directory.resolve("home")), clock, machine);
  }
}
