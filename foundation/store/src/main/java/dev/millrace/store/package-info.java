/**
 * Where things are kept: metadata database, artifact files, event log. Start at {@link
 * dev.millrace.store.MetadataStore} and {@link dev.millrace.store.ArtifactStore}. Knows nothing of
 * how pipelines run.
 */
@NullMarked
package dev.millrace.store;

import org.jspecify.annotations.NullMarked;
