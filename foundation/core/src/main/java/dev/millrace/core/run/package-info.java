/** The states of runs and tasks, with their legal transitions. */
@NullMarked
package dev.millrace.core.run;

import org.jspecify.annotations.NullMarked;
