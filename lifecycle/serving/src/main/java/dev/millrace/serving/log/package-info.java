/**
 * What was asked and answered, and what turned out to be true, as append-only files. Start at
 * {@link dev.millrace.serving.log.RequestLogFiles}. Knows nothing of HTTP or of models.
 */
@NullMarked
package dev.millrace.serving.log;

import org.jspecify.annotations.NullMarked;
