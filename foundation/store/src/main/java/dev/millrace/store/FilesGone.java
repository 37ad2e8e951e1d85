package dev.millrace.store;

import dev.millrace.core.value.Id;

/** The files of an artifact were removed by a collection, after it was found and before its use. */
public final class FilesGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Id artifact;

  public FilesGone(Id artifact) {
    super("the files of artifact " + artifact + " are gone");
    this.artifact = artifact;
  }

  public Id artifact() {
    return artifact;
  }
}
