/**
 * The program put together: opens a home and wires the modules to one another. Start at {@link
 * dev.millrace.app.App}. The only place that knows all modules below it.
 */
@NullMarked
package dev.millrace.app;

import org.jspecify.annotations.NullMarked;
