package dev.millrace.store;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the files of artifacts by their content. A step writes into a staging directory; publishing
 * moves it in place whole, or not at all.
 */
public interface ArtifactStore {

  /**
   * A new empty directory for a task to write an artifact in; on the same file system as the store.
   */
  Path stage(Id run, String step) throws IOException;

  /**
   * Publishes a staged artifact: computes its digest, makes its files durable and read-only, and
   * moves them in place atomically. The same content twice is stored once. The row is not yet in
   * the metadata store.
   *
   * @param staged over a directory that {@link #stage} gave
   * @throws dev.millrace.core.error.UserError naming what is neither a file nor a directory
   */
  MetadataStore.ArtifactRow publish(ArtifactType<? extends Artifact> type, Artifact staged)
      throws IOException;

  /**
   * The directory of a published artifact, materialised for local reading.
   *
   * @throws dev.millrace.core.error.UserError if the store does not have it
   */
  Path open(MetadataStore.ArtifactRow row) throws IOException;

  /** The names of an artifact's files, relative to its directory, in order. */
  List<String> files(MetadataStore.ArtifactRow row) throws IOException;

  /**
   * One file of an artifact by a name that came from outside. Only a name that {@link #files} lists
   * leads anywhere, so none leads out of the artifact.
   *
   * @throws dev.millrace.core.error.UserError if the artifact has no such file
   */
  Path file(MetadataStore.ArtifactRow row, String name) throws IOException;

  /**
   * Reads every byte again and compares with the digest.
   *
   * @throws dev.millrace.core.error.UserError naming the file that differs
   */
  void verify(MetadataStore.ArtifactRow row) throws IOException;

  /**
   * The digest of a directory of files with a type and properties, as {@link #publish} computes it.
   */
  Digest digest(ArtifactType<? extends Artifact> type, Artifact staged) throws IOException;

  /** Removes what staging directories of a run are left, after a crash. */
  void discardStaged(Id run) throws IOException;
}
