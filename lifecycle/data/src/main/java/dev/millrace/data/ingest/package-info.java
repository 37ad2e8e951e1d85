/**
 * From files to examples: which files a run may see, what is read of them, and into which split
 * each row goes. Start at {@link dev.millrace.data.ingest.Ingest}. Knows nothing of what the rows
 * are for.
 */
@NullMarked
package dev.millrace.data.ingest;

import org.jspecify.annotations.NullMarked;
