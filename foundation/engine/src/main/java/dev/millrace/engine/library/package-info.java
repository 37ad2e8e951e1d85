/**
 * The components beside a pipeline's file: Java ones in jars, and programs by component files.
 * Start at {@link dev.millrace.engine.library.ComponentFolders}. Knows nothing of runs.
 */
@NullMarked
package dev.millrace.engine.library;

import org.jspecify.annotations.NullMarked;
