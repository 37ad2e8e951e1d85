package dev.millrace.registry;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Looks into a bundle, which the registry cannot: whether its parts are there, fit together and can
 * be served.
 */
@FunctionalInterface
public interface BundleCheck {
  /**
   * @param bundle the directory of its files
   * @throws UserError naming what is wrong with it
   */
  void check(Path bundle) throws IOException;
}
