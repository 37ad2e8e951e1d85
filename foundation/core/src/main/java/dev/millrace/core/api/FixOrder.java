package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to go on with a run after something was mended.
 *
 * @param pipeline the mended pipeline's directory or file; the file that the run's own was in, if
 *     not given
 * @param set parameters that change, as written on a command line; the others stay
 * @param from a step that runs again in any case
 */
public record FixOrder(Optional<Path> pipeline, Map<String, String> set, Optional<String> from) {}
