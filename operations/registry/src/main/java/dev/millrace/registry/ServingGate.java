package dev.millrace.registry;

import dev.millrace.core.error.UserError;

/** Says whether a version may be served. */
@FunctionalInterface
public interface ServingGate {

  /**
   * @throws UserError if it may not
   */
  void require(VersionEntry version);
}
