/**
 * Removes the files of what nobody needs any more, and says why the rest stays. Rows stay, so that
 * provenance does; only files go. Start at {@link dev.millrace.store.gc.Collector}.
 */
@NullMarked
package dev.millrace.store.gc;

import org.jspecify.annotations.NullMarked;
