/**
 * Artifacts and logs as files on this machine. Start at {@link
 * dev.millrace.store.files.LocalArtifactStore}. Knows nothing of the database.
 */
@NullMarked
package dev.millrace.store.files;

import org.jspecify.annotations.NullMarked;
