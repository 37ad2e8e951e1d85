package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A wish to make a registered model again.
 *
 * @param reference {@code MODEL}, which is the champion, {@code MODEL@VERSION} or {@code
 *     MODEL@ALIAS}
 * @param keep a new directory for the home that it is made in; if not given, it is removed at the
 *     end
 */
public record ReproductionOrder(String reference, Optional<Path> keep) {}
