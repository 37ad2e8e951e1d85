package dev.millrace.store;

import dev.millrace.store.metadata.SqlMetadataStore;
import org.junit.jupiter.api.Nested;

/** All that a metadata store keeps to, whatever database it is in. */
abstract class MetadataStoreSuite {

  /** A new empty store with the clocks of a test. */
  abstract MetadataStore open(StoreContract test);

  @Nested
  class Everyday extends MetadataStoreContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class Changing extends ChangingRunContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class FindingRuns extends RunQueryContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class FindingArtifacts extends ArtifactQueryContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class Keeping extends RetentionContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class Tracing extends LineageContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class Collecting extends CollectorContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class CollectingFiles extends CollectorFilesContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class Monitoring extends FindingsContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }
  }

  @Nested
  class Triggering extends TriggerStoreContract {
    @Override
    MetadataStore open() {
      return MetadataStoreSuite.this.open(this);
    }

    @Override
    TriggerStore triggersOf(MetadataStore store) {
      return ((SqlMetadataStore) store).triggers();
    }
  }
}
