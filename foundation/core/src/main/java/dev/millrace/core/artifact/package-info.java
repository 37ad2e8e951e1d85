/**
 * Artifacts: typed, immutable, content-addressed results of steps. Start at {@link
 * dev.millrace.core.artifact.Artifact}. Knows nothing of components or storage.
 */
@NullMarked
package dev.millrace.core.artifact;

import org.jspecify.annotations.NullMarked;
