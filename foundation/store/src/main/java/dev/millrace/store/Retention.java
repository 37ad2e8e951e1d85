package dev.millrace.store;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Token;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What people and running tasks say must be kept, whatever else would let it go. */
public interface Retention {

  /**
   * Keeps an artifact, or all that a run or an execution read and made, until it is unpinned.
   *
   * @return false if it was pinned before
   * @throws dev.millrace.core.error.UserError if there is no such thing, or its files are gone
   */
  boolean pin(Id subject, String reason, String actor);

  /**
   * Takes a pin away.
   *
   * @return false if there was none
   */
  boolean unpin(Id subject, String actor);

  /** Oldest first. */
  List<Pin> pins();

  /**
   * Keeps artifacts that a task found in the store, and that no task of its run has made, until the
   * run ends. To be called before the task reads them.
   *
   * @throws FilesGone if the files of one were removed meanwhile
   * @throws MetadataStore.LeaseLost if the token is not the newest of the run's lease
   */
  void hold(Id run, Token token, Collection<Id> artifacts);

  /** Those of the artifacts whose files a collection has taken, or is about to. */
  Set<Id> collected(Collection<Id> artifacts);

  /** Something that is kept because somebody said so. */
  record Pin(Id subject, Kind kind, String reason, String actor, Instant recordedAt) {}

  /** What can be pinned. */
  enum Kind {
    ARTIFACT,
    EXECUTION,
    RUN
  }
}
