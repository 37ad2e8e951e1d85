package dev.millrace.registry;

import dev.millrace.core.error.UserError;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.io.IOException;

/** Lets bundles pass that are whole, and no others: before a version is made, named or deployed. */
final class Bundles {
  /** Of all files of a bundle together. */
  static final long MOST_BYTES = 256L << 20;

  private final ArtifactStore artifacts;
  private final BundleCheck check;

  Bundles(ArtifactStore artifacts, BundleCheck check) {
    this.artifacts = artifacts;
    this.check = check;
  }

  ArtifactStore artifacts() {
    return artifacts;
  }

  /**
   * Reads all of a bundle. Its size comes first, so that what is too large is never read.
   *
   * @throws UserError if it is too large, its bytes are not those that were stored, or what is in
   *     it does not fit together
   */
  void requireSound(ArtifactRow bundle) throws IOException {
    if (bundle.bytes() > MOST_BYTES) {
      throw UserError.failure(
              "the bundle %s has %,d bytes; the registry takes at most %,d"
                  .formatted(bundle.id().brief(), bundle.bytes(), MOST_BYTES))
          .hint("make the model smaller: fewer or shallower trees, a shorter vocabulary");
    }
    artifacts.verify(bundle);
    check.check(artifacts.open(bundle));
  }
}
