/**
 * Files that people hand in and get back: Parquet, CSV and JSON lines as tables. Start at {@link
 * dev.millrace.data.files.TableFile} for predictions, and at {@link
 * dev.millrace.data.files.FileStatistics} and {@link dev.millrace.data.files.FileDiff} for what
 * rows look like. Knows nothing of artifacts.
 */
@NullMarked
package dev.millrace.data.files;

import org.jspecify.annotations.NullMarked;
