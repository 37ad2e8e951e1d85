/**
 * Files that people hand in and get back: Parquet, CSV and JSON lines as tables. Start at {@link
 * dev.millrace.data.files.TableFile}. Knows nothing of artifacts.
 */
@NullMarked
package dev.millrace.data.files;

import org.jspecify.annotations.NullMarked;
